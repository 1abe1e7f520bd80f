"""Does what others do put the right line into the right inbox, once, and take it out again?"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from django.db import IntegrityError, transaction

from notifications.inbox.events import Notified
from notifications.inbox.services import notify, take_back
from notifications.models import Notification
from realtime.models import OutboxEvent
from social.accounts.cards import Person
from social.friendships import services

pytestmark = pytest.mark.django_db
INBOX = "/api/v1/notifications"


def inbox(person: Any) -> list[tuple[str, str, int]]:
    """Each line of the person: type, who, and what it is about."""
    rows = Notification.objects.of(person).order_by("pk")
    return list(rows.values_list("type", "actor__username", "related_id"))


def test_a_request_tells_the_addressee_and_names_the_asker(alice: Any, charlie: Any) -> None:
    """B5 and E1: `related_id` of a friendship's line is the other person."""
    services.send_request(charlie, alice.pk)
    assert inbox(alice) == [("friend_request", "charlie", charlie.pk)]
    assert inbox(charlie) == []
    assert Notification.objects.get().title == "Charlie wants to be your friend"


def test_accepting_tells_the_asker_and_clears_the_request(alice: Any, charlie: Any) -> None:
    services.send_request(charlie, alice.pk)
    services.accept_request(alice, charlie.pk)
    assert inbox(alice) == []
    assert inbox(charlie) == [("friend_accepted", "alice", alice.pk)]


def test_crossing_requests_tell_as_an_acceptance_does(alice: Any, charlie: Any) -> None:
    services.send_request(charlie, alice.pk)
    services.send_request(alice, charlie.pk)
    assert inbox(alice) == []
    assert inbox(charlie) == [("friend_accepted", "alice", alice.pk)]


def test_a_rejection_clears_the_request_and_tells_nobody(alice: Any, charlie: Any) -> None:
    services.send_request(charlie, alice.pk)
    OutboxEvent.objects.all().delete()
    services.reject_request(alice, charlie.pk)
    assert inbox(alice) == inbox(charlie) == []
    audiences = {tuple(json.loads(event.audience)["ids"]) for event in OutboxEvent.objects.all()}
    assert audiences == {(alice.pk,)}


def test_a_withdrawn_request_leaves_no_line(alice: Any, charlie: Any) -> None:
    services.send_request(charlie, alice.pk)
    services.remove_friend(charlie, alice.pk)
    assert inbox(alice) == inbox(charlie) == []


def test_an_ended_friendship_leaves_no_line(alice: Any, bob: Any) -> None:
    """The fixture has made them friends: alice asked, and was told that bob accepted."""
    assert inbox(alice) == [("friend_accepted", "bob", bob.pk)]
    services.remove_friend(bob, alice.pk)
    assert inbox(alice) == inbox(bob) == []


def test_a_second_request_after_a_withdrawal_is_told_again(alice: Any, charlie: Any) -> None:
    for _ in range(2):
        services.send_request(charlie, alice.pk)
        told = Notification.objects.get(user=alice)
        services.remove_friend(charlie, alice.pk)
    assert told.type == "friend_request"
    assert OutboxEvent.objects.filter(type="notification").count() == 2


def test_the_live_line_is_the_line_of_the_api(alice: Any, charlie: Any, api: Any) -> None:
    """S-AZ-9: field by field."""
    services.send_request(charlie, alice.pk)
    event = OutboxEvent.objects.get(type="notification")
    told = msgspec.json.decode(event.payload, type=Notified).refreshed()
    assert told is not None
    assert json.loads(msgspec.json.encode(told.notification)) == api(alice).get(INBOX).json()["results"][0]
    assert json.loads(event.audience)["ids"] == [alice.pk]
    assert told.subjects() == (f"person:{charlie.pk}",)


def test_the_same_thing_is_told_once(alice: Any, charlie: Any) -> None:
    for _ in range(2):
        notify(alice.pk, "like", actor=Person.of(charlie), related_id=7)
    notify(alice.pk, "like", actor=Person.of(charlie), related_id=8)
    assert inbox(alice) == [("like", "charlie", 7), ("like", "charlie", 8)]
    assert OutboxEvent.objects.filter(type="notification").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(user=alice, type="like", actor=charlie, related_id=7, title="again")


def test_nobody_is_told_of_what_they_do_themselves(alice: Any) -> None:
    notify(alice.pk, "like", actor=Person.of(alice), related_id=7)
    assert inbox(alice) == []
    assert not OutboxEvent.objects.exists()


def test_a_long_name_makes_no_fault(alice: Any, person: Any, run: Any, api: Any) -> None:
    """The longest name and title together are longer than the line."""
    erin = person("erin", name="E" * 60)
    activity = run(alice, title="T" * 120, visibility=0)
    assert api(erin).post(f"/api/v1/activities/{activity.pk}/like").status_code == 200
    notify(alice.pk, "share", actor=Person.of(erin), related_id=1, what="x" * 400, wording="result")
    assert len(Notification.objects.get(user=alice, type="share").what) == 120
    assert all(len(line["title"]) <= 255 for line in api(alice).get("/api/v1/notifications").json()["results"])


def test_taking_back_tells_the_ids_and_the_new_count(alice: Any, charlie: Any) -> None:
    """S-PR-8."""
    notify(alice.pk, "like", actor=Person.of(charlie), related_id=7)
    line = Notification.objects.get()
    OutboxEvent.objects.all().delete()
    take_back(alice.pk, "like", actor_id=charlie.pk, related_id=7)
    removed, count = OutboxEvent.objects.order_by("pk")
    assert (removed.type, json.loads(removed.payload)) == ("notification_removed", {"ids": [line.pk]})
    assert count.type == "unread_count"
    take_back(alice.pk, "like", actor_id=charlie.pk, related_id=7)
    assert OutboxEvent.objects.count() == 2


def test_what_rolls_back_is_told_to_nobody(alice: Any, charlie: Any) -> None:
    """F12."""

    def fail() -> None:
        with transaction.atomic():
            services.send_request(charlie, alice.pk)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert inbox(alice) == []
    assert not OutboxEvent.objects.exists()


def test_the_request_of_a_suspended_person_is_gone_from_list_and_badge(alice: Any, charlie: Any, api: Any) -> None:
    services.send_request(charlie, alice.pk)
    type(charlie).objects.filter(pk=charlie.pk).update(is_active=False)
    client = api(alice)
    assert client.get("/api/v1/friends/requests").json()["results"] == []
    assert client.get("/api/v1/notifications").json()["results"] == []
    assert client.get("/api/v1/notifications/unread-count").json() == {"unread": 0}
    assert client.post(f"/api/v1/friends/accept/{charlie.pk}").status_code == 404
