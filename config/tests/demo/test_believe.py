"""Is what a newcomer finds in the demo plausible, and does it hold together?"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from activities.engagement.models import Comment, Like, Share
from activities.tracking.imports.limits import SLOWEST_HEART
from activities.tracking.models import Activity
from activities.tracking.routes.geometry import distance_m
from activities.tracking.routes.polyline import decoded
from activities.tracking.routes.route import PLACES
from config.demo.people import BY_NAME, SIGN_INS
from notifications.inbox.models import Kind, Notification
from social.accounts.models import User, Visibility
from social.friendships.models import Friendship
from social.friendships.selectors import friends_of, incoming_requests, outgoing_requests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def kilometres(line: str) -> float:
    """How long a drawn route is."""
    places = decoded(line)
    return sum(distance_m(a, b) for a, b in pairwise(places)) / 1000


def test_the_four_may_sign_in_with_demo_and_nobody_else() -> None:
    able = [name for name in BY_NAME if authenticate(username=name, password="demo")]
    assert able == list(SIGN_INS)
    by_mail = authenticate(email="alice@demo.example", password="demo")
    assert by_mail is not None
    assert by_mail.is_demo
    assert by_mail.emailaddress_set.get().verified


def test_alice_and_bob_are_friends_and_charlie_knows_nobody(demo: Any) -> None:
    assert demo("bob") in friends_of(demo("alice"))
    assert demo("alice") in friends_of(demo("bob"))
    charlie = demo("charlie")
    assert not charlie.friendships.exists()
    assert not charlie.befriended_by.exists()


def test_alice_has_requests_to_answer_and_one_of_her_own_waiting(demo: Any) -> None:
    alice = demo("alice")
    assert {row.user.username for row in incoming_requests(alice)} == {"marcus", "leilani"}
    assert [row.friend.username for row in outgoing_requests(alice)] == ["fatima"]


def test_every_friendship_is_two_rows() -> None:
    pairs = set(Friendship.objects.accepted().values_list("user", "friend"))
    assert len(pairs) > 30
    assert {(b, a) for a, b in pairs} == pairs


def test_everybody_has_trained_for_weeks_and_there_is_something_new() -> None:
    now = timezone.now()
    each = Counter(Activity.objects.values_list("user__username", flat=True))
    assert set(each) == set(BY_NAME)
    assert all(4 <= count <= 42 for count in each.values()), each
    assert Activity.objects.filter(created_at__lt=now - timedelta(weeks=4)).count() > 50
    assert Activity.objects.filter(created_at__gt=now - timedelta(days=3)).count() > 5
    kinds = Counter(Activity.objects.values_list("activity_type", flat=True))
    assert {"run", "ride", "swim", "walk", "hike", "strength", "yoga"} == set(kinds)


def test_what_is_shared_is_mostly_for_friends_and_for_all() -> None:
    shared = Counter(Activity.objects.values_list("visibility", flat=True))
    assert 0 < shared[Visibility.PRIVATE] < shared[Visibility.PUBLIC] < shared[Visibility.FRIENDS]


def test_every_figure_of_an_activity_is_possible() -> None:
    now = timezone.now()
    for one in Activity.objects.all():
        assert one.started_at + timedelta(seconds=one.duration_s) <= one.created_at <= now, one
        assert one.moving_s is not None
        assert 0 < one.moving_s <= one.duration_s < 9 * 3600, one
        speed = one.distance_km / one.moving_s * 3600
        low, high = {"run": (7, 15), "ride": (18, 36), "swim": (2, 4), "walk": (3, 7), "hike": (2.5, 6)}.get(
            one.activity_type, (-1, 0)
        )
        assert low <= speed <= high, (one, speed)
        assert one.average_heart_rate is None or SLOWEST_HEART < one.average_heart_rate < 185
        assert not re.search("[{}]", one.title)


def test_routes_are_short_lines_near_home_as_long_as_the_activity() -> None:
    routed = Activity.objects.exclude(route="").select_related("user")
    assert routed.count() > 120
    for one in routed:
        places = decoded(one.route)
        assert len(places) <= PLACES
        assert len(decoded(one.route_preview)) <= 80
        assert distance_m(places[0], BY_NAME[one.user.username].home) < 50
        assert distance_m(places[0], places[-1]) < 100
        assert kilometres(one.route) == pytest.approx(one.distance_km, rel=0.05)


def test_people_start_at_the_hours_at_which_people_train() -> None:
    hours = {
        one.started_at.astimezone(ZoneInfo(one.user.time_zone)).hour for one in Activity.objects.select_related("user")
    }
    assert hours <= set(range(5, 20))


def test_nobody_likes_or_comments_what_they_cannot_see_or_before_it_is_there() -> None:
    for person in User.objects.filter(is_demo=True):
        visible = set(Activity.objects.visible_to(person).exclude(user=person).values_list("pk", flat=True))
        for rows in (Like.objects, Comment.objects.filter(parent=None), Share.objects):
            assert set(rows.filter(user=person).values_list("activity_id", flat=True)) <= visible
    for model, least in ((Like, 150), (Comment, 8), (Share, 2)):
        rows = list(model.objects.select_related("activity"))
        assert len(rows) >= least
        assert all(row.activity.created_at < row.created_at <= timezone.now() for row in rows)


def test_the_inbox_agrees_with_the_likes_and_the_requests(demo: Any) -> None:
    for name in ("alice", "bob"):
        person = demo(name)
        liked = set(Like.objects.filter(activity__user=person).values_list("activity_id", "user_id", "created_at"))
        mine = Notification.objects.filter(user=person)
        likes_told = mine.filter(type=Kind.LIKE).values_list("related_id", "actor_id", "created_at")
        assert set(likes_told) == liked != set()
        assert mine.filter(is_read=True).exists()
        asked = {(row.user_id, row.user_id) for row in incoming_requests(person)}
        requests_told = mine.filter(type=Kind.FRIEND_REQUEST, is_read=False).values_list("related_id", "actor_id")
        assert set(requests_told) == asked
        newest_first = mine.order_by("-pk").values_list("created_at", flat=True)
        assert list(newest_first) == sorted(newest_first, reverse=True)


def test_the_inbox_says_it_in_the_words_of_a_live_like(demo: Any) -> None:
    from activities.engagement.services import like_activity, unlike_activity

    like = Like.objects.filter(activity__user=demo("alice")).select_related("activity", "user").first()
    assert like is not None
    line = Notification.objects.filter(type=Kind.LIKE, actor=like.user, related_id=like.activity_id)
    loaded = line.get()
    unlike_activity(like.activity, like.user)
    assert not line.exists()
    like_activity(like.activity, like.user)
    assert (line.get().title, line.get().message) == (loaded.title, loaded.message)
