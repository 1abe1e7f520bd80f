"""Is the old answer of the API with the frames applied the same as a fresh one? For every event of a conversation."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from config.tests.screen import Screen, differences
from realtime.streams.position import open_stream_sync
from realtime.streams.recovery import missed
from social.conversations import receipts, services
from social.conversations.sending import delete_message
from social.friendships.services import remove_friend

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def screen_of(api: Any) -> Any:
    """What a person's page shows, read now."""

    def read(person: Any) -> Screen:
        client = api(person)
        return Screen(lambda path: client.get(f"/api/v1/{path}"), person.pk)

    return read


def test_each_event_moves_the_page_to_what_a_fresh_one_shows(
    alice: Any, bob: Any, person: Any, befriend: Any, live: Any, screen_of: Any, say: Any
) -> None:
    erin, device = person("erin"), live(bob)
    befriend(alice, erin)
    device.expect("social_data")
    made: list[Any] = []

    def act(*works: Any) -> None:
        seen, screen = len(device.frames), screen_of(bob)
        for work in works:
            made.append(work())
        device.settle(0.3)
        for frame in device.frames[seen:]:
            screen.apply(frame)
        assert differences(screen, screen_of(bob)) == [], [frame["type"] for frame in device.frames[seen:]]

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


@pytest.fixture
def absent(relay: Any, screen_of: Any) -> Any:
    """`absent(bob, act)`: bob's page, after an absence in which that happened, shows what a fresh one shows."""

    def check(person: Any, *acts: Any) -> None:
        standing, screen = open_stream_sync(person.pk), screen_of(person)
        assert standing is not None
        for act in acts:
            act()
        relay()
        frames = [json.loads(text) for text in async_to_sync(missed)(person.pk, standing.position).frames]
        for frame in frames:
            screen.apply(frame)
        assert differences(screen, screen_of(person)) == [], [frame["type"] for frame in frames]

    return check


def test_a_message_said_and_taken_back_in_ones_absence_has_its_number_and_is_unread(
    absent: Any, alice: Any, bob: Any, pair: Any, say: Any
) -> None:
    """Its `message` is skipped, so that `message_deleted` is all one hears of it."""
    said = say(alice, pair)
    absent(bob, lambda: delete_message(alice, pair.pk, say(alice, pair).pk), lambda: say(alice, pair))
    absent(bob, lambda: delete_message(alice, pair.pk, said.pk))


def test_the_end_of_a_friendship_and_its_return_are_seen_in_the_conversation_of_the_two(
    absent: Any, alice: Any, bob: Any, pair: Any, befriend: Any
) -> None:
    """`may_send` follows the friendship."""
    absent(bob, lambda: remove_friend(alice, bob.pk))
    absent(bob, lambda: befriend(alice, bob))
