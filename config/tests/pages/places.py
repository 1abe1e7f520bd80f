"""Which pages are there to look at, and what has to have happened for each to have something on it?

`scene()` needs an empty database with the demo allowed. `python manage.py shell -c` may call it for a house elsewhere.
"""

from __future__ import annotations

import uuid
from typing import NamedTuple

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.core.management import call_command

from activities.challenges.models import Challenge
from activities.engagement.models import Comment
from activities.exports.services import PDF
from activities.tasks.services import advance_task, finish_task, start_task
from activities.tracking.imports.batches import KIND as IMPORT
from activities.tracking.models import Activity
from config.demo.people import MODERATOR
from notifications.emails.unsubscribing import link_for
from notifications.webhooks.models import Attempt, Endpoint, WebhookDelivery
from social.accounts.models import User
from social.conversations.models import Conversation
from social.departure.keys import key_of
from social.departure.services import leave_for_good
from social.moderation.answering import link_to
from social.moderation.deciding import Verdict, decide_case
from social.moderation.models import Case, Decision
from social.moderation.reporting import report
from social.safety.services import block_person, mute_person

OPEN_TO_ALL = {
    "landing": "/",
    "log-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "reset": "/accounts/password/reset/",
    "reset-sent": "/accounts/password/reset/done/",
    "reset-over": "/accounts/password/reset/key/1-none/",
    "reset-done": "/accounts/password/reset/key/done/",
    "verify-sent": "/accounts/confirm-email/",
    "verify-over": "/accounts/confirm-email/none/",
    "account-closed": "/accounts/inactive/",
    "return-over": "/accounts/return/none/",
    "offline": "/offline/",
    "not-found": "/nowhere/",
    "live-reference": "/developers/live/",
    "api-docs": "/api/v1/docs",
}
OWN = {
    "feed": "/social/",
    "activity-new": "/social/activities/new/",
    "import": "/social/import/",
    "friends": "/social/friends/",
    "followers": "/social/followers/",
    "following": "/social/followers/?show=following",
    "people": "/social/people/",
    "people-found": "/social/people/?q=a",
    "people-none": "/social/people/?q=zzzz",
    "profile": "/social/people/bob/",
    "profile-followed": "/social/people/leilani/",
    "myself": "/social/people/alice/",
    "figures": "/social/people/bob/figures/",
    "stats": "/social/stats/",
    "challenges": "/social/challenges/",
    "challenges-upcoming": "/social/challenges/?show=upcoming",
    "challenge-new": "/social/challenges/new/",
    "messages": "/social/messages/",
    "message-new": "/social/messages/new/",
    "notifications": "/social/notifications/",
    "preferences": "/social/notifications/preferences/",
    "reports": "/social/reports/",
    "decisions": "/social/decisions/",
    "settings": "/social/settings/",
    "exports": "/social/settings/exports/",
    "leave": "/social/settings/leave/",
    "blocked": "/social/settings/people/",
    "muted": "/social/settings/people/?show=muted",
    "webhooks": "/social/settings/webhooks/",
    "webhook-new": "/social/settings/webhooks/new/",
    "zones": "/social/settings/zones/?near=last",
    "console": "/social/console/",
    "email": "/accounts/email/",
    "password": "/accounts/password/change/",
    "log-out": "/accounts/logout/",
    "not-found-inside": "/social/activities/1/nowhere/",
}
MISSING = ("not-found", "not-found-inside")  # answered with 404, which Chromium notes in its console

READY = {"api-docs": ".opblock"}  # a page that is drawn by a script is there when this is


class Places(NamedTuple):
    """Pages by name: for whoever is signed out, for alice, and for the moderator."""

    open_to_all: dict[str, str]
    own: dict[str, str]
    moderator: dict[str, str]


def scene() -> Places:
    """The demo, and besides what only comes about when people quarrel, leave or take things away."""
    call_command("demo", "load", verbosity=0)
    people = {person.username: person for person in User.objects.all()}
    case = _quarrel(people)
    return Places(
        OPEN_TO_ALL | _letters(people),
        OWN | _activities(people["alice"]) | _meetings(people["alice"]) | _settings(people["alice"], people["bob"]),
        {
            "admin": "/admin/",
            "moderation": "/admin/social/case/",
            "moderation-case": f"/admin/social/case/{case.pk}/change/",
        },
    )


def _quarrel(people: dict[str, User]) -> Case:
    """alice has reported somebody, was reported and warned, and keeps away from two. What still has to be decided."""
    alice, bob, moderator = people["alice"], people["bob"], people[MODERATOR]
    mine = Activity.objects.visible_to(bob).filter(user=alice).latest("pk")
    theirs = Activity.objects.visible_to(alice).filter(user=bob).latest("pk")
    told, _ = report(bob, "activity", mine.pk, "other", "This is not the route that she ran.")
    decide_case(told.case, moderator, Verdict("warn", "Please leave the joke about the referee out next time."))
    block_person(alice, people["tomasz"].pk)
    mute_person(alice, people["marcus"].pk)
    return report(alice, "activity", theirs.pk, "harassment", "The title names somebody.")[0].case


def _letters(people: dict[str, User]) -> dict[str, str]:
    """Where the links in letters lead."""
    alice, leaver = people["alice"], people["mateo"]
    address = EmailAddress.objects.create(user=alice, email="alice.moreau@demo.example")
    reset = f"{user_pk_to_url_str(alice)}-{default_token_generator.make_token(alice)}"
    leaver.set_password("a-good-password-to-leave")
    leaver.save()
    return {
        "decision": _path(link_to(Decision.objects.latest("pk"))),
        "unsubscribe": _path(link_for(alice, "weekly")),
        "verify": f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/",
        "reset-key": f"/accounts/password/reset/key/{reset}/",
        "return": f"/accounts/return/{key_of(leave_for_good(leaver, 'a-good-password-to-leave'))}/",
    }


def _activities(alice: User) -> dict[str, str]:
    """One with splits, one with a thread, one of alice's own and its forms, something said by her, and an import."""
    seen = Activity.objects.visible_to(alice)
    recorded = seen.filter(user=alice, splits__isnull=False).latest("created_at").pk
    answered = Comment.objects.filter(parent__isnull=False, activity__in=seen).latest("pk").activity_id
    said = Comment.objects.filter(user=alice, activity__in=seen).latest("pk")
    done = {"name": "monday.gpx", "status": "done", "code": "", "error": "", "activity_id": recorded}
    refused = {"status": "failed", "code": "unknown_format", "error": "This is no recording.", "activity_id": None}
    files = [done, {"name": "notes.txt", **refused}]
    task = start_task(alice, IMPORT, total=2, result={"files": files})
    advance_task(task.pk, done=2, failed=1)
    finish_task(task.pk)
    return {
        "activity": f"/social/activities/{recorded}/",
        "activity-edit": f"/social/activities/{recorded}/edit/",
        "activity-delete": f"/social/activities/{recorded}/delete/",
        "thread": f"/social/activities/{answered}/",
        "comment-edit": f"/social/activities/{said.activity_id}/comments/{said.pk}/edit/",
        "import-progress": f"/social/import/{task.pk}/",
    }


def _meetings(alice: User) -> dict[str, str]:
    """Challenges, conversations, and the form that reports a thing."""
    contest = Challenge.objects.get(title="Two hundred before the snow").pk
    talks = Conversation.objects.filter(members__user=alice)
    pair, group = talks.filter(title="").latest("pk").pk, talks.exclude(title="").latest("pk").pk
    thing = Activity.objects.visible_to(alice).exclude(user=alice).latest("pk").pk
    return {
        "challenge": f"/social/challenges/{contest}/",
        "challenge-friends": f"/social/challenges/{contest}/?scope=friends",
        "conversation": f"/social/messages/{pair}/",
        "conversation-group": f"/social/messages/{group}/",
        "group": f"/social/messages/{group}/group/",
        "report": f"/social/report/?kind=activity&id={thing}",
    }


def _settings(alice: User, bob: User) -> dict[str, str]:
    """A webhook with a delivery that failed, and a file that could not be made."""
    finish_task(start_task(alice, PDF, total=100).pk, error="It could not be made. Please try again.")
    hook = Endpoint.objects.create(owner=alice, url="https://example.org/hook", events=["activity_liked"])
    facts = {"type": "activity_liked", "status": "failed", "next_attempt_at": None}
    delivery = WebhookDelivery.objects.create(endpoint=hook, event_id=uuid.uuid4(), **facts)
    Attempt.objects.create(delivery=delivery, number=1, status_code=500, duration_ms=12, excerpt="Internal error")
    place = f"/social/settings/webhooks/{hook.pk}/"
    return {"webhook": place, "webhook-edit": f"{place}edit/"}


def _path(link: str) -> str:
    """The path of a link to this Slipstream."""
    return "/" + link.split("/", 3)[3]
