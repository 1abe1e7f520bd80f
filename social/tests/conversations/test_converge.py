"""Is the old answer of the API with the frames applied the same as a fresh one? For every event of a conversation."""

from __future__ import annotations

import time
from typing import Any

import pytest

from realtime.models import OutboxEvent
from social.conversations import receipts, services
from social.conversations.sending import delete_message

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/api/v1/conversations"


class Screen:
    """What a page of messages shows: the answers of the API, moved on as docs/protocol.md says."""

    def __init__(self, client: Any, me: int) -> None:
        self.client, self.me = client, me
        self.rows = {row["id"]: row for row in client.get(HERE).json()["results"]}
        self.threads = {pk: client.get(f"{HERE}/{pk}/messages").json()["results"] for pk in self.rows}
        self.up_to = {pk: row["last_seq"] for pk, row in self.rows.items()}

    def read(self, pk: int) -> None:
        self.rows[pk] = self.client.get(f"{HERE}/{pk}").json()
        self.threads.setdefault(pk, [])
        self.up_to[pk] = self.rows[pk]["last_seq"]

    def on_message(self, told: Any) -> None:
        message = told["message"]
        pk, row = message["conversation_id"], self.rows[message["conversation_id"]]
        if message["id"] not in [one["id"] for one in self.threads[pk]]:
            self.threads[pk].insert(0, message)
        if message["seq"] >= row["last_seq"]:
            row |= {"last_message": message, "last_seq": message["seq"], "active_at": message["created_at"]}
        if message["seq"] > self.up_to[pk]:
            self.up_to[pk] = message["seq"]
            row["unread"] += message["sender"]["id"] != self.me

    def on_message_deleted(self, told: Any) -> None:
        for message in [*self.threads[told["conversation_id"]], self.rows[told["conversation_id"]]["last_message"]]:
            if message["id"] == told["message_id"]:
                message |= {"content": "", "deleted_at": told["deleted_at"]}

    def on_unread_messages(self, told: Any) -> None:
        self.rows[told["conversation_id"]] |= {"unread": told["unread"], "read_seq": told["read_seq"]}
        self.up_to[told["conversation_id"]] = told["up_to"]

    def on_read_receipt(self, told: Any) -> None:
        member = self._member(told)
        member |= {"read_seq": told["seq"], "delivered_seq": max(member["delivered_seq"], told["seq"])}

    def on_delivery_receipt(self, told: Any) -> None:
        self._member(told)["delivered_seq"] = told["seq"]

    def _member(self, told: Any) -> Any:
        members = self.rows[told["conversation_id"]]["members"]
        return next(one for one in members if one["user"]["id"] == told["person_id"])

    def on_conversation_update(self, told: Any) -> None:
        pk, action = told["conversation_id"], told["action"]
        if action in ("new", "member_added"):
            return self.read(pk)
        if action == "gone":
            self.rows.pop(pk)
            self.threads.pop(pk)
            return None
        row, who = self.rows[pk], (told["person"] or {}).get("id")
        if action in ("member_left", "member_removed"):
            row["members"] = [one for one in row["members"] if one["user"]["id"] != who]
        changes = {"renamed": {"title": told["title"]}, "owner_changed": {"owner_id": who}}
        row |= changes.get(action, {"muted": action == "muted"} if action in ("muted", "unmuted") else {})
        return None

    def state(self) -> Any:
        return [sorted(self.rows.values(), key=lambda row: row["active_at"], reverse=True), self.threads]


def test_each_event_moves_the_page_to_what_a_fresh_one_shows(
    alice: Any, bob: Any, person: Any, befriend: Any, live: Any, api: Any, say: Any
) -> None:
    erin, device = person("erin"), live(bob)
    befriend(alice, erin)
    device.expect("social_data")
    made: list[Any] = []

    def act(*works: Any) -> None:
        screen, seen = Screen(api(bob), bob.pk), len(device.frames)
        for work in works:
            made.append(work())
        deadline = time.monotonic() + 20
        while OutboxEvent.objects.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        device.settle(0.3)
        for frame in device.frames[seen:]:
            getattr(screen, f"on_{frame['type']}", lambda told: None)(frame["payload"])
        assert screen.state() == Screen(api(bob), bob.pk).state(), [frame["type"] for frame in device.frames[seen:]]

    act(lambda: services.start_conversation(alice, [bob.pk])[0])
    act(lambda: services.start_conversation(alice, [bob.pk], "Group")[0])
    pair, group = made
    act(lambda: say(alice, pair, "One"), lambda: say(bob, pair, "Two"), lambda: say(alice, group, "Three"))
    one = made[2]
    act(lambda: receipts.mark_delivered(alice, pair.pk, 2), lambda: receipts.mark_read(bob, pair.pk, 1))
    act(lambda: say(alice, pair, "Four"), lambda: receipts.mark_read(bob, pair.pk, 3), lambda: say(alice, pair, "Five"))
    act(lambda: receipts.mark_read(alice, pair.pk, 2), lambda: delete_message(alice, pair.pk, one.pk))
    act(lambda: delete_message(alice, pair.pk, made[9].pk), lambda: services.mute(bob, pair.pk, True))
    act(lambda: services.rename(alice, group.pk, "Other"), lambda: services.add_member(alice, group.pk, erin.pk))
    act(lambda: services.remove_member(alice, group.pk, erin.pk))
    act(lambda: services.leave(alice, group.pk))
    act(lambda: services.leave(bob, group.pk))
    assert device.place.faults == []
