"""Are those mentioned who are meant, may see the activity and are known to the author, and nobody else?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.engagement.mentions import names_in
from activities.engagement.selectors import who_see
from activities.models import Activity
from activities.tests.engagement.test_comment import address, read, say, told
from activities.tests.feed.worlds import World
from social.accounts.models import User
from social.models import Block, Mute

pytestmark = pytest.mark.django_db

TEXTS = {
    "@bob": ["bob"],
    "Hi @Bob, @charlie!": ["bob", "charlie"],
    "(@bob) @bob": ["bob"],
    "me@bob.org a@bob @@bob -@bob": [],
    "@bob.": ["bob."],
    "@": [],
    "@" + "x" * 31: [],
    "<b>@bob</b>": ["bob"],
    "@jürgen": ["jürgen"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_follows_an_at_that_begins_a_word(text: str) -> None:
    assert names_in(text) == TEXTS[text]


def test_at_most_twenty_are_meant() -> None:
    assert len(names_in(" ".join(f"@p{n}" for n in range(500)))) == 20


def test_the_mentioned_are_named_and_told_once(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    """A mention beats a reply beats a comment; nobody is told of their own."""
    activity = run(alice, visibility=0)
    parent = say(api(bob), activity).json()["id"]
    body = say(api(charlie), activity, "@alice. @BOB @charlie @nobody", parent_id=parent).json()
    assert sorted(body["mentions"], key=lambda one: one["id"]) == [
        {"id": alice.pk, "username": "alice"},
        {"id": bob.pk, "username": "bob"},
    ]
    assert told(alice) == [("comment", "bob"), ("mention", "charlie")]
    assert told(bob) == [("mention", "charlie")]
    assert told(charlie) == []


def test_a_dot_belongs_to_the_name_if_somebody_has_it(alice: Any, bob: Any, person: Any, run: Any, api: Any) -> None:
    dotted = person("bob.")
    body = say(api(alice), run(alice, visibility=0), "@bob. @bob-").json()
    assert {one["id"] for one in body["mentions"]} == {dotted.pk, bob.pk}


def test_who_may_not_see_it_or_is_kept_apart_is_not_mentioned(
    alice: Any, bob: Any, charlie: Any, person: Any, run: Any, api: Any
) -> None:
    activity, everybodys = run(alice), run(alice, visibility=0)
    assert say(api(bob), activity, "@charlie").json()["mentions"] == []
    Block.objects.create(blocker=charlie, blocked=bob)
    assert say(api(bob), everybodys, "@charlie").json()["mentions"] == []
    erin = person("erin")
    Mute.objects.create(muter=erin, muted=bob)
    assert say(api(bob), everybodys, "@erin").json()["mentions"] == [{"id": erin.pk, "username": "erin"}]
    assert (told(charlie), told(erin)) == ([], [])


def test_a_reader_kept_apart_from_the_mentioned_does_not_find_them(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any
) -> None:
    activity = run(alice, visibility=0)
    say(api(alice), activity, "@bob @charlie")
    Block.objects.create(blocker=bob, blocked=charlie)
    assert [one["username"] for one in read(api(charlie), activity)[0]["mentions"]] == ["charlie"]


def test_an_edit_tells_the_newly_mentioned_and_takes_back_from_the_others(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any
) -> None:
    activity = run(alice, visibility=0)
    pk = say(api(alice), activity, "@bob").json()["id"]
    path = address(activity, f"comment/{pk}")
    api(alice).patch(path, {"content": "@charlie"})
    assert (told(bob), told(charlie)) == ([], [("mention", "alice")])
    api(alice).patch(path, {"content": "@charlie again"})
    assert told(charlie) == [("mention", "alice")]
    api(alice).delete(path)
    assert told(charlie) == []


def test_the_completion_knows_whom_one_may_mention(
    alice: Any, bob: Any, charlie: Any, person: Any, run: Any, api: Any
) -> None:
    def found(client: Any, activity: Any, text: str) -> list[str]:
        return [
            one["username"] for one in client.get(address(activity, "mentionable"), {"search": text}).json()["results"]
        ]

    closed, everybodys = run(alice), run(alice, visibility=0)
    person("carla")
    assert found(api(bob), closed, "a") == ["alice"]
    assert found(api(bob), closed, "") == []
    assert found(api(bob), everybodys, "c") == ["alice", "carla", "charlie"]
    Block.objects.create(blocker=charlie, blocked=bob)
    assert found(api(bob), everybodys, "c") == ["alice", "carla"]
    assert found(api(bob), everybodys, "%' OR 1=1") == []


def test_who_sees_an_activity_is_the_rule_of_what_one_sees_turned_round() -> None:
    world = World(11, activities=25)
    for activity in Activity.objects.present().select_related("user"):
        sees = {one.pk for one in User.objects.active() if Activity.objects.visible_to(one).filter(pk=activity.pk)}
        assert set(who_see(activity).values_list("pk", flat=True)) == sees
    assert len(world.activities) == 25
