"""How does a conversation begin, and between whom?"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from realtime.models import OutboxEvent
from social.conversations.services import start_conversation
from social.models import Block, Conversation, User

pytestmark = pytest.mark.django_db
HERE = "/api/v1/conversations"


def test_friends_begin_a_conversation_of_two(alice: Any, bob: Any, api: Any) -> None:
    """G1."""
    answer = api(alice).post(HERE, {"members": [bob.pk]})
    assert answer.status_code == 201
    told = answer.json()
    assert [member["user"]["username"] for member in told["members"]] == ["alice", "bob"]
    assert (told["is_group"], told["owner_id"], told["may_send"], told["unread"]) == (False, None, True, 0)
    assert api(bob).get(f"{HERE}/{told['id']}").json()["id"] == told["id"]


def test_two_people_have_one_conversation_whoever_begins(alice: Any, bob: Any, api: Any) -> None:
    first = api(alice).post(HERE, {"members": [bob.pk]}).json()
    again = api(bob).post(HERE, {"members": [alice.pk]})
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    assert Conversation.objects.count() == 1
    assert OutboxEvent.objects.filter(type="conversation_update").count() == 1


def test_the_database_itself_holds_one_a_pair(pair: Conversation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(low=pair.low, high=pair.high)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(low=None, high=pair.high)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(low=pair.high, high=pair.low)


def test_a_title_or_a_third_makes_a_group_of_ones_own(alice: Any, bob: Any, api: Any) -> None:
    first = api(alice).post(HERE, {"members": [bob.pk], "title": "Intervals"}).json()
    second = api(alice).post(HERE, {"members": [bob.pk], "title": "Intervals"}).json()
    assert first["id"] != second["id"]
    assert (first["is_group"], first["title"], first["owner_id"]) == (True, "Intervals", alice.pk)


def test_a_group_begun_twice_with_one_key_is_one(alice: Any, bob: Any, api: Any) -> None:
    answers = [
        api(alice).post(HERE, {"members": [bob.pk], "title": "Once"}, headers={"Idempotency-Key": "k"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert Conversation.objects.count() == 1


def test_a_stranger_is_refused_as_friends_only(alice: Any, bob: Any, charlie: Any, api: Any) -> None:
    """G3: alone, and among others."""
    for members in ([alice.pk], [bob.pk, alice.pk]):
        answer = api(charlie).post(HERE, {"members": members})
        assert (answer.status_code, answer.json()["code"]) == (403, "friends_only")
    assert not Conversation.objects.exists()


def test_who_lets_everybody_write_is_written_to_by_strangers(alice: Any, charlie: Any, api: Any) -> None:
    """A3."""
    User.objects.filter(pk=alice.pk).update(who_may_message="everyone")
    assert api(charlie).post(HERE, {"members": [alice.pk]}).status_code == 201


def test_blocked_blocking_suspended_and_missing_people_answer_alike(alice: Any, person: Any, api: Any) -> None:
    everyone = {"who_may_message": "everyone"}
    blocked, blocking = person("blocked", **everyone), person("blocking", **everyone)
    suspended = person("suspended", is_active=False, **everyone)
    Block.objects.create(blocker=alice, blocked=blocked)
    Block.objects.create(blocker=blocking, blocked=alice)
    ids = (blocked.pk, blocking.pk, suspended.pk, 10**9)
    answers = [api(alice).post(HERE, {"members": [pk]}) for pk in ids]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "members"),
        ({"members": []}, "members"),
        ({"members": "bob"}, "members"),
        ({"members": [0]}, "members"),
        ({"members": [2**63]}, "members"),
        ({"members": [True]}, "members"),
        ({"members": [None]}, "members"),
        ({"members": list(range(1, 200))}, "members"),
        ({"members": ["me"]}, "members"),
        ({"members": ["bob", "bob"]}, "members"),
        ({"members": ["bob"], "title": "x" * 101}, "title"),
        ({"members": ["bob"], "title": "two\nlines"}, "title"),
        ({"members": ["bob"], "title": {"a": 1}}, "title"),
        ({"members": ["bob"], "owner": 1}, "owner"),
    ],
)
def test_a_faulty_beginning_is_refused_by_name(alice: Any, bob: Any, api: Any, body: Any, field: str) -> None:
    names = {"me": alice.pk, "bob": bob.pk}
    if isinstance(body.get("members"), list):
        body = body | {"members": [names.get(one, one) for one in body["members"]]}
    answer = api(alice).post(HERE, body)
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert not Conversation.objects.exists()


def test_nul_and_a_body_too_long_are_refused(alice: Any, bob: Any, api: Any) -> None:
    assert api(alice).post(HERE, {"members": [bob.pk], "title": "a\x00b"}).status_code == 400
    assert api(alice).post(HERE, {"members": [bob.pk], "title": "x" * 1_000_000}).status_code == 413


def test_the_21st_stranger_of_a_day_is_refused(alice: Any, person: Any, api: Any) -> None:
    people = [person(f"p{n}", who_may_message="everyone", password=None) for n in range(21)]
    codes = [api(alice).post(HERE, {"members": [one.pk]}).status_code for one in people]
    assert codes == [201] * 20 + [429]


def test_nobody_gets_401_and_without_the_flag_403(alice: Any, bob: Any, pair: Any, api: Any, monkeypatch: Any) -> None:
    paths = (HERE, f"{HERE}/{pair.pk}", f"{HERE}/{pair.pk}/messages", f"{HERE}/unread-count")
    assert {api().get(path).status_code for path in paths} == {401}
    posts = (HERE, f"{HERE}/{pair.pk}/messages", f"{HERE}/{pair.pk}/read", f"{HERE}/{pair.pk}/delivered")
    assert {api().post(path, {}).status_code for path in posts} == {401}
    assert api().delete(f"{HERE}/{pair.pk}").status_code == 401
    monkeypatch.setenv("FEATURE_MESSAGES", "disabled")
    assert {api(alice).get(path).json()["code"] for path in paths} == {"feature_not_available"}


def test_the_list_costs_the_same_for_any_number(
    alice: Any, person: Any, befriend: Any, say: Any, api: Any, django_assert_num_queries: Any
) -> None:
    """The caller, the page, members, newest messages, who may be written to."""

    def begin(count: int) -> None:
        for _ in range(count):
            other = person(f"p{User.objects.count()}", password=None)
            befriend(alice, other)
            say(other, start_conversation(alice, [other.pk])[0])
            say(alice, start_conversation(alice, [other.pk], "A group")[0])

    client = api(alice)
    begin(1)
    client.get(HERE)
    for total in (2, 12):
        with django_assert_num_queries(5):
            rows = client.get(HERE, {"limit": 100}).json()["results"]
        assert len(rows) == total
        begin(5)
    assert {row["unread"] for row in rows} == {0, 1}


def test_the_newest_conversation_is_first_and_paged(alice: Any, pair: Any, group: Any, say: Any, api: Any) -> None:
    say(alice, group)
    newest = say(alice, pair, "Newest")
    page = api(alice).get(HERE, {"limit": 1}).json()
    assert [row["id"] for row in page["results"]] == [pair.pk]
    assert page["results"][0]["last_message"]["id"] == newest.pk
    assert [row["id"] for row in api(alice).get(page["next"]).json()["results"]] == [group.pk]
