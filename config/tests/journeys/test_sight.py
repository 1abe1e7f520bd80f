"""Does whoever may not see an activity see it nowhere? Actor by visibility by place; places come from the routes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from config.tests.api.routes import BEFORE, ROUTES
from realtime.sockets.snapshots import social_data
from realtime.sockets.topics import may_watch
from realtime.streams.position import Position
from social.models import Block, Follow

CANARY = "Canarybird"
LEVELS = {"public": 0, "friends": 1, "private": 2}
ACTORS = ["owner", "friend", "follower", "stranger", "blocked", "blocker", "suspended", "anonymous"]
MAY = {  # who sees what; a private account hides what is public from strangers
    ("open", "public"): {"owner", "friend", "follower", "stranger"},
    ("open", "friends"): {"owner", "friend"},
    ("open", "private"): {"owner"},
    ("closed", "public"): {"owner", "friend", "follower"},
    ("closed", "friends"): {"owner", "friend"},
    ("closed", "private"): {"owner"},
}
OWNERS_ONLY = {"activities/{id}/original"}  # GET
WRITES = {  # what is done to somebody else's activity: whoever sees it may, nobody else
    "activities/{id}/like": ("post", {}),
    "activities/{id}/comment": ("post", {"content": "Well done"}),
    "activities/{id}/share": ("post", {}),
}
CHANGES = {  # what only the owner may do: 403 for who sees it, 404 for who does not
    "activities/{id}": ("patch", {"title": "Mine now"}),
}


@pytest.fixture
def actors(person: Any, befriend: Any) -> dict[str, Any]:
    """One of each kind, by how they stand to the owner."""
    people = {name: person(name) for name in ACTORS if name != "anonymous"}
    owner = people["owner"]
    befriend(owner, people["friend"])
    befriend(owner, people["suspended"])
    Follow.objects.create(follower=people["follower"], followed=owner)
    Block.objects.create(blocker=owner, blocked=people["blocked"])
    Block.objects.create(blocker=people["blocker"], blocked=owner)
    people["suspended"].is_active = False
    people["suspended"].save()
    return people | {"anonymous": None}


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")


@pytest.fixture
def seen(actors: dict[str, Any], api: Any, run: Any) -> Callable[..., Any]:
    """An activity of the owner with everything that can be on it, each part carrying the canary."""

    def make(account: str, level: str) -> Any:
        owner = actors["owner"]
        owner.is_private = account == "closed"
        owner.save()
        made = run(owner, title=f"{CANARY} run", description=CANARY, visibility=LEVELS[level])
        mine = f"/api/v1/activities/{made.pk}"
        assert api(owner).post(f"{mine}/comment", {"content": f"{CANARY} says hello"}).status_code == 201
        assert api(owner).post(f"{mine}/photos", {"photos": [picture()]}, format="multipart").status_code == 201
        if level != "private":
            assert api(actors["friend"]).post(f"{mine}/like").status_code == 200
            assert api(actors["friend"]).post(f"{mine}/share", {"note": f"{CANARY} shared"}).status_code in (200, 201)
        return made

    return make


def client_of(api: Any, person: Any) -> Any:
    return api(person) if person is None or person.is_active else api(None)


def reads(made: Any) -> Iterator[tuple[str, str]]:
    """Every address below the activity that can be read, filled in."""
    photo = made.photos.get()
    for path, verbs in ROUTES.items():
        name = path.removeprefix(BEFORE)
        if name.startswith("activities/{id}") and "get" in verbs:
            yield (
                name,
                path.replace("{id}", str(made.pk)).replace("{photo_id}", str(photo.pk)).replace("{size}", "small"),
            )


@pytest.mark.django_db
@pytest.mark.parametrize(("account", "level"), MAY)
def test_it_is_read_and_answered_by_those_who_may_see_it_only(
    actors: Any, api: Any, seen: Any, account: str, level: str
) -> None:
    made = seen(account, level)
    found = dict(reads(made))
    assert len(found) >= 6, found
    for actor in ACTORS:
        may, client = actor in MAY[account, level], client_of(api, actors[actor])
        gone = 401 if actor in ("anonymous", "suspended") else 404
        for name, address in found.items():
            answer = client.get(address)
            expected = 404 if name in OWNERS_ONLY and gone == 404 else 200 if may else gone
            assert answer.status_code == expected, (actor, name, answer.status_code)
            assert may or CANARY.encode() not in body_of(answer), (actor, name)
        for name, (verb, body) in {**WRITES, **CHANGES}.items():
            answer = getattr(client, verb)(f"{BEFORE}{name.replace('{id}', str(made.pk))}", body)
            assert answer.status_code in answers(actor, name, may, gone), (actor, name, answer.status_code)
        if actors[actor] is not None:
            assert may_watch(f"activity:{made.pk}", actors[actor].pk) is (may and gone == 404), actor


def answers(actor: str, name: str, may: bool, gone: int) -> set[int]:
    """What may be answered to a write."""
    if not may:
        return {gone}
    if name in CHANGES:
        return {200} if actor == "owner" else {403}
    return {400} if actor == "owner" and name.endswith("share") else {200, 201}


def body_of(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def lists(made: Any, owner: Any) -> Iterator[str]:
    """Every list and summary there is, and those about the owner."""
    for path, verbs in ROUTES.items():
        name = path.removeprefix(BEFORE)
        if "get" in verbs and "{" not in path and name not in ("realtime/poll", "schema", "docs"):
            yield path
    yield from (f"/api/v1/stats?user={owner.pk}", f"/api/v1/users/{owner.pk}", f"/api/v1/users/{owner.pk}/achievements")
    yield from (f"/api/v1/users?search={CANARY}", "/api/v1/feed?limit=100&offset=0")
    yield from ("/social/", f"/social/activities/{made.pk}/", "/social/people/owner/", "/social/notifications/")


@pytest.mark.django_db
@pytest.mark.parametrize(("account", "level"), MAY)
def test_no_list_page_or_snapshot_holds_a_word_of_it_for_the_others(
    actors: Any, api: Any, seen: Any, account: str, level: str
) -> None:
    made = seen(account, level)
    for actor in ACTORS[1:]:
        held = places_that_tell(made, actors, actor, api)
        if actor not in MAY[account, level]:
            assert held == [], actor
        elif actor in ("friend", "follower"):
            assert {"/api/v1/feed", f"/social/activities/{made.pk}/"} <= set(held), actor


def places_that_tell(made: Any, actors: Any, actor: str, api: Any) -> list[str]:
    """Where the canary is found."""
    person = actors[actor]
    client, browser = client_of(api, person), Client()
    signed_in = person is not None and person.is_active
    if signed_in:
        browser.force_login(person)
    held = []
    for address in lists(made, actors["owner"]):
        answer = (browser if address.startswith("/social/") else client).get(address)
        if CANARY.encode() in body_of(answer):
            held.append(address)
    if signed_in and CANARY in social_data(person.pk, Position("epoch", 1)):
        held.append("social_data")
    return held


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("account", "level"), [("open", "friends"), ("closed", "public"), ("open", "private")])
def test_no_frame_tells_of_it_over_socket_or_poll(
    actors: Any, api: Any, seen: Any, live: Any, account: str, level: str
) -> None:
    names = ["friend", "follower", "stranger", "blocked", "blocker"]
    devices = {(name, by): live(actors[name], by=by) for name in names for by in ("socket", "poll")}
    for device in devices.values():
        device.expect("social_data")
    made = seen(account, level)
    api(actors["owner"]).patch(f"/api/v1/activities/{made.pk}", {"title": f"{CANARY} again"})
    bell = live(actors["owner"])
    bell.expect("social_data")
    api(actors["owner"]).post(f"/api/v1/activities/{made.pk}/comment", {"content": f"{CANARY} at last"})
    for device in devices.values():
        device.settle(1)
    told = {name for (name, _), device in devices.items() if CANARY in json.dumps(device.frames)}
    assert told == MAY[account, level] - {"owner"} - {"stranger"}
