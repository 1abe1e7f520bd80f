"""Does any answer tell more of another person than the allow-list?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from config.tests.api.routes import BEFORE, ROUTES, filled
from realtime.models import OutboxEvent
from realtime.sockets.snapshots import social_data
from realtime.streams.position import Position
from social.conversations.sending import send_message
from social.conversations.services import start_conversation
from social.friendships.services import send_request

pytestmark = pytest.mark.django_db
CARD = {"id", "username", "name", "avatar"}
HTML = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture
def world(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> dict[str, Any]:
    """alice, with one of everything that names somebody else."""
    for n, somebody in enumerate((alice, bob, charlie)):
        somebody.email = f"canary-{n}@secret.example"
        somebody.first_name, somebody.last_name = f"Canary{n}", f"Lastname{n}"
        somebody.time_zone, somebody.city = "Pacific/Chatham", f"City{n}"
        somebody.save()
    mine, theirs = run(alice, visibility=0), run(bob, visibility=0)
    api(bob).post(f"/api/v1/activities/{mine.pk}/like")
    api(charlie).post(f"/api/v1/activities/{theirs.pk}/like")
    send_request(charlie, alice.pk)
    talk, _ = start_conversation(alice, [bob.pk])
    send_message(bob, talk.pk, "Hello", "c1")
    return {"people": [alice, bob, charlie], "activities": [mine, theirs], "conversations": [talk]}


def answers(client: Any, world: dict[str, Any], **more: Any) -> Iterator[tuple[str, Any]]:
    """Every address that can be read, with every id that there is."""
    for path in ROUTES:
        if "get" in ROUTES[path] and path.removeprefix(BEFORE) not in ("realtime/poll", "schema", "docs"):
            ids = [row.pk for row in [one for rows in world.values() for one in rows]] if "{" in path else [0]
            for address in [filled(path, pk) for pk in ids]:
                yield address, client.get(address, **more)
    for query in (
        "users?search=a",
        "users?search=canary",
        "users?search=secret.example",
        "friends/requests?direction=outgoing",
    ):
        yield query, client.get(f"/api/v1/{query}", **more)


@pytest.mark.parametrize("accept", [{}, HTML], ids=["JSON", "page"])
def test_no_answer_holds_the_address_of_another(world: Any, api: Any, accept: dict[str, str]) -> None:
    """S-SEED-10 and S-AZ-7."""
    told = dict(answers(api(world["people"][0]), world, **accept))
    assert len([answer for answer in told.values() if answer.status_code == 200]) > 12
    for address, answer in told.items():
        assert "canary-1@" not in answer.text, address
        assert "canary-2@" not in answer.text, address
        assert ("canary-0@" in answer.text) == (address == "/api/v1/users/me"), address
        for secret in ("Lastname", "Canary", "last_login", "date_joined", "is_staff", "password"):
            assert secret not in answer.text, address
        one_s_own = address in ("/api/v1/users/me", "/api/v1/stats")
        assert "Pacific/Chatham" not in answer.text or one_s_own, address


def test_people_are_found_by_name_and_never_by_address(world: Any, api: Any) -> None:
    for text in ("canary-1@secret.example", "secret.example", "@"):
        assert api(world["people"][0]).get("/api/v1/users", {"search": text}).json()["results"] == []


def cards(value: Any) -> Iterator[dict[str, Any]]:
    """Every object that names a person."""
    if isinstance(value, dict):
        if "username" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from cards(part)


def test_another_person_is_told_as_a_card_everywhere(world: Any, api: Any) -> None:
    """S-AZ-7 and S-AZ-9: in lists, in events and in the snapshot of a socket the same four members."""
    alice = world["people"][0]
    shown = [
        (address, card)
        for address, answer in answers(api(alice), world)
        if answer.status_code == 200 and not address.startswith(("/api/v1/users/",))
        for card in cards(answer.json())
    ]
    shown += [("event", card) for event in OutboxEvent.objects.all() for card in cards(json.loads(event.payload))]
    shown += [("snapshot", card) for card in cards(json.loads(social_data(alice.pk, Position("epoch", 1))))]
    assert {place for place, _ in shown} >= {"/api/v1/feed", "/api/v1/friends", "event", "snapshot"}
    assert [(place, card) for place, card in shown if set(card) != CARD] == []


def test_no_event_holds_an_address(world: Any) -> None:
    waiting = "".join(event.payload + event.subjects + event.audience for event in OutboxEvent.objects.all())
    assert "friend_request" in {event.type for event in OutboxEvent.objects.all()}
    assert "@" not in waiting
    assert "Lastname" not in waiting
