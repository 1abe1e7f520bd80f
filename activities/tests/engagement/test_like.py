"""Is a like given once, taken back whole, counted right, and told to the owner only?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from activities.engagement import services
from activities.models import Activity, Comment, Like
from notifications.models import Notification
from realtime.models import OutboxEvent
from social.models import Block

pytestmark = pytest.mark.django_db


def address(activity: Any, what: str = "like") -> str:
    return f"/api/v1/activities/{activity.pk}/{what}"


def likers(client: Any, activity: Any) -> list[str]:
    return [like["user"]["username"] for like in client.get(address(activity, "likes")).json()["results"]]


def test_a_like_counts_shows_and_tells_the_owner(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice, title="Lake run")
    answer = api(bob).post(address(activity))
    state = {"activity_id": activity.pk, "has_liked": True, "like_count": 1}
    assert (answer.status_code, answer.json()) == (200, state)
    row = api(bob).get(f"/api/v1/activities/{activity.pk}").json()
    assert (row["has_liked"], row["like_count"]) == (True, 1)
    row = api(alice).get(f"/api/v1/activities/{activity.pk}").json()
    assert (row["has_liked"], row["like_count"]) == (False, 1)
    told = Notification.objects.get(user=alice, type="like")
    assert (told.actor, told.related_id, told.title) == (bob, activity.pk, "Bob likes Lake run")


def test_liking_again_is_harmless_and_tells_nobody_again(alice: Any, bob: Any, run: Any, api: Any) -> None:
    """C8."""
    activity = run(alice)
    api(bob).post(address(activity))
    events, told = OutboxEvent.objects.count(), Notification.objects.count()
    again = api(bob).post(address(activity))
    assert (again.status_code, again.json()["like_count"]) == (200, 1)
    assert (OutboxEvent.objects.count(), Notification.objects.count()) == (events, told)
    assert Like.objects.count() == 1


def test_liking_what_is_ones_own_counts_and_tells_nobody(alice: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    assert api(alice).post(address(activity)).json()["like_count"] == 1
    assert not Notification.objects.exists()
    assert not OutboxEvent.objects.filter(type__in=["activity_liked", "notification"]).exists()


def test_taking_it_back_takes_the_notification_back(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    """S-PR-8: the notification of this like only."""
    activity, other = run(alice, visibility=0), run(alice, visibility=0)
    for liker, liked in ((bob, activity), (charlie, activity), (bob, other)):
        api(liker).post(address(liked))
    before = OutboxEvent.objects.filter(type="notification_removed").count()
    answer = api(bob).delete(address(activity))
    state = {"activity_id": activity.pk, "has_liked": False, "like_count": 1}
    assert (answer.status_code, answer.json()) == (200, state)
    left = Notification.objects.filter(user=alice, type="like").values_list("actor__username", "related_id")
    assert set(left) == {("charlie", activity.pk), ("bob", other.pk)}
    assert OutboxEvent.objects.filter(type="notification_removed").count() == before + 1


def test_taking_back_what_was_not_given_is_harmless(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    api(charlie).post(address(activity))
    events = OutboxEvent.objects.count()
    assert api(bob).delete(address(activity)).json()["like_count"] == 1
    assert Like.objects.get().user == charlie
    assert OutboxEvent.objects.count() == events


def test_a_like_given_again_after_being_taken_back_is_told_again(alice: Any, bob: Any, run: Any, api: Any) -> None:
    activity = run(alice)
    api(bob).post(address(activity))
    api(bob).delete(address(activity))
    api(bob).post(address(activity))
    assert Notification.objects.filter(user=alice, type="like").count() == 1


def test_what_is_hidden_cannot_be_liked(alice: Any, charlie: Any, run: Any, api: Any) -> None:
    """S-SEED-8: no row, no notification, no event; nor can a like from before be taken back or counted."""
    activity = run(alice, visibility=0)
    Like.objects.create(activity=activity, user=charlie)
    Activity.objects.update(visibility=1)
    events = OutboxEvent.objects.count()
    for answer in (
        api(charlie).post(address(activity)),
        api(charlie).delete(address(activity)),
        api(charlie).get(address(activity, "likes")),
    ):
        assert answer.status_code == 404
        assert "like_count" not in answer.json()
    assert Like.objects.count() == 1
    assert (OutboxEvent.objects.count(), Notification.objects.count()) == (events, 0)


def test_a_body_changes_nothing(alice: Any, bob: Any, charlie: Any, run: Any, api: Any) -> None:
    """S-SEED-7: who likes what is told by the credential and the address."""
    activity, other = run(alice, visibility=0), run(alice, visibility=0)
    api(bob).post(address(activity), {"user": charlie.pk, "user_id": charlie.pk, "activity_id": other.pk})
    like = Like.objects.get()
    assert (like.user, like.activity) == (bob, activity)


def test_the_likes_are_listed_newest_first_and_paged(alice: Any, run: Any, person: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    for n in range(5):
        api(person(f"p{n}")).post(address(activity))
    assert likers(api(alice), activity) == ["p4", "p3", "p2", "p1", "p0"]
    page = api(alice).get(address(activity, "likes?limit=2&offset=1")).json()
    assert [like["user"]["username"] for like in page["results"]] == ["p3", "p2"]
    assert set(page["results"][0]) == {"user", "created_at"}
    assert set(page["results"][0]["user"]) == {"id", "username", "name", "avatar"}


def test_the_likes_list_costs_the_same_however_many_there_are(
    alice: Any, run: Any, person: Any, api: Any, django_assert_max_num_queries: Any
) -> None:
    activity = run(alice, visibility=0)
    for n in range(30):
        Like.objects.create(activity=activity, user=person(f"p{n}"))
    client = api(alice)
    client.get(address(activity, "likes"))
    with django_assert_max_num_queries(4):
        assert len(client.get(address(activity, "likes?limit=30")).json()["results"]) == 30


def test_the_likes_of_people_kept_apart_and_of_suspended_ones_are_not_listed(
    alice: Any, bob: Any, charlie: Any, person: Any, run: Any, api: Any
) -> None:
    """S-PR-3: of two likers who block each other neither sees the other; the owner sees both."""
    activity, gone = run(alice, visibility=0), person("gone")
    for liker in (bob, charlie, gone):
        api(liker).post(address(activity))
    Block.objects.create(blocker=bob, blocked=charlie)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    assert likers(api(bob), activity) == ["bob"]
    assert likers(api(charlie), activity) == ["charlie"]
    assert likers(api(alice), activity) == ["charlie", "bob"]


def test_three_likes_and_two_comments_are_three_and_two(alice: Any, bob: Any, run: Any, person: Any, api: Any) -> None:
    """S-SEED-23, in every place that counts."""
    activity = run(alice, visibility=0)
    likes = [person(f"p{n}") for n in range(3)]
    for liker in likes:
        api(liker).post(address(activity))
    for _ in range(2):
        Comment.objects.create(activity=activity, user=bob, content="Well run")
    Comment.objects.create(activity=activity, user=bob, content="Deleted", deleted_at=activity.created_at)
    Comment.objects.create(activity=activity, user=bob, content="Hidden", hidden_at=activity.created_at)
    whole = api(bob).get(f"/api/v1/activities/{activity.pk}").json()
    in_feed = api(bob).get("/api/v1/feed").json()["results"][0]
    in_list = api(alice).get("/api/v1/activities").json()["results"][0]
    for row in (whole, in_feed, in_list):
        assert (row["like_count"], row["comment_count"], row["has_liked"]) == (3, 2, False)
    assert api(likes[0]).get(f"/api/v1/activities/{activity.pk}").json()["has_liked"] is True


def test_the_database_holds_one_like_a_person(alice: Any, bob: Any, run: Any) -> None:
    activity = run(alice)
    Like.objects.create(activity=activity, user=bob)
    with pytest.raises(IntegrityError), transaction.atomic():
        Like.objects.create(activity=activity, user=bob)


@pytest.mark.parametrize("way", ["api", "service"])
@pytest.mark.django_db(transaction=True)
def test_twenty_likes_at_once_by_one_person_are_one(alice: Any, bob: Any, run: Any, api: Any, way: str) -> None:
    activity = run(alice)
    clients = [api(bob) for _ in range(20)]
    start = Barrier(20)

    def like(client: Any) -> int:
        try:
            start.wait()
            if way == "api":
                return int(client.post(address(activity)).json()["like_count"])
            return services.like_activity(activity, bob)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(like, clients)) == {1}
    assert Like.objects.count() == 1
    assert Notification.objects.filter(user=alice, type="like").count() == 1
    assert OutboxEvent.objects.filter(type="activity_liked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_likes_and_unlikes_at_once_leave_a_like_with_its_notification_or_neither(
    alice: Any, bob: Any, run: Any
) -> None:
    activity = run(alice)
    start = Barrier(10)

    def act(number: int) -> None:
        try:
            start.wait()
            (services.like_activity if number % 2 else services.unlike_activity)(activity, bob)
        finally:
            connection.close()

    for _ in range(5):
        with ThreadPoolExecutor(10) as pool:
            list(pool.map(act, range(10)))
        likes = Like.objects.filter(user=bob).count()
        assert likes in (0, 1)
        assert Notification.objects.filter(user=alice, type="like").count() == likes
