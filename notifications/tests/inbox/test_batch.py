"""Does a storm of notifications come as a few batches, and does the device end with the truth?"""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import transaction

from notifications.inbox.pacing import MOST
from notifications.inbox.services import mark_read, notify, take_back
from realtime.models import OutboxEvent
from social.accounts.cards import Person

INBOX = "/api/v1/notifications"
STORM = 200


def storm(person: Any, actor: Any, lines: int = STORM) -> None:
    for number in range(lines):
        with transaction.atomic():
            notify(person.pk, "mention", actor=Person.of(actor), related_id=1, what="Run", cause_id=number + 1)


def settled(device: Any) -> None:
    deadline = time.monotonic() + 20
    while OutboxEvent.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    device.settle(0.4)


@pytest.mark.django_db
def test_the_first_ten_come_one_by_one_and_the_rest_as_batches(alice: Any, charlie: Any) -> None:
    storm(alice, charlie, 15)
    types = list(OutboxEvent.objects.order_by("pk").values_list("type", flat=True))
    assert (types.count("notification"), types.count("notification_batch")) == (MOST, 5)


@pytest.mark.django_db
def test_another_person_is_not_in_the_storm(alice: Any, bob: Any, charlie: Any) -> None:
    storm(alice, charlie, 15)
    OutboxEvent.objects.all().delete()
    storm(bob, charlie, 1)
    assert OutboxEvent.objects.filter(type="notification").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_storm_is_a_few_frames_and_the_device_knows_it_all(alice: Any, live: Any, api: Any) -> None:
    """E3: 200 different ones in about two seconds."""
    device = live(alice)
    device.expect("social_data")
    begin = time.monotonic()
    for number in range(STORM):
        with transaction.atomic():
            notify(alice.pk, "achievement", actor=None, related_id=number + 1, what=f"Badge {number}")
    settled(device)
    took = time.monotonic() - begin
    kinds = [frame["type"] for frame in device.frames]
    assert 1 <= kinds.count("notification") <= MOST * (1 + int(took // 5))
    assert 1 <= kinds.count("notification_batch") <= 3 + took
    assert device.place.faults == []
    last = [frame for frame in device.frames if frame["type"] == "unread_count"][-1]
    assert last["payload"]["notifications"] == STORM == api(alice).get(f"{INBOX}/unread-count").json()["unread"]


@pytest.mark.django_db(transaction=True)
def test_a_line_that_grows_shrinks_and_is_read_is_the_same_on_every_device(
    alice: Any, person: Any, run: Any, live: Any, api: Any
) -> None:
    """E2 and the rule that what one has, with the frames applied, is what a fresh answer says."""
    people = [person(name) for name in ("ann", "ben", "cem")]
    activity = run(alice, visibility=0)
    devices = [live(alice), live(alice, by="poll")]
    for device in devices:
        device.expect("social_data")
    devices[0].settle()  # badges for the run come by and by
    for who in people:
        with transaction.atomic():
            notify(alice.pk, "like", actor=Person.of(who), related_id=activity.pk, what=activity.title)
    with transaction.atomic():
        take_back(alice.pk, "like", actor_id=people[1].pk, related_id=activity.pk)
    mark_read(alice, [line["id"] for line in api(alice).get(INBOX).json()["results"]])
    with transaction.atomic():
        take_back(alice.pk, "like", actor_id=people[2].pk, related_id=activity.pk)
    for device in devices:
        settled(device)
        assert shown(device) == api(alice).get(INBOX).json()["results"]
        assert device.expect("unread_count", notifications=0)


def shown(device: Any) -> list[Any]:
    """The inbox as a client holds it, by the rules of docs/protocol.md."""
    lines: dict[int, Any] = {}
    for frame in device.place.applied:
        told = frame["payload"]
        if frame["type"] == "notification":
            line = told["notification"]
            lines = {pk: row for pk, row in lines.items() if row["group"] != line["group"]} | {line["id"]: line}
        elif frame["type"] == "notification_removed":
            lines = {pk: row for pk, row in lines.items() if pk not in told["ids"]}
        elif frame["type"] == "notification_read":
            lines = {pk: row | {"is_read": row["is_read"] or pk in told["ids"]} for pk, row in lines.items()}
    return [row for _, row in sorted(lines.items(), reverse=True)]
