"""Are shares in the feed exactly where working it out by hand puts them, after whatever happens?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities.engagement.sharing import share_activity
from activities.feed import query
from activities.feed.selectors import feed_page
from activities.models import Activity, Share
from activities.tests.feed.worlds import NOW, World
from social.accounts.models import User
from social.models import Block, Friendship, Mute

pytestmark = pytest.mark.django_db
FEED = "/api/v1/feed"


@pytest.fixture(params=[1, 10_000], ids=["window first", "heads only"])
def _gate(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """From how many people on the window is tried first."""
    monkeypatch.setattr(query, "GATE", request.param)


def walked(viewer: User, limit: int) -> list[tuple[int, int | None]]:
    """(activity, share) of the rows of all pages, one after the other."""
    rows: list[tuple[int, int | None]] = []
    cursor: str | None = None
    while True:
        page = feed_page(viewer, limit, cursor)
        assert len(page.activities) == limit or page.next_cursor is None
        rows += [(row.pk, row.share.pk if hasattr(row, "share") else None) for row in page.activities]
        cursor = page.next_cursor
        if cursor is None:
            return rows


@pytest.mark.usefixtures("_gate")
@pytest.mark.parametrize("seed", [1, 2])
def test_every_page_of_everybody_is_exact_and_stays_so(seed: int) -> None:
    """A random walk: ties, blocks, mutes, privacy, visibility and deletions change, and nothing is purged."""
    world = World(seed, activities=40)
    world.share(60)
    assert sum(share is not None for one in world.people for _, share in world.whole_feed_of(one)) > 20
    for limit in (5, 20):
        for viewer in world.people:
            expected = world.whole_feed_of(viewer)
            assert walked(viewer, limit) == expected
            offset = feed_page(viewer, 5, offset=4).activities
            assert [row.pk for row in offset] == [pk for pk, _ in expected[4:9]]
        change(world)


def change(world: World) -> None:
    """Something happens to about everything."""
    chance = world.chance
    one, other = chance.sample(world.people, 2)
    pair = (min(one.pk, other.pk), max(one.pk, other.pk))
    if pair in world.friends:
        world.friends.discard(pair)
        Friendship.objects.between(*pair).delete()
    if (one.pk, other.pk) not in world.blocks:
        world.blocks.add((one.pk, other.pk))
        Block.objects.create(blocker=one, blocked=other)
    third, fourth = chance.sample(world.people, 2)
    if (third.pk, fourth.pk) not in world.mutes:
        world.mutes.add((third.pk, fourth.pk))
        Mute.objects.create(muter=third, muted=fourth)
    for activity in chance.sample(world.activities, 6):
        activity.visibility = chance.choice([0, 1, 2])
        activity.deleted_at = NOW if chance.random() < 0.2 else None
        activity.save()
    account = chance.choice(world.people)
    account.is_private = not account.is_private
    account.save()
    for share in chance.sample(world.shares, 3):
        world.shares.remove(share)
        share.delete()
    for row in [*world.shares, *world.activities]:
        row.user = next(person for person in world.people if person.pk == row.user_id)
    by_id = {row.pk: row for row in world.activities}
    for share in world.shares:
        share.activity = by_id[share.activity_id]


def test_a_share_is_a_row_of_its_own(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    """With who shares it, when, and why; what others made of the activity is as for the activity itself."""
    activity = run(charlie, title="Of a stranger", visibility=0)
    api(alice).post(f"/api/v1/activities/{activity.pk}/like")
    api(bob).post(f"/api/v1/activities/{activity.pk}/share", {"note": " Look! "}, format="json")
    (row,) = api(alice).get(FEED).json()["results"]
    share = Share.objects.get()
    assert row["shared"] == {
        "id": share.pk,
        "by": {"id": bob.pk, "username": "bob", "name": "Bob", "avatar": None},
        "note": "Look!",
        "created_at": share.created_at.isoformat().replace("+00:00", "Z"),
    }
    assert (row["like_count"], row["has_liked"]) == (1, True)
    whole = api(alice).get(f"/api/v1/activities/{activity.pk}").json()
    assert row | {"shared": None, "route": None} == {name: whole[name] for name in row} | {"route": None}
    assert api(bob).get(FEED).json()["results"] == []
    assert api(charlie).get(FEED).json()["results"] == []


def test_a_friends_activity_that_a_friend_shares_is_there_twice(
    alice: Any, bob: Any, person: Any, befriend: Any, run: Any, api: Any
) -> None:
    """As itself, and where it was shared: a client tells them apart by `shared.id`."""
    erin = person("erin")
    befriend(alice, erin)
    befriend(bob, erin)
    activity = run(bob)
    between = run(bob)
    share_activity(activity, erin)
    rows = api(alice).get(FEED).json()["results"]
    assert [(row["id"], row["shared"] and row["shared"]["by"]["id"]) for row in rows] == [
        (activity.pk, erin.pk),
        (between.pk, None),
        (activity.pk, None),
    ]


def test_what_began_long_before_it_was_recorded_is_marked(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """And stands where it could first be seen, not where it began."""
    now = timezone.now()
    run(bob, title="Today", started_at=now)
    run(bob, title="Within a day", started_at=now - timedelta(hours=23))
    run(bob, title="Late", started_at=now - timedelta(hours=25))
    rows = api(alice).get(FEED).json()["results"]
    assert [(row["title"], row["is_late"]) for row in rows] == [
        ("Late", True),
        ("Within a day", False),
        ("Today", False),
    ]


def test_nothing_shared_is_in_a_feed_that_cannot_be_read_alone() -> None:
    world = World(300)
    world.share(60)
    for viewer in world.people:
        ids = {activity.pk for activity in feed_page(viewer, 100).activities}
        assert Activity.objects.visible_to(viewer).filter(pk__in=ids).count() == len(ids)
