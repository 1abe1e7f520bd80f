"""Who may see a challenge, join it and watch it? Its circle, its creator and those who take part; nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from activities.challenges import joining, services
from activities.challenges.audiences import may_watch, onlookers, visible_challenges
from activities.challenges.commands import Target, join_challenge
from config.kernel.errors import NotFound
from realtime.sockets.topics import may_watch as may_watch_topic
from social.friendships.services import remove_friend
from social.models import Block, Follow

pytestmark = pytest.mark.django_db

# who may: C the creator, F a friend of hers, O a follower, S a stranger, I somebody invited, B a friend blocked
MATRIX = {"public": "CFOSI", "friends": "CFI", "invited": "CI"}


@pytest.fixture
def cast(alice: Any, bob: Any, charlie: Any, person: Any, befriend: Any) -> dict[str, Any]:
    """Everybody of the matrix, by letter, but for the block and the invitation."""
    follower, invited, blocked = person("olga"), person("ines"), person("bert")
    Follow.objects.create(follower=follower, followed=alice)
    befriend(alice, invited)
    befriend(alice, blocked)
    return {"C": alice, "F": bob, "O": follower, "S": charlie, "I": invited, "B": blocked}


@pytest.fixture
def set_up(cast: dict[str, Any], hold: Any) -> Any:
    """A challenge of alice's to which I and B were invited, before one of alice and B blocked the other."""

    def make(visibility: str, blocker: str = "C") -> Any:
        challenge = hold(cast["C"], visibility=visibility)
        services.invite(challenge, cast["C"], [cast["I"].pk, cast["B"].pk])
        pair = (cast["C"], cast["B"]) if blocker == "C" else (cast["B"], cast["C"])
        Block.objects.create(blocker=pair[0], blocked=pair[1])
        return challenge

    return make


def may(person: Any, challenge: Any, api: Any) -> dict[str, bool]:
    """Whether the person may, by every door; reading before joining, which would give the right."""
    own = f"/api/v1/challenges/{challenge.pk}"
    client = api(person)
    seen = {
        "read": client.get(own).status_code == 200,
        "board": client.get(f"{own}/leaderboard").status_code == 200,
        "list": challenge.pk in [row["id"] for row in client.get("/api/v1/challenges").json()["results"]],
        "topic": may_watch_topic(f"challenge:{challenge.pk}", person.pk),
        "among": onlookers([person.pk], challenge.pk) == {person.pk},
        "subject": visible_challenges({challenge.pk}, person.pk) == {challenge.pk},
    }
    seen["command"] = _may_command(person, challenge)
    seen["join"] = client.post(f"{own}/join").status_code == 200
    return seen


def _may_command(person: Any, challenge: Any) -> bool:
    try:
        join_challenge(person, Target(challenge_id=challenge.pk))
    except NotFound:
        return False
    joining.leave_challenge(challenge.pk, person)
    return True


@pytest.mark.parametrize("visibility", MATRIX)
def test_the_matrix_holds_at_every_door(visibility: str, cast: dict[str, Any], set_up: Any, api: Any) -> None:
    challenge = set_up(visibility)
    for letter, person in cast.items():
        expected = letter in MATRIX[visibility]
        doors = may(person, challenge, api)
        assert set(doors.values()) == {expected}, (letter, doors)


@pytest.mark.parametrize("blocker", ["C", "B"])
def test_a_block_hides_it_even_from_who_takes_part(blocker: str, cast: dict[str, Any], hold: Any, api: Any) -> None:
    challenge = hold(cast["C"], joined_by=[cast["B"]])
    pair = (cast["C"], cast["B"]) if blocker == "C" else (cast["B"], cast["C"])
    Block.objects.create(blocker=pair[0], blocked=pair[1])
    assert set(may(cast["B"], challenge, api).values()) == {False}
    own = f"/api/v1/challenges/{challenge.pk}"
    assert api(cast["B"]).delete(f"{own}/join").status_code == 204, "one may always leave"


def test_nobody_gets_in_without_signing_in(set_up: Any, api: Any) -> None:
    own = f"/api/v1/challenges/{set_up('public').pk}"
    client = api(None)
    answers = [client.get("/api/v1/challenges"), client.post("/api/v1/challenges", {})]
    answers += [client.get(own), client.patch(own, {}), client.delete(own), client.get(f"{own}/leaderboard")]
    answers += [client.post(f"{own}/join"), client.delete(f"{own}/join")]
    answers += [client.post(f"{own}/invitations", {}), client.delete(f"{own}/invitations")]
    assert {answer.status_code for answer in answers} == {401}


def test_to_a_stranger_it_is_as_if_it_were_not_there(charlie: Any, set_up: Any, api: Any) -> None:
    challenge = set_up("invited")
    for number in (challenge.pk, 10**9):
        own = f"/api/v1/challenges/{number}"
        client = api(charlie)
        answers = [client.get(own), client.patch(own, {"title": "x"}), client.delete(own)]
        answers += [client.post(f"{own}/join"), client.delete(f"{own}/join"), client.get(f"{own}/leaderboard")]
        answers += [client.post(f"{own}/invitations", {"user_ids": [1]}), client.delete(f"{own}/invitations")]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}
    with pytest.raises(NotFound):
        join_challenge(charlie, Target(challenge_id=challenge.pk))


def test_the_end_of_a_friendship_ends_what_was_among_friends(
    alice: Any, bob: Any, hold: Any, api: Any, board: Any
) -> None:
    among_friends = hold(alice, joined_by=[bob, alice], visibility="friends")
    invited = hold(alice, visibility="invited")
    services.invite(invited, alice, [bob.pk])
    remove_friend(bob, alice.pk)
    assert not may_watch(bob.pk, among_friends.pk)
    assert not may_watch(bob.pk, invited.pk)
    assert board(alice, among_friends) == [("alice", 1, 0)]
    assert api(bob).get(f"/api/v1/challenges/{among_friends.pk}").status_code == 404


def test_who_takes_part_by_invitation_stays(alice: Any, bob: Any, hold: Any) -> None:
    challenge = hold(alice, visibility="invited")
    services.invite(challenge, alice, [bob.pk])
    joining.join_challenge(challenge, bob)
    remove_friend(bob, alice.pk)
    assert may_watch(bob.pk, challenge.pk)


def test_a_suspended_creator_takes_it_along(alice: Any, bob: Any, hold: Any, api: Any) -> None:
    challenge = hold(alice, joined_by=[bob])
    alice.is_active = False
    alice.save()
    assert api(bob).get(f"/api/v1/challenges/{challenge.pk}").status_code == 404
    assert onlookers([bob.pk], challenge.pk) == set()
