"""What can a moderator do about friendships, and what can nobody?"""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission

from notifications.models import Notification
from realtime.models import OutboxEvent
from social.friendships.services import reject_request, remove_friend, send_request
from social.models import Decision, Friendship

pytestmark = pytest.mark.django_db
LIST = "/admin/social/friendship/"


@pytest.fixture
def staff(person: Any, api: Any) -> Any:
    """Signs in a member of staff with these permissions: `staff("view", "change")`."""

    def sign_in(*may: str) -> Any:
        moderator = person("moderator", is_staff=True)
        names = [f"{one}_friendship" for one in may]
        moderator.user_permissions.set(Permission.objects.filter(codename__in=names, content_type__app_label="social"))
        return api(moderator)

    return sign_in


def end(client: Any, *rows: Friendship) -> Any:
    chosen = {"action": "end", "reason": "It was forced.", "_selected_action": [str(row.pk) for row in rows]}
    return client.post(LIST, chosen, format="multipart", follow=True)


def kept_rows() -> Any:
    return apps.get_model("social", "FriendshipRecord").objects.values()


def test_without_a_reason_nothing_ends(alice: Any, bob: Any, staff: Any) -> None:
    chosen = {"action": "end", "_selected_action": [str(row.pk) for row in Friendship.objects.all()]}
    page = staff("view", "change").post(LIST, chosen, format="multipart", follow=True)
    assert "Say why" in page.text
    assert (Friendship.objects.count(), Decision.objects.count()) == (2, 0)


def test_what_people_end_themselves_is_not_kept(alice: Any, bob: Any) -> None:
    remove_friend(alice, bob.pk)
    assert not kept_rows().exists()


@pytest.mark.parametrize("side", [0, 1])
def test_ending_takes_both_rows_whichever_was_chosen(alice: Any, bob: Any, staff: Any, side: int) -> None:
    """J4."""
    row = Friendship.objects.order_by("pk")[side]
    assert end(staff("view", "change"), row).status_code == 200
    assert not Friendship.objects.exists()


def test_it_is_recorded_with_who_and_what(alice: Any, bob: Any, staff: Any) -> None:
    """S-OP-4."""
    row = Friendship.objects.get(user=alice)
    end(staff("view", "change"), row)
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.action_flag, entry.object_id) == ("moderator", CHANGE, str(row.pk))
    assert entry.content_type.model_class() is Friendship
    decision = Decision.objects.get()
    assert (decision.moderator, decision.reason) == (entry.user, "It was forced.")
    kept = {(row["user_id"], row["friend_id"], row["status"], row["pgh_context"]["decision"]) for row in kept_rows()}
    assert kept == {(one, other, "accepted", decision.pk) for one, other in permutations((alice.pk, bob.pk))}


def test_both_chosen_at_once_are_one_ending(alice: Any, bob: Any, staff: Any) -> None:
    page = end(staff("view", "change"), *Friendship.objects.all())
    assert "1 ended." in page.text
    assert LogEntry.objects.count() == 1
    assert not Friendship.objects.exists()


def test_it_is_told_to_both_as_if_one_of_them_had_done_it(alice: Any, bob: Any, staff: Any) -> None:
    OutboxEvent.objects.all().delete()
    end(staff("view", "change"), Friendship.objects.get(user=alice))
    told = OutboxEvent.objects.filter(type="friend_removed")
    assert sorted(json.loads(event.audience)["ids"] for event in told) == sorted([[alice.pk], [bob.pk]])
    assert not Notification.objects.exists()


def test_a_waiting_request_is_withdrawn(alice: Any, charlie: Any, staff: Any) -> None:
    send_request(charlie, alice.pk)
    end(staff("view", "change"), Friendship.objects.get())
    assert not Friendship.objects.exists()
    assert not Notification.objects.exists()
    assert [row["status"] for row in kept_rows()] == ["pending"]


def test_what_was_rejected_stays_and_nothing_is_recorded(alice: Any, charlie: Any, staff: Any) -> None:
    """It keeps the asker from asking again at once."""
    send_request(charlie, alice.pk)
    reject_request(alice, charlie.pk)
    page = end(staff("view", "change"), Friendship.objects.get())
    assert "0 ended." in page.text
    assert Friendship.objects.get().status == "rejected"
    assert not LogEntry.objects.exists()


def test_the_friendships_of_others_are_left_alone(
    alice: Any, bob: Any, charlie: Any, befriend: Any, staff: Any
) -> None:
    befriend(alice, charlie)
    end(staff("view", "change"), Friendship.objects.get(user=alice, friend=bob))
    assert set(Friendship.objects.values_list("user__username", "friend__username")) == {
        ("alice", "charlie"),
        ("charlie", "alice"),
    }


def test_staff_without_the_permission_see_neither_list_nor_row(alice: Any, bob: Any, staff: Any) -> None:
    """S-OP-5."""
    client, row = staff(), Friendship.objects.first()
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 403
    assert end(client, row).status_code == 403
    assert "friendship" not in client.get("/admin/").text.lower()
    assert Friendship.objects.count() == 2


def test_staff_who_may_only_look_end_nothing(alice: Any, bob: Any, staff: Any) -> None:
    client, row = staff("view"), Friendship.objects.first()
    page = client.get(LIST)
    assert (page.status_code, 'value="end"' in page.text) == (200, False)
    end(client, row)
    assert Friendship.objects.count() == 2
    assert not LogEntry.objects.exists()


def test_who_is_not_staff_is_sent_to_the_log_in_page(alice: Any, bob: Any, api: Any) -> None:
    for client in (api(), api(alice)):
        for answer in (client.get(LIST), client.post(LIST, {"action": "end"}, format="multipart")):
            assert answer.status_code == 302
            assert "/login/" in answer["Location"]
    assert Friendship.objects.count() == 2


def test_nobody_adds_deletes_or_edits_a_row_by_itself(alice: Any, bob: Any, charlie: Any, dana: Any, api: Any) -> None:
    """B1: one row alone would be half a friendship. A superuser neither."""
    client, row = api(dana), Friendship.objects.get(user=alice)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}add/", {"user": alice.pk, "friend": charlie.pk}, format="multipart").status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}, format="multipart").status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}, format="multipart")
    changed = {"user": alice.pk, "friend": charlie.pk, "status": "rejected"}
    client.post(f"{LIST}{row.pk}/change/", changed, format="multipart")
    assert set(Friendship.objects.values_list("user__username", "friend__username", "status")) == {
        ("alice", "bob", "accepted"),
        ("bob", "alice", "accepted"),
    }


def test_the_list_is_searched_by_person_and_shows_no_address(alice: Any, bob: Any, staff: Any) -> None:
    """S-OP-4: the canary is an e-mail address."""
    client = staff("view", "change")
    assert "alice" in client.get(f"{LIST}?q=bob").text
    assert "0 friendships" in client.get(f"{LIST}?q=bob@example.org").text
    row = Friendship.objects.first()
    for page in (client.get(LIST), client.get(f"{LIST}?q=bob"), client.get(f"{LIST}{row.pk}/change/")):
        assert page.status_code == 200
        assert "@example.org" not in page.text


def test_the_list_costs_the_same_however_long_it_is(
    alice: Any, person: Any, befriend: Any, staff: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        befriend(person(f"p{n}"), alice)
    client = staff("view", "change")
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(LIST)
