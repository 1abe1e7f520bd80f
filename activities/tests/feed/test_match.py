"""Is the feed exactly what working it out by hand gives, on every page, by both ways of the query?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.feed import query
from activities.feed.selectors import feed_page
from activities.models import Activity
from activities.tests.feed.worlds import World
from social.accounts.models import User

pytestmark = pytest.mark.django_db
ALWAYS, NEVER = 1, 10_000


@pytest.fixture(params=[ALWAYS, NEVER], ids=["window first", "heads only"])
def _gate(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """From how many people on the window is tried first."""
    monkeypatch.setattr(query, "GATE", request.param)


def walked(viewer: User, limit: int) -> list[int]:
    """The ids of all pages, one after the other."""
    ids: list[int] = []
    cursor: str | None = None
    while True:
        page = feed_page(viewer, limit, cursor)
        assert len(page.activities) <= limit
        assert page.next_cursor is None or len(page.activities) == limit
        ids += [activity.pk for activity in page.activities]
        cursor = page.next_cursor
        if cursor is None:
            return ids


@pytest.mark.usefixtures("_gate")
@pytest.mark.parametrize("seed", range(5))
def test_every_page_of_everybody_is_exact(seed: int) -> None:
    """C5 and S-AZ-1: by cursor to the end, nothing repeated, nothing left out."""
    world = World(seed)
    feeds = {viewer: world.feed_of(viewer) for viewer in world.people}
    assert sum(map(len, feeds.values())) > 60
    for viewer, expected in feeds.items():
        for limit in (3, 20):
            assert walked(viewer, limit) == expected


@pytest.mark.usefixtures("_gate")
@pytest.mark.parametrize("seed", [100, 101])
def test_offset_is_the_same_list_cut_elsewhere(seed: int) -> None:
    world = World(seed)
    for viewer in world.people[:4]:
        expected = world.feed_of(viewer)
        for offset, limit in ((0, 5), (3, 5), (7, 1), (len(expected), 5), (1000, 100)):
            rows = feed_page(viewer, limit, offset=offset).activities
            assert [row.pk for row in rows] == expected[offset : offset + limit]


@pytest.mark.usefixtures("_gate")
def test_a_crowd_in_which_few_are_active_is_exact() -> None:
    """Long silences: the window is short, and the heads have to fill the page."""
    world = World(7, people=20, activities=40)
    for viewer in world.people[:8]:
        assert walked(viewer, 6) == world.feed_of(viewer)


@pytest.mark.parametrize("seed", [200, 201])
def test_rest_answers_the_same(seed: int, api: Any) -> None:
    world = World(seed)
    viewer = max((person for person in world.people if person.is_active), key=lambda person: len(world.feed_of(person)))
    client, ids = api(viewer), []
    address: str | None = "/api/v1/feed?limit=4"
    while address:
        page = client.get(address).json()
        ids += [row["id"] for row in page["results"]]
        address = page["next"]
    assert ids == world.feed_of(viewer)
    assert len(ids) > 8


@pytest.mark.parametrize("seed", range(300, 306))
def test_nothing_is_in_a_feed_that_cannot_be_read_alone(seed: int) -> None:
    """SECURITY (c): each list never contains an object whose single read is 404."""
    world = World(seed)
    for viewer in world.people:
        ids = [activity.pk for activity in feed_page(viewer, 100).activities]
        assert Activity.objects.visible_to(viewer).filter(pk__in=ids).count() == len(ids)
