"""Is a badge unlocked when it is earned, once and for good, and is the person told at once?"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Barrier
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from activities.achievements import measures
from activities.achievements.badges import BADGES, BY_KEY
from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from activities.models import Achievement, Challenge, Comment, Like, Participation
from activities.stats.services import recount
from activities.tracking.services import delete_activity, edit_activity
from notifications.models import Notification
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
UNLOCKED = "achievement_unlock"


def keys(person: Any) -> set[str]:
    return set(Achievement.objects.filter(user=person).values_list("key", flat=True))


def told(kind: str = UNLOCKED) -> int:
    return OutboxEvent.objects.filter(type=kind).count()


def test_each_badge_is_written_in_the_vocabulary_and_named_once() -> None:
    assert {badge.measure for badge in BADGES} <= set(measures.LIFE)
    assert (len(BY_KEY), len({badge.name for badge in BADGES})) == (len(BADGES), len(BADGES))
    assert all(badge.goal > 0 and badge.description.endswith(".") for badge in BADGES)


def test_it_is_unlocked_soon_after_and_told_with_a_notification(alice: Any, run: Any, work: Any, api: Any) -> None:
    run(alice, started_at=DAY, distance_m=5000.0)
    work()
    assert keys(alice) == {"first_steps"}
    row = api(alice).get("/api/v1/achievements?limit=1").json()["results"][0]
    assert json.loads(OutboxEvent.objects.get(type=UNLOCKED).payload) == {"to_id": alice.pk, "achievement": row}
    told_of = api(alice).get("/api/v1/notifications?type=achievement").json()["results"]
    assert [(line["title"], line["actor"]) for line in told_of] == [("You have earned First steps", None)]
    assert told_of[0]["related_id"] == Achievement.objects.get().pk


def test_it_is_unlocked_once(alice: Any, run: Any, work: Any) -> None:
    for _ in range(3):
        run(alice, started_at=DAY, distance_m=5000.0)
        work()
        recount(alice.pk)
    assert (Achievement.objects.count(), told(), Notification.objects.count()) == (1, 1, 1)


def test_it_stays_when_what_earned_it_is_deleted(alice: Any, run: Any, work: Any) -> None:
    activity = run(alice, started_at=DAY, distance_m=5000.0)
    work()
    delete_activity(activity, alice)
    work()
    assert keys(alice) == {"first_steps"}


def test_nothing_is_unlocked_a_step_before_the_goal(alice: Any, run: Any) -> None:
    activity = run(alice, started_at=DAY, distance_m=21_096.9)
    recount(alice.pk)
    assert keys(alice) == {"first_steps", "ten_k"}
    edit_activity(activity, alice, distance_m=21_097.0)
    recount(alice.pk)
    assert keys(alice) == {"first_steps", "ten_k", "half_marathon"}


@pytest.mark.parametrize(
    ("lives", "key"),
    [
        ([{"activity_type": kind} for kind in ("run", "ride", "swim", "walk", "yoga")], "all_rounder"),
        ([{"activity_type": "ride", "distance_m": 100_000.0}], "century_ride"),
        ([{"distance_m": 42_195.0}], "marathon"),
        ([{"elevation_m": 500.0}], "hill"),
        ([{"elevation_m": 4424.5}] * 2, "everest"),
        ([{"duration_s": 180_000}] * 2, "hundred_hours"),
        ([{"activity_type": "walk"}, {"activity_type": "hike"}] * 5, "wanderer"),
        ([{"started_at": DAY + timedelta(days=n)} for n in range(7)], "week_streak"),
        ([{"started_at": datetime(2026, 7, 1, 4, 59, tzinfo=UTC)}] * 5, "early_bird"),  # 6:59 in Berlin
        ([{"started_at": datetime(2026, 7, 1, 19, 0, tzinfo=UTC)}] * 5, "night_owl"),  # 21:00 in Berlin
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_earns_a_badge(lives: list[dict[str, Any]], key: str, person: Any, run: Any) -> None:
    erin = person("erin", time_zone="Europe/Berlin")
    for fields in lives[:-1]:
        run(erin, **{"started_at": DAY} | fields)
    recount(erin.pk)
    assert key not in keys(erin)
    run(erin, **{"started_at": DAY} | lives[-1])
    recount(erin.pk)
    assert key in keys(erin)


def test_what_friends_likes_and_comments_earn(
    alice: Any, bob: Any, charlie: Any, dana: Any, run: Any, befriend: Any, work: Any
) -> None:
    befriend(alice, charlie)
    work()
    assert keys(alice) == set()
    befriend(dana, alice)
    work()
    assert (keys(alice), keys(bob)) == ({"three_friends"}, set())
    runs = [run(alice, started_at=DAY, distance_m=1.0) for _ in range(50)]
    Like.objects.bulk_create([Like(activity=activity, user=bob) for activity in runs[:49]])
    Like.objects.create(activity=runs[0], user=alice)
    Comment.objects.bulk_create([Comment(activity=runs[0], user=bob, content="Well run") for _ in range(25)])
    work()
    assert not keys(alice) & {"well_liked"}
    like_activity(runs[49], bob)
    work()
    assert "well_liked" in keys(alice)
    assert {"cheerleader", "talkative"} <= keys(bob)


def test_a_comment_has_its_writer_looked_at(alice: Any, bob: Any, run: Any, work: Any) -> None:
    activity = run(alice)
    Comment.objects.bulk_create([Comment(activity=activity, user=bob, content="Well run") for _ in range(24)])
    work()
    assert "talkative" not in keys(bob)
    add_comment(activity, bob, "Again")
    work()
    assert "talkative" in keys(bob)


def test_reaching_the_goal_of_a_challenge_earns_one(alice: Any, run: Any, work: Any) -> None:
    times = {"starts_at": DAY - timedelta(days=1), "ends_at": DAY + timedelta(days=400)}
    challenge = Challenge.objects.create(creator=alice, title="Ten", metric="distance", goal=10_000, **times)
    Participation.objects.create(challenge=challenge, user=alice, joined_at=DAY - timedelta(days=1))
    run(alice, started_at=DAY, distance_m=9000.0)
    work()
    assert "challenger" not in keys(alice)
    run(alice, started_at=DAY, distance_m=1000.0)
    work()
    assert "challenger" in keys(alice)


def test_history_is_worked_through_in_silence_unless_asked(alice: Any, bob: Any, run: Any) -> None:
    for person in (alice, bob):
        run(person, started_at=DAY, distance_m=1.0)
    for _ in range(2):
        call_command("recount", "alice", stdout=StringIO())
    assert (told(), Notification.objects.filter(type="achievement").count()) == (0, 0)
    assert "first_steps" in keys(alice)
    for _ in range(2):
        call_command("recount", "bob", "--tell", stdout=StringIO())
    assert (keys(bob), told()) == ({"first_steps"}, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_jobs_at_once_unlock_once(alice: Any, run: Any) -> None:
    run(alice, started_at=DAY)
    start = Barrier(20)

    def count(_: int) -> None:
        try:
            start.wait()
            recount(alice.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(count, range(20)))
    assert keys(alice) == {"first_steps", "ten_k"}
    assert (Achievement.objects.count(), told(), Notification.objects.count()) == (2, 2, 2)


def test_the_database_holds_one_unlock_a_badge(alice: Any) -> None:
    Achievement.objects.create(user=alice, key="first_steps")
    with pytest.raises(IntegrityError), transaction.atomic():
        Achievement.objects.create(user=alice, key="first_steps")


@pytest.mark.django_db(transaction=True)
def test_it_is_pushed_live(live: Any, way: str, alice: Any, run: Any) -> None:
    device = live(alice, by=way)
    device.expect("social_data")
    run(alice, started_at=DAY, distance_m=1.0)
    frame = device.expect(UNLOCKED)
    assert frame["payload"]["achievement"]["key"] == "first_steps"
