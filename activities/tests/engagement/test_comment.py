"""Is a comment said once, read by those who may, changed by its author only, and told to whom it concerns?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.models import Activity, Comment
from config.kernel.models import Flag
from notifications.models import Notification
from realtime.models import OutboxEvent
from social.models import Block, Follow, Mute

pytestmark = pytest.mark.django_db


def address(activity: Any, what: str = "comment") -> str:
    return f"/api/v1/activities/{activity.pk}/{what}"


def say(client: Any, activity: Any, content: str = "Well run", **more: Any) -> Any:
    return client.post(address(activity), {"content": content, **more}, format="json")


def read(client: Any, activity: Any, query: str = "") -> list[Any]:
    return list(client.get(address(activity, f"comments{query}")).json()["results"])


def told(person: Any) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(user=person).exclude(type__startswith="friend")
    return [(row.type, row.actor.username) for row in rows.order_by("pk")]


def count(client: Any, activity: Any) -> int:
    return int(client.get(f"/api/v1/activities/{activity.pk}").json()["comment_count"])


def test_a_comment_is_answered_listed_counted_and_told_the_owner(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice, title="Lake run")
    answer = say(api(bob), activity, "  Well run 🏔\n")
    assert answer.status_code == 201
    body = answer.json()
    assert body["author"] == {"id": bob.pk, "username": "bob", "name": "Bob", "avatar": None}
    left = {name: body[name] for name in ("content", "parent", "mentions", "is_hidden", "edited_at", "activity_id")}
    assert left == {
        "content": "Well run 🏔",
        "parent": None,
        "mentions": [],
        "is_hidden": False,
        "edited_at": None,
        "activity_id": activity.pk,
    }
    assert read(api(alice), activity) == [body]
    assert count(api(alice), activity) == 1
    line = Notification.objects.get(user=alice, type="comment")
    assert (line.title, line.message, line.related_id) == ("Bob commented on Lake run", "Well run 🏔", activity.pk)
    assert not Notification.objects.filter(user=bob, type="comment").exists()


BAD = [
    ({}, "content"),
    ({"content": ""}, "content"),
    ({"content": " \n\t "}, "content"),
    ({"content": "\u200b\u200d"}, "content"),
    ({"content": "x" * 2001}, "content"),
    ({"content": "bell\x07"}, "content"),
    ({"content": "\x1b[31mred"}, "content"),
    ({"content": "next\x85line"}, "content"),
    ({"content": ["a"]}, "content"),
    ({"content": {"a": 1}}, "content"),
    ({"content": None}, "content"),
    ({"content": True}, "content"),
    ({"content": "x", "parent_id": "one"}, "parent_id"),
    ({"content": "x", "parent_id": 2**63}, "parent_id"),
    ({"content": "x", "parent_id": 10**9}, "parent_id"),
    ({"content": "x", "client_id": "y" * 65}, "client_id"),
    ({"content": "x", "user": 1}, "user"),
    ({"content": "x", "hidden_at": None}, "hidden_at"),
    ({"content": "x", "created_at": "2020-01-01T00:00:00Z"}, "created_at"),
]


@pytest.mark.parametrize(("body", "field"), BAD, ids=str)
def test_what_is_no_comment_is_refused_by_the_field(
    alice: Any, bob: Any, run: Any, api: Any, body: Any, field: str
) -> None:
    """S-AZ-6 too: nobody sets who said it, or when."""
    activity = run(alice)
    answer = api(bob).post(address(activity), body, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Comment.objects.exists()


def test_2000_characters_fit(alice: Any, bob: Any, run: Any, api: Any) -> None:
    assert say(api(bob), run(alice), "🏃" * 2000 + "\n").status_code == 201


def test_the_same_client_id_says_it_once(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity, other = run(alice), run(alice)
    answers = [say(api(bob), activity, client_id="c1").json()["id"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert say(api(bob), other, client_id="c1").json()["id"] not in answers
    assert say(api(alice), activity, client_id="c1").json()["id"] not in answers
    assert Comment.objects.filter(activity=activity, user=bob).count() == 1
    assert told(alice) == [("comment", "bob"), ("comment", "bob")]


def test_an_idempotency_key_says_it_once(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    body = {"content": "Once"}
    answers = [
        api(bob).post(address(activity), body, format="json", headers={"Idempotency-Key": "k"}).json() for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert Comment.objects.count() == 1


def test_a_reply_joins_the_thread_and_tells_whom_it_answers(
    alice: Any, bob: Any, charlie: Any, person: Any, run: Any, api: Any
) -> None:
    activity, erin = run(alice, visibility=0), person("erin")
    first = say(api(bob), activity).json()["id"]
    second = say(api(charlie), activity, "I agree", parent_id=first).json()
    third = say(api(erin), activity, "I too", parent_id=second["id"]).json()
    assert [second["parent"], third["parent"]] == [first, first]
    assert told(bob) == [("reply", "charlie")]
    assert told(charlie) == [("reply", "erin")]
    assert told(alice) == [("comment", "bob"), ("comment", "charlie"), ("comment", "erin")]
    own = say(api(bob), activity, "Thanks", parent_id=first)
    assert own.status_code == 201
    assert told(bob) == [("reply", "charlie")]


def test_a_parent_has_to_be_a_comment_of_this_activity_that_one_may_see(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any
) -> None:
    """S-AZ-4."""
    activity, other = run(alice, visibility=0), run(alice, visibility=0)
    elsewhere = say(api(bob), other).json()["id"]
    hidden = say(api(bob), activity).json()["id"]
    Block.objects.create(blocker=bob, blocked=charlie)
    for parent in (elsewhere, hidden):
        answer = say(api(charlie), activity, parent_id=parent)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["parent_id"])


def test_the_list_is_newest_first_and_paged_by_key(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity, client = run(alice), api(bob)
    ids = [say(client, activity, str(n)).json()["id"] for n in range(7)][::-1]
    page = client.get(address(activity, "comments?limit=3")).json()
    assert [row["id"] for row in page["results"]] == ids[:3]
    say(client, activity, "Meanwhile")
    client.delete(address(activity, f"comment/{ids[2]}"))
    page = client.get(page["next"]).json()
    assert [row["id"] for row in page["results"]] == ids[3:6]
    last = client.get(page["next"]).json()
    assert ([row["id"] for row in last["results"]], last["next"]) == (ids[6:], None)
    assert [row["id"] for row in client.get(last["previous"]).json()["results"]] == ids[3:6]


@pytest.mark.parametrize(
    "cursor", ["x", "!", "é", "cD1hYmM=", "bz0tMQ==", "cD0xJz0x", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk="]
)
def test_a_cursor_that_is_not_ours_is_refused(alice: Any, run: Any, api: Any, cursor: str) -> None:
    activity = run(alice)
    answer = api(alice).get(address(activity, "comments"), {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def test_a_page_costs_the_same_whatever_its_size(
    alice: Any, person: Any, run: Any, api: Any, django_assert_num_queries: Any
) -> None:
    """Who asks, and the activity; the comments with their authors; whom they mention."""
    activity, client = run(alice, visibility=0), api(alice)
    people = [person(f"p{n}") for n in range(12)]
    for one in people:
        say(api(one), activity, "Well done @p1 @p2 @p3")
    for limit in (1, 12):
        client.get(address(activity, "comments"))  # the flag is kept for three seconds
        with django_assert_num_queries(4):
            assert len(read(client, activity, f"?limit={limit}")) == limit


def test_an_edit_is_the_authors_and_marked(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    path = address(activity, f"comment/{say(api(bob), activity).json()['id']}")
    for other in (alice, charlie):
        assert api(other).patch(path, {"content": "Mine"}).status_code == 403
    body = api(bob).patch(path, {"content": "Better"}).json()
    assert (body["content"], body["edited_at"] is not None) == ("Better", True)
    assert api(bob).patch(path, {"content": "\x00"}).status_code == 400
    assert api(bob).patch(path, {"content": "x", "parent": 1}).status_code == 400
    again = api(bob).patch(path, {"content": "Better"}).json()
    assert again == body
    assert OutboxEvent.objects.filter(type="comment_updated").count() == 1


def test_a_deleted_comment_is_gone_from_list_count_and_inbox(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-PR-8."""
    activity = run(alice)
    path = address(activity, f"comment/{say(api(bob), activity).json()['id']}")
    say(api(bob), activity, "Another")
    assert api(alice).delete(path).status_code == 403
    assert api(bob).delete(path).status_code == 204
    assert [row["content"] for row in read(api(alice), activity)] == ["Another"]
    assert count(api(alice), activity) == 1
    assert told(alice) == [("comment", "bob")]
    for verb in (api(bob).delete, api(bob).patch):
        assert verb(path, {"content": "x"}).status_code == 404


def test_a_comment_is_asked_for_under_its_own_activity(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-AZ-4."""
    activity, other = run(alice), run(alice)
    pk = say(api(bob), other).json()["id"]
    for client, verb, what in (
        (api(bob), "patch", ""),
        (api(bob), "delete", ""),
        (api(alice), "post", "/hide"),
        (api(alice), "delete", "/hide"),
    ):
        path = address(activity, f"comment/{pk}{what}")
        assert getattr(client, verb)(path, {"content": "x"}).status_code == 404
    assert Comment.objects.get().deleted_at is None


def test_a_hidden_comment_is_seen_by_its_author_and_the_owner_only(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any
) -> None:
    activity = run(alice, visibility=0)
    pk = say(api(bob), activity).json()["id"]
    path = address(activity, f"comment/{pk}/hide")
    assert [api(one).post(path).status_code for one in (bob, charlie)] == [403, 403]
    for _ in range(2):
        answer = api(alice).post(path)
        assert (answer.status_code, answer.json()["is_hidden"]) == (200, True)
    for one in (alice, bob, charlie):
        assert (read(api(one), activity), count(api(one), activity)) == ([], 0)
    assert [[row["id"] for row in read(api(one), activity, "?hidden=true")] for one in (alice, bob, charlie)] == [
        [pk],
        [pk],
        [],
    ]
    assert told(alice) == []
    assert OutboxEvent.objects.filter(type="comment_deleted").count() == 1
    assert api(charlie).delete(address(activity, f"comment/{pk}")).status_code == 404
    assert api(alice).delete(path).json()["is_hidden"] is False
    assert [row["id"] for row in read(api(charlie), activity)] == [pk]


def test_nobody_hears_across_a_mute(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-PR-4: and the muted cannot tell."""
    Mute.objects.create(muter=alice, muted=bob)
    activity = run(alice)
    assert say(api(bob), activity).status_code == 201
    assert told(alice) == []
    assert len(read(api(alice), activity)) == 1


def test_people_kept_apart_read_and_count_without_each_other(
    alice: Any, bob: Any, charlie: Any, person: Any, run: Any, api: Any
) -> None:
    """SECURITY (c): each count equals the length of its list, for every viewer."""
    activity, gone = run(alice, visibility=0), person("gone")
    parent = say(api(bob), activity).json()["id"]
    reply = say(api(charlie), activity, parent_id=parent).json()["id"]
    say(api(gone), activity)
    for one in (bob, charlie, gone):
        api(one).post(address(activity, "like"))
    Block.objects.create(blocker=charlie, blocked=bob)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    for viewer, names in ((alice, {"bob", "charlie"}), (bob, {"bob"}), (charlie, {"charlie"})):
        row = api(viewer).get(f"/api/v1/activities/{activity.pk}").json()
        comments = read(api(viewer), activity)
        likes = api(viewer).get(address(activity, "likes")).json()["results"]
        assert {comment["author"]["username"] for comment in comments} == names
        assert (row["comment_count"], row["like_count"]) == (len(comments), len(likes)) == (len(names), len(names))
    assert read(api(charlie), activity)[0] | {"id": 0} == read(api(alice), activity)[0] | {"id": 0, "parent": None}
    assert read(api(alice), activity)[0]["parent"] == parent
    assert reply


STANDS = ["anonymous", "friend", "follower", "stranger", "blocked", "blocking"]


@pytest.mark.parametrize("stand", STANDS)
@pytest.mark.parametrize("visibility", [0, 1, 2])
def test_the_matrix_of_comments_and_shares(
    alice: Any, person: Any, befriend: Any, run: Any, api: Any, stand: str, visibility: int
) -> None:
    """SECURITY (c): as read; blocked and hidden are 404, with no row and no event."""
    actor = person("actor")
    if stand in ("friend", "blocked", "blocking"):
        befriend(alice, actor)
    if stand == "follower":
        Follow.objects.create(follower=actor, followed=alice)
    activity = run(alice, visibility=visibility)
    theirs = say(api(alice), activity).json()["id"]
    if stand == "blocked":
        Block.objects.create(blocker=alice, blocked=actor)
    if stand == "blocking":
        Block.objects.create(blocker=actor, blocked=alice)
    client = api(None if stand == "anonymous" else actor)
    seen = (stand == "friend" and visibility < 2) or (stand in ("follower", "stranger") and visibility == 0)
    events = OutboxEvent.objects.count()
    one = address(activity, f"comment/{theirs}")
    found = [
        say(client, activity).status_code,
        client.get(address(activity, "comments")).status_code,
        client.get(address(activity, "mentionable?search=a")).status_code,
        client.post(address(activity, "share")).status_code,
        client.delete(address(activity, "share")).status_code,
        client.patch(one, {"content": "x"}).status_code,
        client.delete(one).status_code,
        client.post(f"{one}/hide").status_code,
        client.delete(f"{one}/hide").status_code,
    ]
    refused = [401] * 9 if stand == "anonymous" else [404] * 9
    assert found == ([201, 200, 200, 200, 200, 403, 403, 403, 403] if seen else refused)
    if not seen:
        assert OutboxEvent.objects.count() == events
        assert Activity.objects.get().comments.count() == 1


def test_comments_are_off_when_their_flag_is(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    Flag.objects.create(name="comments", everyone=False)
    for answer in (say(api(bob), activity), api(bob).get(address(activity, "comments"))):
        assert (answer.status_code, answer.json()["error"]) == (403, "feature_not_available")
