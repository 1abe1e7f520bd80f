"""How are people found, and what does a person's own page show?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import render

from activities.achievements.selectors import achievements_shown
from activities.tracking.selectors import activities_of
from config.kernel.errors import NotFound
from config.pages.follows import follows_between
from config.pages.page import PersonRequest, page
from config.pages.paging import Part, part_of
from config.pages.sums import summary_of
from social.accounts.models import User
from social.accounts.selectors import find_people, sees_whole
from social.friendships.models import Friendship, Status
from social.safety.selectors import muted_by

RESULTS, ACTIVITIES = 30, 20


@page
def people(request: PersonRequest) -> HttpResponse:
    """Search by name or user name."""
    text = request.GET.get("q", "").replace("\x00", "").strip()
    found = part_of(request, find_people(request.user, text), RESULTS) if text else None
    tied = with_ties(request.user, found.rows) if found else []
    return render(request, "social/people.html", {"text": text, "found": found, "tied": tied})


@page
def person(request: PersonRequest, username: str) -> HttpResponse:
    """A person: who they are, how one stands to them, and what of theirs one may see."""
    shown = named(request.user, username)
    activities: Part[Any] = part_of(request, activities_of(shown, request.user), ACTIVITIES)
    context = known_by(request.user, shown) | {"activities": activities, "part": "activities"}
    if not context["is_closed"]:
        context["summary"] = summary_of(shown, request.user)
        context["badges"] = achievements_shown(shown, request.user)
    return render(request, "social/person.html", context)


def known_by(viewer: User, shown: User) -> dict[str, Any]:
    """What the head of a person's pages needs: who it is, and how one stands to them."""
    tie = ties(viewer, [shown.pk])[shown.pk]
    known: dict[str, Any] = {"person": shown, "tie": tie, "is_closed": not sees_whole(viewer, shown, tie)}
    if tie != "self":
        known["follows"] = follows_between(viewer, shown.pk)
        known["is_muted"] = muted_by(viewer).filter(pk=shown.pk).exists()
    return known


def ties(viewer: User, ids: Iterable[int]) -> dict[int, str]:
    """How `viewer` stands to each: self, friends, incoming, outgoing or none; one query."""
    others = list(ids)
    known = dict.fromkeys(others, "none")
    mine = Q(user=viewer.pk, friend__in=others) | Q(friend=viewer.pk, user__in=others)
    for row in Friendship.objects.filter(mine).exclude(status=Status.REJECTED):
        is_mine = row.user_id == viewer.pk
        waiting = "outgoing" if is_mine else "incoming"
        known[row.friend_id if is_mine else row.user_id] = "friends" if row.status == Status.ACCEPTED else waiting
    return known | {pk: "self" for pk in others if pk == viewer.pk}


def with_ties(viewer: User, found: list[User]) -> list[tuple[User, str]]:
    """Each person with how `viewer` stands to them."""
    known = ties(viewer, [person.pk for person in found])
    return [(person, known[person.pk]) for person in found]


def named(viewer: User, username: str) -> User:
    """The person of this user name. Raises NotFound if `viewer` may not know of anybody of that name."""
    found = User.objects.known_to(viewer).annotate(lower=Lower("username")).filter(lower=username.lower()).first()
    if found is None:
        raise NotFound("There is nobody of this name.")
    return found
