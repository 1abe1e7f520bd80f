"""Who is in a group, who decides that, and what do those who are not, or no longer, in it see?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from realtime.events.audiences import Rule
from realtime.events.subjects import visible
from realtime.models import OutboxEvent
from realtime.sockets.topics import may_watch, may_watch_among
from social.conversations import services
from social.conversations.audiences import conversation_members
from social.models import Block, Membership, User

pytestmark = pytest.mark.django_db
HERE = "/api/v1/conversations"


def names(told: Any) -> list[str]:
    return sorted(member["user"]["username"] for member in told["members"])


def updates() -> list[tuple[str, list[int] | None]]:
    """The kinds of updates told since the last look, and whom by name of id; None for a rule."""
    rows = list(OutboxEvent.objects.filter(type="conversation_update").order_by("pk"))
    OutboxEvent.objects.all().delete()
    return [(json.loads(row.payload)["action"], json.loads(row.audience).get("ids")) for row in rows]


def test_the_owner_adds_and_the_new_one_reads_from_there_on(
    alice: Any, group: Any, person: Any, befriend: Any, say: Any, api: Any
) -> None:
    fred = person("fred")
    befriend(alice, fred)
    say(alice, group, "Before")
    updates()
    answers = [api(alice).post(f"{HERE}/{group.pk}/members", {"user_id": fred.pk}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert names(answers[0].json()) == ["alice", "bob", "erin", "fred"]
    assert updates() == [("new", [fred.pk]), ("member_added", None)]
    say(alice, group, "After")
    mine = api(fred).get(f"{HERE}/{group.pk}").json()
    assert (mine["unread"], mine["last_message"]["content"]) == (1, "After")
    shown = api(fred).get(f"{HERE}/{group.pk}/messages").json()["results"]
    assert [row["content"] for row in shown] == ["After"]


def test_only_the_owner_adds_removes_and_renames(
    alice: Any, bob: Any, erin: Any, group: Any, charlie: Any, api: Any
) -> None:
    """The matrix: a member 403, everybody else 404, nobody 401."""
    asks = [
        lambda client: client.post(f"{HERE}/{group.pk}/members", {"user_id": charlie.pk}),
        lambda client: client.delete(f"{HERE}/{group.pk}/members/{erin.pk}"),
        lambda client: client.patch(f"{HERE}/{group.pk}", {"title": "Mine"}),
    ]
    assert {ask(api(bob)).status_code for ask in asks} == {403}
    assert {ask(api(charlie)).status_code for ask in asks} == {404}
    assert {ask(api()).status_code for ask in asks} == {401}
    assert names(api(alice).get(f"{HERE}/{group.pk}").json()) == ["alice", "bob", "erin"]
    renamed = asks[2](api(alice))
    assert (renamed.status_code, renamed.json()["title"]) == (200, "Mine")


def test_strangers_and_blocked_people_are_not_added(
    alice: Any, group: Any, charlie: Any, person: Any, api: Any
) -> None:
    blocked = person("blocked", who_may_message="everyone")
    Block.objects.create(blocker=blocked, blocked=alice)
    answers = {
        one: api(alice).post(f"{HERE}/{group.pk}/members", {"user_id": one}) for one in (charlie.pk, blocked.pk, 10**9)
    }
    assert [answer.status_code for answer in answers.values()] == [403, 404, 404]
    assert answers[charlie.pk].json()["code"] == "friends_only"
    assert answers[blocked.pk].content == answers[10**9].content


def test_a_group_holds_a_hundred(alice: Any, group: Any, api: Any) -> None:
    more = User.objects.bulk_create(User(username=f"p{n}", who_may_message="everyone") for n in range(98))
    Membership.objects.bulk_create(
        Membership(conversation=group, user=one, joined_at=group.created_at) for one in more[:96]
    )
    assert api(alice).post(f"{HERE}/{group.pk}/members", {"user_id": more[96].pk}).status_code == 200
    full = api(alice).post(f"{HERE}/{group.pk}/members", {"user_id": more[97].pk})
    assert (full.status_code, full.json()["code"]) == (409, "group_full")


def test_who_was_removed_sees_nothing_more_at_once(alice: Any, bob: Any, group: Any, say: Any, api: Any) -> None:
    """Ex-members, over REST, topic, audience and kept entries."""
    message = say(alice, group)
    subjects = {f"conversation:{group.pk}", f"message:{message.pk}"}
    assert visible(subjects, bob.pk) == subjects
    assert may_watch(f"conversation:{group.pk}", bob.pk)
    updates()
    assert api(alice).delete(f"{HERE}/{group.pk}/members/{bob.pk}").status_code == 204
    assert OutboxEvent.objects.filter(type="rights_check").exists()
    assert updates() == [("gone", [bob.pk]), ("member_removed", None)]
    assert visible(subjects, bob.pk) == set()
    assert not may_watch(f"conversation:{group.pk}", bob.pk)
    assert bob.pk not in conversation_members(group.pk)
    asks = [("get", ""), ("patch", ""), ("delete", ""), ("get", "/messages"), ("post", "/messages"), ("post", "/read")]
    bodies = {"/messages": {"content": "x", "client_id": "x"}, "/read": {"seq": 1}, "": {"muted": True}}
    for verb, path in [*asks, ("post", "/delivered"), ("delete", f"/messages/{message.pk}")]:
        body = None if verb == "get" else bodies.get(path, {"seq": 1})
        assert getattr(api(bob), verb)(f"{HERE}/{group.pk}{path}", body).status_code == 404, (verb, path)
    assert api(bob).get(HERE).json()["results"] == []
    assert api(bob).get(f"{HERE}/unread-count").json() == {"total": 0}
    assert api(alice).delete(f"{HERE}/{group.pk}/members/{bob.pk}").status_code == 404


def test_who_comes_back_reads_from_there_on(alice: Any, bob: Any, group: Any, say: Any, api: Any) -> None:
    say(alice, group, "First stay")
    services.remove_member(alice, group.pk, bob.pk)
    say(alice, group, "Meanwhile")
    services.add_member(alice, group.pk, bob.pk)
    say(alice, group, "Second stay")
    shown = api(bob).get(f"{HERE}/{group.pk}/messages").json()["results"]
    assert [row["content"] for row in shown] == ["Second stay"]
    assert api(bob).get(f"{HERE}/unread-count").json() == {"total": 1}


def test_an_owner_who_leaves_hands_over_and_the_last_one_closes(
    alice: Any, bob: Any, erin: Any, group: Any, api: Any
) -> None:
    updates()
    assert api(alice).delete(f"{HERE}/{group.pk}").status_code == 204
    assert updates() == [("gone", [alice.pk]), ("member_left", None), ("owner_changed", None)]
    group.refresh_from_db()
    assert group.owner_id == bob.pk
    assert api(bob).delete(f"{HERE}/{group.pk}/members/{bob.pk}").status_code == 204
    assert api(erin).get(f"{HERE}/{group.pk}").json()["owner_id"] == erin.pk
    api(erin).delete(f"{HERE}/{group.pk}")
    group.refresh_from_db()
    assert (group.owner, group.closed_at is None) == (None, False)
    assert not Membership.objects.present().filter(conversation=group).exists()


def test_a_conversation_of_two_stays_as_it_is(alice: Any, bob: Any, charlie: Any, pair: Any, api: Any) -> None:
    answers = [
        api(alice).delete(f"{HERE}/{pair.pk}"),
        api(alice).patch(f"{HERE}/{pair.pk}", {"title": "Us"}),
        api(alice).post(f"{HERE}/{pair.pk}/members", {"user_id": charlie.pk}),
        api(alice).delete(f"{HERE}/{pair.pk}/members/{bob.pk}"),
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(409, "not_a_group")}


def test_a_stranger_finds_nothing_anywhere(alice: Any, charlie: Any, pair: Any, say: Any, api: Any) -> None:
    message = say(alice, pair)
    client = api(charlie)
    assert {client.get(f"{HERE}/{pair.pk}{path}").status_code for path in ("", "/messages")} == {404}
    assert client.post(f"{HERE}/{pair.pk}/messages", {"content": "x", "client_id": "x"}).status_code == 404
    assert client.post(f"{HERE}/{pair.pk}/read", {"seq": 1}).status_code == 404
    assert client.delete(f"{HERE}/{pair.pk}/messages/{message.pk}").status_code == 404
    missing = client.get(f"{HERE}/{10**9}")
    assert client.get(f"{HERE}/{pair.pk}").content == missing.content
    assert visible({f"conversation:{pair.pk}", f"message:{message.pk}"}, charlie.pk) == set()
    assert not may_watch(f"conversation:{pair.pk}", charlie.pk)


def test_a_block_hides_a_conversation_of_two_from_both(alice: Any, bob: Any, pair: Any, say: Any, api: Any) -> None:
    message = say(alice, pair)
    topic, subjects = f"conversation:{pair.pk}", {f"conversation:{pair.pk}", f"message:{message.pk}"}
    assert may_watch_among(topic, {alice.pk, bob.pk}) == {alice.pk, bob.pk}
    Block.objects.create(blocker=bob, blocked=alice)
    for one in (alice, bob):
        assert api(one).get(f"{HERE}/{pair.pk}").status_code == 404
        assert api(one).get(f"{HERE}/{pair.pk}/messages").status_code == 404
        assert api(one).get(HERE).json()["results"] == []
        assert api(one).get(f"{HERE}/unread-count").json() == {"total": 0}
        assert visible(subjects, one.pk) == set()
        assert not may_watch(topic, one.pk)
    assert may_watch_among(topic, {alice.pk, bob.pk}) == set()


@pytest.mark.parametrize("blocker", ["bob", "erin"])
def test_in_a_group_blocked_people_are_hidden_from_each_other(
    alice: Any, bob: Any, erin: Any, group: Any, say: Any, api: Any, blocker: str
) -> None:
    """The matrix: name, messages, counts, receipts, kept entries; both ways, and for nobody else."""
    pair_of_them = {"bob": (bob, erin), "erin": (erin, bob)}[blocker]
    of_bob, of_erin = say(bob, group, "By bob"), say(erin, group, "By erin")
    Block.objects.create(blocker=pair_of_them[0], blocked=pair_of_them[1])
    for me, other, mine, theirs in ((bob, erin, of_bob, of_erin), (erin, bob, of_erin, of_bob)):
        told = api(me).get(f"{HERE}/{group.pk}").json()
        assert names(told) == sorted(["alice", me.username])
        assert (told["last_message"]["id"], told["unread"]) == (mine.pk, 0)
        shown = api(me).get(f"{HERE}/{group.pk}/messages").json()["results"]
        assert [row["id"] for row in shown] == [mine.pk]
        assert visible({f"message:{theirs.pk}"}, me.pk) == set()
        assert other.username not in api(me).get(HERE).text
        assert me.pk not in conversation_members(group.pk, about=other.pk)
        assert api(me).delete(f"{HERE}/{group.pk}/messages/{theirs.pk}").status_code == 404
    assert len(api(alice).get(f"{HERE}/{group.pk}/messages").json()["results"]) == 2


def test_an_owner_one_may_not_know_is_not_named(alice: Any, bob: Any, group: Any, api: Any) -> None:
    Block.objects.create(blocker=alice, blocked=bob)
    assert api(bob).get(f"{HERE}/{group.pk}").json()["owner_id"] is None


def test_a_suspended_member_is_told_nothing_and_shown_to_nobody(
    alice: Any, bob: Any, group: Any, say: Any, api: Any
) -> None:
    say(bob, group)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert names(api(alice).get(f"{HERE}/{group.pk}").json()) == ["alice", "erin"]
    assert list(conversation_members(group.pk, about=bob.pk)) == []


def test_muting_is_ones_own(alice: Any, bob: Any, pair: Any, api: Any) -> None:
    updates()
    answer = api(bob).patch(f"{HERE}/{pair.pk}", {"muted": True})
    assert (answer.status_code, answer.json()["muted"]) == (200, True)
    api(bob).patch(f"{HERE}/{pair.pk}", {"muted": True})
    assert updates() == [("muted", [bob.pk])]
    assert api(alice).get(f"{HERE}/{pair.pk}").json()["muted"] is False


def test_a_message_is_told_by_a_rule_and_not_by_names(alice: Any, group: Any, say: Any) -> None:
    """A request does no work per recipient."""
    say(alice, group)
    told = OutboxEvent.objects.get(type="message")
    assert json.loads(told.audience)["type"] == "rule"
    rule = json.loads(told.audience)
    assert set(Rule(rule["name"], rule["args"]).resolve()) == set(group.members.values_list("user", flat=True))
