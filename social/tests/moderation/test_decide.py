"""What does a moderator find in the queue, what can they do, and what is kept of it?"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import IntegrityError, transaction

from activities.engagement.commenting import add_comment
from activities.models import Activity, Comment
from activities.tracking.selectors import activities_of
from config.kernel.errors import Conflict, Forbidden
from notifications.models import Notification, Preference
from social.conversations.sending import delete_message, send_message
from social.conversations.services import start_conversation
from social.models import Case, Decision, Friendship, Message, User
from social.moderation.deciding import Verdict, decide_case
from social.moderation.reporting import report
from social.moderation.selectors import changes_by

pytestmark = pytest.mark.django_db
QUEUE = "/admin/social/case/"


@pytest.fixture
def comment(alice: Any, bob: Any, run: Any) -> Any:
    return add_comment(run(alice, visibility=0), bob, "An <b>ugly</b> word")


@pytest.fixture
def case(alice: Any, comment: Any) -> Any:
    report(alice, "comment", comment.pk, "hate", "He does it all the time")
    return Case.objects.get()


def comments_for(api: Any, who: Any, activity_id: int) -> list[str]:
    rows = api(who).get(f"/api/v1/activities/{activity_id}/comments").json()["results"]
    return [row["content"] for row in rows]


def test_the_queue_shows_the_most_reported_first_and_a_case_all_that_counts(
    alice: Any, bob: Any, charlie: Any, case: Any, desk: Any, run: Any
) -> None:
    other = run(bob, visibility=0, title="Buy this")
    for person in (alice, charlie):
        report(person, "activity", other.pk, "spam")
    page = desk.get(QUEUE).content.decode()
    assert page.index(f"activity {other.pk}") < page.index(f"comment {case.object_id}")
    page = desk.get(f"{QUEUE}{case.pk}/change/").content.decode()
    assert "An &lt;b&gt;ugly&lt;/b&gt; word" in page
    assert "He does it all the time" in page
    assert "@example.org" not in page


def test_the_queue_costs_the_same_however_long(
    alice: Any, person: Any, case: Any, desk: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(8):
        report(alice, "person", person(f"p{n}").pk, "spam")
    desk.get(QUEUE)
    for address in (QUEUE, f"{QUEUE}{case.pk}/change/"):
        with django_assert_max_num_queries(12):
            assert desk.get(address).status_code == 200


def test_only_moderators_come_in(alice: Any, person: Any, case: Any, api: Any, decide: Any) -> None:
    """S-OP-5: staff without the permission, and who is not staff."""
    nora = person("nora", is_staff=True)
    address = f"{QUEUE}{case.pk}/change/"
    for page in (QUEUE, address, "/admin/social/decision/"):
        assert api(nora).get(page).status_code == 403
        assert api(alice).get(page).status_code == 302
        assert api().get(page).status_code == 302
    body = {"action": "hide", "rule": "hate", "reason": "Because", "days": ""}
    assert api(nora).post(address, body, format="multipart").status_code == 403
    nora.user_permissions.set(Permission.objects.filter(codename__in=["view_case", "change_case"]))
    suspend = body | {"action": "suspend"}
    assert api(nora).post(address, suspend, format="multipart").status_code == 403
    assert not Decision.objects.exists()
    assert api(nora).post(address, body, format="multipart").status_code == 302


def test_hiding_is_told_recorded_and_taken_back(
    alice: Any, bob: Any, mona: Any, case: Any, decide: Any, api: Any
) -> None:
    activity_id = Comment.objects.get().activity_id
    decide(case, "hide")
    assert comments_for(api, alice, activity_id) == []
    case.refresh_from_db()
    assert case.outcome == "upheld"
    hidden = Decision.objects.get()
    assert (hidden.moderator, hidden.person, hidden.rule) == (mona, bob, "hate")
    (change,) = changes_by(hidden)
    assert (change.field, change.before, change.after is None) == ("hidden_at", None, False)
    decide(case, "restore", reason="We were wrong.")
    assert comments_for(api, alice, activity_id) == ["An <b>ugly</b> word"]
    (back,) = changes_by(Decision.objects.get(action="restore"))
    assert (back.before, back.after) == (change.after, None)
    told = api(bob).get("/api/v1/moderation/decisions").json()["results"]
    assert [(row["action"], row["reason"]) for row in told] == [
        ("restore", "We were wrong."),
        ("hide", "We do not want this here."),
    ]
    assert "mona" not in str(told)
    assert api(alice).get("/api/v1/moderation/decisions").json()["results"] == []
    assert api().get("/api/v1/moderation/decisions").status_code == 401


def test_what_changes_nothing_is_no_decision(case: Any, decide: Any) -> None:
    decide(case, "hide")
    assert "nothing to change" in decide(case, "hide").content.decode()
    assert Decision.objects.count() == 1
    assert decide(case, "hide", reason=" ").status_code == 200
    assert Decision.objects.count() == 1


def test_a_hide_by_any_program_is_recorded_and_one_rolled_back_is_not(comment: Any) -> None:
    rows = Comment.objects.filter(pk=comment.pk)
    rows.update(hidden_at=comment.created_at)
    rows.update(content="edited", hidden_at=comment.created_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(hidden_at=None)
        raise IntegrityError
    kept = [(row.pgh_label, row.hidden_at, row.pgh_context) for row in comment.record.order_by("pk")]
    assert sorted(kept, key=lambda row: row[0]) == [
        ("after", comment.created_at, None),
        ("before", None, None),
    ]


def test_an_activity_goes_from_everywhere_and_comes_back(
    alice: Any, bob: Any, dana: Any, run: Any, api: Any, work: Any
) -> None:
    activity = run(alice, title="Buy this", visibility=0)
    report(bob, "activity", activity.pk, "spam")
    case = Case.objects.get()
    decide_case(case, dana, Verdict("hide", "An advertisement."))
    for viewer in (alice, bob):
        assert api(viewer).get(f"/api/v1/activities/{activity.pk}").status_code == 404
    assert not activities_of(alice, bob).exists()
    decide_case(case, dana, Verdict("restore", "It is none."))
    assert api(bob).get(f"/api/v1/activities/{activity.pk}").status_code == 200
    assert Activity.objects.get().hidden_at is None


def test_a_message_is_hidden_and_put_back_unless_its_author_deleted_it(
    alice: Any, bob: Any, dana: Any, api: Any
) -> None:
    talk, _ = start_conversation(bob, [alice.pk])
    message = send_message(bob, talk.pk, "An ugly word", "c1")
    report(alice, "message", message.pk, "hate")
    case = Case.objects.get()
    address = f"/api/v1/conversations/{talk.pk}/messages"
    decide_case(case, dana, Verdict("hide", "Hate."))
    assert "An ugly word" not in api(alice).get(address).text
    decide_case(case, dana, Verdict("restore", "Irony."))
    assert "An ugly word" in api(alice).get(address).text
    decide_case(case, dana, Verdict("hide", "Hate after all."))
    delete_message(bob, talk.pk, message.pk)
    with pytest.raises(Conflict):
        decide_case(case, dana, Verdict("restore", "Too late."))
    assert Message.objects.get().deleted_at is not None


def test_a_friendship_ends_with_a_record_of_it(alice: Any, bob: Any, case: Any, decide: Any) -> None:
    decide(case, "end_friendship", friend="ALICE")
    assert not Friendship.objects.exists()
    changes = changes_by(Decision.objects.get())
    assert {(change.of, change.before) for change in changes} == {
        ("friendship of alice and bob", "accepted"),
        ("friendship of bob and alice", "accepted"),
    }


def test_dismissing_tells_the_person_nothing(alice: Any, bob: Any, case: Any, decide: Any, api: Any, work: Any) -> None:
    decide(case, "dismiss")
    work()
    case.refresh_from_db()
    assert case.outcome == "dismissed"
    assert not Notification.objects.filter(user=bob, type="moderation").exists()
    assert api(bob).get("/api/v1/moderation/decisions").json()["results"] == []
    assert api(alice).get("/api/v1/reports").json()["results"][0]["outcome"] == "dismissed"
    with pytest.raises(Conflict):
        decide_case(case, User.objects.get(username="mona"), Verdict("dismiss", "Again."))


def test_nobody_decides_in_their_own_matter_nor_a_moderator_on_staff(alice: Any, mona: Any, dana: Any) -> None:
    for person in (mona, dana):
        report(alice, "person", person.pk, "other")
    with pytest.raises(Forbidden):
        decide_case(Case.objects.get(owner=mona), mona, Verdict("dismiss", "I am fine."))
    with pytest.raises(Forbidden):
        decide_case(Case.objects.get(owner=dana), mona, Verdict("suspend", "Too strict.", days="7"))
    assert not Decision.objects.exists()


def test_a_warning_comes_whatever_one_prefers_and_can_be_answered_once(
    alice: Any, bob: Any, case: Any, decide: Any, api: Any, desk: Any, work: Any, reached: Any
) -> None:
    address = reached(bob)
    for kind in ("comment", "moderation"):
        Preference.objects.create(user=bob, type=kind, in_app=False, email=False, push=False)
    decide(case, "warn")
    work()
    line = Notification.objects.get(user=bob, type="moderation")
    assert line.title == "A moderator warns you about your comment"
    letters = [letter for letter in mail.outbox if letter.to == [address] and "warning" in letter.subject]
    assert len(letters) == 1
    for said in ("hate", "We do not want this here.", "An <b>ugly</b> word"):
        assert said in letters[0].body
    answer = f"/api/v1/moderation/decisions/{Decision.objects.get().pk}/answer"
    assert api(alice).post(answer, {"text": "Not mine"}, format="json").status_code == 404
    assert api().post(answer, {"text": "Not mine"}, format="json").status_code == 401
    for text, status in (("Sorry", 200), ("Sorry", 200), ("Not sorry", 409), ("", 400)):
        assert api(bob).post(answer, {"text": text}, format="json").status_code == status
    assert "Sorry" in desk.get(f"/admin/social/decision/{Decision.objects.get().pk}/change/").content.decode()
    assert "Sorry" in api(bob).get("/social/decisions/").text
    assert "moderation" not in api(bob).get("/api/v1/notifications/preferences").json()["types"]
