"""Who may see an activity, and who may do what to it? The matrix of SECURITY.md (c), expanded."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from activities.models import Activity
from activities.tests.tracking.bodies import ADDRESS
from realtime.models import OutboxEvent
from realtime.sockets.snapshots import PARTS
from social.accounts.models import Visibility
from social.models import Block, Follow, Friendship, Mute

pytestmark = pytest.mark.django_db


def tied(one: Any, other: Any, status: str = "accepted") -> None:
    """A friendship as it is stored: two rows, or one that waits or was refused."""
    Friendship.objects.create(user=one, friend=other, status=status)
    if status == "accepted":
        Friendship.objects.create(user=other, friend=one, status=status)


def follows(actor: Any, owner: Any, status: str = "accepted") -> None:
    Follow.objects.create(follower=actor, followed=owner, status=status)


def close(actor: Any, owner: Any) -> None:
    """Every tie there is, to show that a block outweighs them."""
    tied(actor, owner)
    follows(actor, owner)


def blocked(actor: Any, owner: Any) -> None:
    close(actor, owner)
    Block.objects.create(blocker=owner, blocked=actor)


def blocking(actor: Any, owner: Any) -> None:
    close(actor, owner)
    Block.objects.create(blocker=actor, blocked=owner)


def friend_muted(actor: Any, owner: Any) -> None:
    tied(actor, owner)
    Mute.objects.create(muter=owner, muted=actor)


def suspended(actor: Any, owner: Any) -> None:
    close(actor, owner)


# How the actor stands to the owner, and what that lets them be.
ACTORS: dict[str, tuple[str, Callable[[Any, Any], None]]] = {
    "nobody": ("anonymous", lambda actor, owner: None),
    "the owner": ("owner", lambda actor, owner: None),
    "a friend": ("friend", tied),
    "a friend the owner mutes": ("friend", friend_muted),
    "a follower": ("follower", follows),
    "a follower who waits": ("stranger", lambda actor, owner: follows(actor, owner, "pending")),
    "a follower who was refused": ("stranger", lambda actor, owner: follows(actor, owner, "rejected")),
    "somebody the owner follows": ("stranger", lambda actor, owner: follows(owner, actor)),
    "who has asked": ("stranger", lambda actor, owner: tied(actor, owner, "pending")),
    "who was asked": ("stranger", lambda actor, owner: tied(owner, actor, "pending")),
    "who was rejected": ("stranger", lambda actor, owner: tied(actor, owner, "rejected")),
    "a stranger": ("stranger", lambda actor, owner: None),
    "a stranger who mutes": ("stranger", lambda actor, owner: Mute.objects.create(muter=actor, muted=owner)),
    "blocked by the owner": ("blocked", blocked),
    "who blocks the owner": ("blocked", blocking),
    "a suspended friend": ("suspended", suspended),
}
CASES = list(product(ACTORS, Visibility, (False, True)))


def named(value: Any) -> str:
    return {False: "open account", True: "private account"}.get(value, "") if isinstance(value, bool) else str(value)


def reads(role: str, visibility: Visibility, is_private: bool) -> bool:
    """The rule, in words of its own: public to all but private accounts' strangers; friends; the owner."""
    if visibility == Visibility.PUBLIC:
        return role in ("owner", "friend", "follower") or (role == "stranger" and not is_private)
    if visibility == Visibility.FRIENDS:
        return role in ("owner", "friend")
    return role == "owner"


def expected(role: str, visibility: Visibility, is_private: bool) -> dict[str, int | bool]:
    """Each verb's status, and whether it is shown in the feed and in the snapshot of a socket."""
    if role in ("anonymous", "suspended"):
        return dict.fromkeys(("read", "like", "unlike", "likes", "feed", "edit", "delete"), 401) | {"snapshot": False}
    seen = reads(role, visibility, is_private)
    as_read = 200 if seen else 404
    shown = seen and role in ("friend", "follower")
    owners = (200, 204) if role == "owner" else (403, 403) if seen else (404, 404)
    return {
        **dict.fromkeys(("read", "like", "unlike", "likes"), as_read),
        "feed": shown,
        "snapshot": shown,
        "edit": owners[0],
        "delete": owners[1],
    }


def found(client: Any, actor: Any, activity: Activity) -> dict[str, int | bool]:
    """What happens."""
    path = f"{ADDRESS}/{activity.pk}"
    feed = client.get("/api/v1/feed")
    in_feed = activity.pk in [row["id"] for row in feed.json().get("results", [])]
    return {
        "read": client.get(path).status_code,
        "like": client.post(f"{path}/like").status_code,
        "unlike": client.delete(f"{path}/like").status_code,
        "likes": client.get(f"{path}/likes").status_code,
        "feed": in_feed if feed.status_code == 200 else feed.status_code,
        "snapshot": actor.is_active and activity.pk in [row["id"] for row in PARTS["feed"](actor)],
        "edit": client.patch(path, {"title": "Changed"}).status_code,
        "delete": client.delete(path).status_code,
    }


@pytest.mark.parametrize(("who", "visibility", "is_private"), CASES, ids=named)
def test_the_matrix(person: Any, run: Any, api: Any, who: str, visibility: Visibility, is_private: bool) -> None:
    """S-AZ-1, S-AZ-2, S-AZ-3 and S-SEED-8."""
    role, stand = ACTORS[who]
    owner = person("owner", is_private=is_private)
    actor = owner if role == "owner" else person("actor")
    stand(actor, owner)
    activity = run(owner, visibility=visibility)
    client = api(None if role == "anonymous" else actor)
    if role == "suspended":
        type(actor).objects.filter(pk=actor.pk).update(is_active=False)
        actor.refresh_from_db()
    events = OutboxEvent.objects.count()
    assert found(client, actor, activity) == expected(role, visibility, is_private)
    activity.refresh_from_db()
    assert (activity.title == "Changed", activity.deleted_at is not None) == (role == "owner",) * 2
    assert not activity.likes.exists()
    if role in ("anonymous", "suspended") or not reads(role, visibility, is_private):
        assert OutboxEvent.objects.count() == events


@pytest.mark.parametrize("who", ["a stranger", "blocked by the owner", "who blocks the owner"])
def test_forbidden_is_told_in_the_words_of_missing(person: Any, run: Any, api: Any, who: str) -> None:
    """S-AZ-2 and S-AZ-5: byte by byte, headers too."""
    owner, actor = person("owner"), person("actor")
    ACTORS[who][1](actor, owner)
    hidden = [run(owner, visibility=visibility).pk for visibility in (1, 2)]
    deleted = run(owner, visibility=0).pk
    api(owner).delete(f"{ADDRESS}/{deleted}")
    verbs: list[Callable[[Any, str], Any]] = [
        lambda client, path: client.get(path),
        lambda client, path: client.patch(path, {"title": "T"}),
        lambda client, path: client.delete(path),
        lambda client, path: client.post(f"{path}/like"),
        lambda client, path: client.delete(f"{path}/like"),
        lambda client, path: client.get(f"{path}/likes"),
    ]
    for verb in verbs:
        answers = [verb(api(actor), f"{ADDRESS}/{pk}") for pk in (*hidden, deleted, 10**9)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({(answer.content, tuple(sorted(without_id(answer)))) for answer in answers}) == 1


def without_id(answer: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in answer.items() if name != "X-Request-ID"]


def test_a_sweep_over_all_ids_finds_what_one_may_see(person: Any, run: Any, api: Any) -> None:
    """S-AZ-8: the ids that answer 200 are those that the rule allows, no more and no fewer."""
    viewer = person("viewer")
    may_read = {run(viewer, visibility=visibility).pk for visibility in Visibility}
    for number, (role, stand) in enumerate(ACTORS.values()):
        owner = person(f"p{number}", is_private=number % 3 == 1)
        stand(viewer, owner)
        plain = "friend" if role == "suspended" else "stranger" if role in ("anonymous", "owner") else role
        for visibility in Visibility:
            activity = run(owner, visibility=visibility)
            may_read |= {activity.pk} if reads(plain, visibility, owner.is_private) else set()
    ids = Activity.objects.order_by("pk").values_list("pk", flat=True)
    client = api(viewer)
    answered = {pk for pk in range(ids[0], ids[len(ids) - 1] + 5) if client.get(f"{ADDRESS}/{pk}").status_code == 200}
    assert answered == may_read


def test_staff_see_no_more_than_others_outside_the_admin(alice: Any, dana: Any, run: Any, api: Any) -> None:
    for visibility, status in ((0, 403), (1, 404), (2, 404)):
        path = f"{ADDRESS}/{run(alice, visibility=visibility).pk}"
        assert api(dana).get(path).status_code == (200 if status == 403 else 404)
        assert api(dana).delete(path).status_code == status
