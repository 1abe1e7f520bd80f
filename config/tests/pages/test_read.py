"""Does the feed's page show what one may see, in the person's own units and time, at a constant cost?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from activities.engagement.services import like_activity

pytestmark = pytest.mark.django_db


def test_a_card_tells_of_the_activity(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    run(
        bob,
        title="Round the lake",
        description="Two laps",
        duration_s=2900,
        distance_m=8043,
        elevation_m=63.2,
    )
    text = visit(alice).get("/social/").content.decode()
    assert "Round the lake" in text
    assert "Two laps" in text
    assert "<dd>8.04 <span>km</span></dd>" in text
    assert "<dd>48:20</dd>" in text
    assert "<dd>6:01 <span>/km</span></dd>" in text
    assert "<dd>63 <span>m</span></dd>" in text


def test_figures_and_times_are_in_the_persons_own(person: Any, bob: Any, befriend: Any, run: Any, visit: Any) -> None:
    erin = person("erin", units="mi", time_zone="America/New_York")
    befriend(erin, bob)
    run(bob, distance_m=8043, duration_s=2900, started_at=datetime(2026, 5, 1, 2, 30, tzinfo=UTC))
    text = visit(erin).get("/social/").content.decode()
    assert "<dd>5.00 <span>mi</span></dd>" in text
    assert 'title="Thu 30 Apr 2026, 22:30"' in text


def test_a_route_is_drawn(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    run(bob, route="_p~iF~ps|U_ulLnnqC_mqNvxq`@", route_preview="_p~iF~ps|U_ulLnnqC_mqNvxq`@")
    text = visit(alice).get("/social/").content.decode()
    assert 'd="M403.5 224.0L378.7 127.7 196.5 16.0"' in text


def test_what_is_not_for_one_is_not_in_the_feed(alice: Any, bob: Any, charlie: Any, run: Any, visit: Any) -> None:
    run(bob, title="For me alone", visibility=2)
    run(charlie, title="Of a stranger", visibility=0)
    run(bob, title="For friends")
    text = visit(alice).get("/social/").content.decode()
    assert "For friends" in text
    assert "For me alone" not in text
    assert "Of a stranger" not in text
    assert "For friends" not in visit(charlie).get("/social/").content.decode()


def test_an_empty_feed_says_what_to_do(charlie: Any, visit: Any) -> None:
    text = visit(charlie).get("/social/").content.decode()
    assert "Nothing here yet" in text
    assert 'href="/social/import/"' in text
    assert 'href="/social/people/"' in text


def test_older_posts_follow_by_a_link(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    for number in range(25):
        run(bob, title=f"Run {number:02d}")
    client = visit(alice)
    first = client.get("/social/")
    assert "Run 24" in first.content.decode()
    assert "Run 04" not in first.content.decode()
    older = client.get("/social/", {"cursor": first.context["page"].next_cursor}).content.decode()
    assert "Run 04" in older
    assert "Run 05" not in older


def test_the_page_costs_the_same_whatever_its_length(alice: Any, bob: Any, run: Any, visit: Any, cost: Any) -> None:
    client = visit(alice)
    run(bob)
    assert cost(client, "/social/") == 9  # the person; feed, shares; unread, twice; requests; who is here; challenges
    for _ in range(15):
        like_activity(run(bob), alice)
    assert cost(client, "/social/") == 9


@pytest.mark.parametrize(
    ("feature", "sign"),
    [
        ("likes", 'name="wish" value="like"'),
        ("comments", "Comments:"),
        ("friends", "/social/friends/"),
        ("feed", 'data-feed="'),
    ],
)
def test_what_is_switched_off_is_not_drawn(
    feature: str, sign: str, alice: Any, bob: Any, run: Any, visit: Any, switched_off: Any
) -> None:
    run(bob)
    client = visit(alice)
    assert sign in client.get("/social/").content.decode()
    switched_off(feature)
    assert sign not in client.get("/social/").content.decode()


def test_an_activitys_page_tells_who_likes_it(alice: Any, bob: Any, charlie: Any, run: Any, visit: Any) -> None:
    activity = run(alice, average_heart_rate=151, visibility=0)
    like_activity(activity, bob)
    text = visit(charlie).get(f"/social/activities/{activity.pk}/").content.decode()
    assert "<dd>151 <span>bpm</span></dd>" in text
    assert 'href="/social/people/bob/"' in text
    assert f"/social/activities/{activity.pk}/edit/" not in text
    assert (
        f"/social/activities/{activity.pk}/edit/"
        in visit(alice).get(f"/social/activities/{activity.pk}/").content.decode()
    )
