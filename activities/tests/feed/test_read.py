"""Is the feed paged, bounded, cheap and right at the very next request?"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from activities.models import Activity, Comment, Like, Share
from config.kernel.models import Flag
from realtime.sockets.snapshots import PARTS
from social.accounts.models import User
from social.friendships.services import remove_friend
from social.models import Block, Follow, Friendship, Mute

pytestmark = pytest.mark.django_db
FEED = "/api/v1/feed"
MULTIPLY = """
    INSERT INTO activities (user_id, activity_type, title, description, started_at, duration_s, distance_m, visibility,
                            route, route_preview, source_digest, created_at, updated_at)
    SELECT user_id, activity_type, title, description, started_at, duration_s, distance_m, visibility,
           route, route_preview, source_digest, created_at - n * interval '1 hour', updated_at
    FROM activities CROSS JOIN generate_series(1, 60) n;
    INSERT INTO shares (activity_id, user_id, note, created_at)
    SELECT a.id, u.id, '', a.created_at FROM activities a JOIN users u ON u.id <> a.user_id AND (u.id + a.id) % 30 = 0;
    INSERT INTO likes (activity_id, user_id, created_at)
    SELECT id, user_id, now() FROM activities ON CONFLICT DO NOTHING;
    INSERT INTO comments (activity_id, user_id, content, created_at, updated_at)
    SELECT id, user_id, '!', now(), now() FROM activities WHERE id % 4 = 0"""


def ids(client: Any, address: str = FEED) -> list[int]:
    return [row["id"] for row in client.get(address).json()["results"]]


def crowd(viewer: User, people: int, each: int) -> None:
    """Friends of the viewer with activities, likes and comments."""
    friends = User.objects.bulk_create(User(username=f"f{n}", email=f"f{n}@example.org") for n in range(people))
    Friendship.objects.bulk_create(
        Friendship(user=one, friend=other, status="accepted")
        for friend in friends
        for one, other in ((viewer, friend), (friend, viewer))
    )
    now = timezone.now()
    rows = Activity.objects.bulk_create(
        Activity(
            user=friend,
            activity_type="run",
            title=f"{n}",
            started_at=now,
            created_at=now - timedelta(seconds=61 * n + friend.pk % 60),
            visibility=n % 2,
        )
        for friend in friends
        for n in range(each)
    )
    Like.objects.bulk_create(Like(activity=row, user=friend) for row in rows[::3] for friend in friends[:5])
    Comment.objects.bulk_create(Comment(activity=row, user=friends[0], content="!") for row in rows[::2])


def test_a_page_says_what_each_activity_is(alice: Any, bob: Any, run: Any, api: Any) -> None:
    run(bob, title="Lake run", route="_p~iF~ps|U_ulLnnqC", route_preview="_p~iF~ps|U", visibility=0)
    page = api(alice).get(FEED).json()
    assert {name: page[name] for name in ("next", "previous")} == {"next": None, "previous": None}
    (row,) = page["results"]
    assert row["author"] == {"id": bob.pk, "username": "bob", "name": "Bob", "avatar": None}
    assert (row["title"], row["distance_km"], row["duration_minutes"]) == ("Lake run", 10, 50)
    assert row["route"] == "_p~iF~ps|U"
    whole = api(alice).get(f"/api/v1/activities/{row['id']}").json()
    assert row | {"route": None} == {name: whole[name] for name in row} | {"route": None}


def test_ones_own_activities_are_not_in_ones_feed(alice: Any, bob: Any, run: Any, api: Any) -> None:
    run(alice)
    assert ids(api(alice)) == []
    assert len(ids(api(bob))) == 1


def test_followed_people_show_what_is_public(alice: Any, charlie: Any, run: Any, api: Any) -> None:
    rows = [run(charlie, visibility=visibility).pk for visibility in (0, 1, 2)]
    Follow.objects.create(follower=alice, followed=charlie)
    assert ids(api(alice)) == rows[:1]
    Follow.objects.update(status="pending")
    assert ids(api(alice)) == []


def hide(row: Activity) -> None:
    Activity.objects.filter(pk=row.pk).update(visibility=2)


def suspend(row: Activity) -> None:
    User.objects.filter(pk=row.user_id).update(is_active=False)


ENDINGS: dict[str, Callable[[Any, Any, Activity, Any], object]] = {
    "unfriend": lambda viewer, author, row, api: api(viewer).delete(f"/api/v1/friends/{author.pk}"),
    "being unfriended": lambda viewer, author, row, api: remove_friend(author, viewer.pk),
    "block": lambda viewer, author, row, api: Block.objects.create(blocker=viewer, blocked=author),
    "being blocked": lambda viewer, author, row, api: Block.objects.create(blocker=author, blocked=viewer),
    "mute": lambda viewer, author, row, api: Mute.objects.create(muter=viewer, muted=author),
    "hide": lambda viewer, author, row, api: hide(row),
    "delete": lambda viewer, author, row, api: api(author).delete(f"/api/v1/activities/{row.pk}"),
    "suspend": lambda viewer, author, row, api: suspend(row),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_first_request_afterwards_shows_nothing(alice: Any, bob: Any, run: Any, api: Any, ending: str) -> None:
    """S-SEED-9; the snapshot that a socket begins with, too."""
    row, client = run(bob), api(alice)
    assert ids(client) == [row.pk]
    assert [shown["id"] for shown in PARTS["feed"](alice)] == [row.pk]
    ENDINGS[ending](alice, bob, row, api)
    assert client.get(FEED).json() == {"results": [], "next": None, "previous": None}
    assert PARTS["feed"](alice) == []


def test_being_muted_cannot_be_told(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-PR-4."""
    row = run(bob)
    Mute.objects.create(muter=bob, muted=alice)
    assert ids(api(alice)) == [row.pk]
    assert api(alice).post(f"/api/v1/activities/{row.pk}/like").status_code == 200


def test_the_next_page_goes_on_where_the_last_ended(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """What is added or deleted in between moves nothing; not even the row the cursor was made of."""
    rows = [run(bob).pk for _ in range(7)][::-1]
    page = api(alice).get(f"{FEED}?limit=3").json()
    assert [row["id"] for row in page["results"]] == rows[:3]
    run(bob)
    Activity.objects.filter(pk=rows[2]).update(deleted_at=timezone.now())
    page = api(alice).get(page["next"]).json()
    assert [row["id"] for row in page["results"]] == rows[3:6]
    page = api(alice).get(page["next"]).json()
    assert ([row["id"] for row in page["results"]], page["next"]) == (rows[6:], None)


def test_the_next_page_of_an_offset_is_the_next(alice: Any, bob: Any, run: Any, api: Any) -> None:
    rows = [run(bob).pk for _ in range(5)][::-1]
    page = api(alice).get(f"{FEED}?limit=2&offset=1").json()
    assert [row["id"] for row in page["results"]] == rows[1:3]
    assert ids(api(alice), page["next"]) == rows[3:5]


def test_a_page_is_20_unless_asked_and_100_at_most(alice: Any, api: Any) -> None:
    crowd(alice, people=11, each=10)
    sizes = {text: len(ids(api(alice), f"{FEED}?{text}")) for text in ("", "limit=1", "limit=100", "limit=1000000")}
    assert sizes == {"": 20, "limit=1": 1, "limit=100": 100, "limit=1000000": 100}
    assert len(ids(api(alice), f"{FEED}?offset=1000")) == 0


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "", " 1", "1e3", "٣", "9" * 12, "NaN"])
def test_a_limit_that_is_none_is_refused(alice: Any, api: Any, value: str) -> None:
    answer = api(alice).get(FEED, {"limit": value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["limit"])


@pytest.mark.parametrize("value", ["-1", "1001", "abc", "99999999999"])
def test_an_offset_out_of_bounds_is_refused(alice: Any, api: Any, value: str) -> None:
    answer = api(alice).get(FEED, {"offset": value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["offset"])


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


CURSORS = ["x", "!", "é", "\x00", "a" * 5000, packed("1"), packed("1."), packed(".1"), packed("a.b"), packed("1.2.3")]
CURSORS += [
    packed(f"1.{'9' * 19}"),
    packed(f"{'9' * 30}.1"),
    packed(f"-{'9' * 30}.1"),
    packed("١.1"),
    packed("1.1' OR 1=1"),
]


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_is_not_ours_is_refused(alice: Any, bob: Any, run: Any, api: Any, cursor: str) -> None:
    run(bob)
    answer = api(alice).get(FEED, {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize("limit", [1, 20, 100])
def test_a_page_is_three_statements_at_most_whatever_its_size(alice: Any, api: Any, limit: int) -> None:
    """C5 and PERFORMANCE 2: besides who asks and the flag, which mostly come from the cache.

    The places of the page, its activities, and its shares.
    """
    crowd(alice, people=30, each=5)
    Share.objects.bulk_create(
        Share(activity=row, user_id=friend)
        for row in Activity.objects.all()[:20]
        for friend in User.objects.filter(username__in=["f1", "f2"]).values_list("pk", flat=True)
        if friend != row.user_id
    )
    client, statements = api(alice), list[str]()
    client.get(FEED)

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert len(ids(client, f"{FEED}?limit={limit}")) == limit
    besides = [sql for sql in statements if "activities" not in sql and "shares" not in sql]
    assert 2 <= len(statements) - len(besides) <= 3  # the smallest page holds no share
    tables = [sql.partition(' FROM "')[2].partition('"')[0] for sql in besides]
    assert sorted({*tables, "users"}) == sorted(tables)
    assert set(tables) <= {"users", "django_session", "flags"}


def test_the_plans_kept_for_all_read_no_table_from_end_to_end(alice: Any, api: Any) -> None:
    """PERFORMANCE 2, in a world large enough that reading all of a table would cost more."""
    crowd(alice, people=60, each=10)
    with connection.cursor() as cursor:
        cursor.execute(MULTIPLY)
        cursor.execute("ANALYZE activities, friendships, users, likes, comments, shares")
        cursor.execute("DEALLOCATE ALL")
    connection.connection._prepared.clear()  # psycopg's own note of them
    api(alice).get(FEED)
    plans = generic_plans()
    assert any("activities_feed" in plan and "shares_feed" in plan for plan in plans)
    for plan, table in product(plans, ("activities", "likes", "comments", "shares")):
        assert f"Seq Scan on {table}" not in plan, plan


def generic_plans() -> list[str]:
    """The plan that PostgreSQL keeps for each statement that is prepared, whatever its values."""
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("SELECT name, cardinality(parameter_types) FROM pg_prepared_statements")
        for name, values in cursor.fetchall():
            cursor.execute(f'EXPLAIN EXECUTE "{name}"({", ".join(["NULL"] * values)})')
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def test_the_position_of_the_stream_comes_with_the_page(alice: Any, api: Any) -> None:
    epoch, _, top = api(alice).get(FEED)["X-Position"].partition(":")
    assert len(epoch) >= 8
    assert top.isdigit()


def test_the_feed_is_off_when_its_flag_is(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """S-JO-8: 403 with the seed's body, and nothing in the snapshot."""
    run(bob)
    Flag.objects.create(name="feed", everyone=False)
    answer = api(alice).get(FEED)
    assert (answer.status_code, answer.json()["error"]) == (403, "feature_not_available")
    assert PARTS["feed"](alice) == []


def test_nobody_without_a_credential_has_a_feed(api: Any) -> None:
    assert api().get(FEED).status_code == 401
