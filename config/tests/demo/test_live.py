"""What do the demo's people do when they live on, and what do they never do?"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from activities.engagement.models import Like
from activities.tracking.models import Activity
from activities.tracking.services import create_activity
from config.demo import living
from config.demo.people import SIGN_INS
from realtime.events.models import OutboxEvent
from social.accounts.models import User
from social.friendships.models import Friendship
from social.friendships.selectors import friends_of, incoming_requests
from social.friendships.services import send_request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "rested")]


@pytest.fixture
def rested(demo: Any) -> None:
    """Whatever the hour of the test: nobody has just trained. Somebody in the demo is always awake."""
    Activity.objects.update(created_at=F("created_at") - living.REST, started_at=F("started_at") - living.REST)


def residents() -> list[User]:
    """Those who live by themselves."""
    return list(User.objects.filter(is_demo=True).exclude(username__in=SIGN_INS))


def by_sign_ins() -> tuple[int, ...]:
    """How much those have done whom a visitor plays."""
    return (
        Activity.objects.filter(user__username__in=SIGN_INS).count(),
        Like.objects.filter(user__username__in=SIGN_INS).count(),
        Friendship.objects.pending().filter(user__username__in=SIGN_INS).count(),
    )


def test_many_steps_do_all_sorts_of_things_and_tell_of_them() -> None:
    before, rng = by_sign_ins(), Random(7)
    deeds = Counter(" ".join(living.step(rng) for _ in range(80)).split())
    assert min(deeds["likes"], deeds["recorded"], deeds["asks"], deeds["accepts"]) > 0
    types = set(OutboxEvent.objects.values_list("type", flat=True))
    assert {"friend_activity", "feed_update", "activity_liked", "count_update", "friend_request"} <= types
    assert "friend_accepted" in types
    assert by_sign_ins() == before
    assert not Friendship.objects.filter(friend__username__in=["charlie", "dana"]).pending().exists()


def test_whoever_is_awake_trains_but_not_again_until_rested() -> None:
    rng, start = Random(3), timezone.now()
    awake = {one for one in residents() if living.awake(one, start)}
    assert len(awake) > 2
    tired = awake.pop()
    Activity.objects.create(user=tired, activity_type="yoga", title="Yoga", started_at=start - timedelta(hours=1))
    while living.train(residents(), rng):
        pass
    new = list(Activity.objects.filter(created_at__gte=start).exclude(title="Yoga").select_related("user"))
    assert {one.user for one in new} == awake
    assert len(new) == len(awake)
    assert all(one.started_at + timedelta(seconds=one.duration_s) < one.created_at for one in new)


def test_people_sleep_at_night_where_they_live(demo: Any) -> None:
    aiko = demo("aiko")
    assert not living.awake(aiko, datetime(2026, 5, 1, 18, tzinfo=UTC))  # three in the morning in Kyoto
    assert living.awake(aiko, datetime(2026, 5, 1, 23, tzinfo=UTC))


def test_thirty_activities_a_day_are_enough() -> None:
    one = residents()[0]
    today = timezone.now() - living.REST
    few = {"activity_type": "yoga", "title": "Yoga", "started_at": today, "created_at": today}
    assert living.train(residents(), Random(1))
    Activity.objects.bulk_create(Activity(user=one, **few) for _ in range(living.ACTIVITIES_A_DAY))
    assert living.train(residents(), Random(1)) == ""


def test_alice_never_has_two_new_requests_waiting(demo: Any) -> None:
    alice, first, second = demo("alice"), demo("tomasz"), demo("kwame")
    assert incoming_requests(alice).count() == 2
    assert living.may_be_asked(first, alice)
    send_request(first, alice.pk)
    assert not living.may_be_asked(second, alice)
    rng, people = Random(5), residents()
    for _ in range(100):
        rng.shuffle(people)
        living.ask(people, rng)
    assert incoming_requests(alice).count() == 3


def test_nobody_asks_twice_a_day_or_again_after_a_no(demo: Any) -> None:
    rng, people = Random(5), residents()
    for _ in range(200):
        rng.shuffle(people)
        living.ask(people, rng)
    new = Friendship.objects.pending().filter(user__in=people, created_at__gt=timezone.now() - timedelta(hours=1))
    asked = Counter(new.values_list("user_id", flat=True))
    assert set(asked.values()) == {1}
    row = new.select_related("user", "friend").first()
    assert row is not None
    Friendship.objects.filter(pk=row.pk).update(status="rejected")
    assert not living.may_be_asked(row.user, row.friend)


def test_a_newcomers_request_is_accepted_and_the_demos_own_wait(demo: Any, person: Any) -> None:
    erin = person("erin")
    send_request(erin, demo("mateo").pk)
    assert living.answer(residents(), Random(1)) == "mateo accepts the request of erin"
    assert living.answer(residents(), Random(1)) == ""
    assert demo("mateo") in friends_of(erin)
    assert Friendship.objects.pending().filter(user__username="alice", friend__username="fatima").exists()


def test_what_a_visitor_has_just_done_is_liked_first(demo: Any, run: Any) -> None:
    mine = run(demo("alice"), title="My very first")
    friends = [demo("aiko"), demo("ingrid")]
    for one in range(2):
        assert living.like(friends[one:], Random(1)) == f"{friends[one]} likes My very first"
    assert mine.likes.count() == 2


def test_what_is_days_old_is_liked_no_more(demo: Any) -> None:
    Activity.objects.update(created_at=timezone.now() - living.LIKED_FOR)
    assert living.like(residents(), Random(1)) == ""


def test_a_feature_that_is_off_is_off_for_them_too(demo: Any, monkeypatch: Any, person: Any) -> None:
    send_request(person("erin"), demo("mateo").pk)
    for feature in ("LIKES", "FRIENDS", "COMMENTS"):
        monkeypatch.setenv(f"FEATURE_{feature}", "")
    deeds = {living.step(Random(seed)).split(" ")[1] for seed in range(2)}
    assert deeds == {"recorded"}


def test_the_suspended_do_nothing() -> None:
    User.objects.exclude(username__in=SIGN_INS).update(is_active=False)
    assert {living.step(Random(seed)) for seed in range(5)} == {""}


@pytest.mark.django_db(transaction=True)
def test_a_visitor_hears_of_it_live(demo: Any, run: Any, live: Any) -> None:
    alice = demo("alice")
    device = live(alice)
    device.expect("social_data")
    mine = run(alice, title="My very first")
    assert living.like([demo("aiko")], Random(1)) == "aiko likes My very first"
    liked = device.expect("activity_liked", activity_id=mine.pk)
    assert liked["payload"]["user"]["name"] == "Aiko Tanaka"
    send_request(alice, demo("tomasz").pk)
    living.answer(residents(), Random(1))
    assert device.expect("friend_accepted")["payload"]["user"]["username"] == "tomasz"


def test_they_say_something_to_what_a_visitor_did_and_nothing_twice(demo: Any) -> None:
    alice, rng = demo("alice"), Random(5)
    activity = create_activity(
        alice, activity_type="run", title="A visitor's run", started_at=timezone.now(), duration_s=600, visibility=1
    )
    done = [living.say(residents(), rng) for _ in range(12)]
    said = list(activity.comments.values_list("content", flat=True))
    assert said
    assert f"comments on {activity}" in " ".join(done)
    assert len(set(said)) == len(said) == len(set(activity.comments.values_list("user", flat=True)))
