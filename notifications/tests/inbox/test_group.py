"""Do likes of one activity make one line, that grows, shrinks and becomes unread again?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.engagement.services import like_activity, unlike_activity
from activities.tracking.services import delete_activity
from notifications.inbox.services import mark_read
from notifications.models import Notification
from social.models import Block

pytestmark = pytest.mark.django_db
INBOX = "/api/v1/notifications"


@pytest.fixture
def admirers(person: Any) -> list[Any]:
    """Five people, in the order in which they like things."""
    return [person(name) for name in ("ann", "ben", "cem", "dee", "eva")]


def lines(client: Any, query: str = "") -> list[Any]:
    return list(client.get(INBOX + query).json()["results"])


def test_likes_of_one_activity_are_one_line(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    """E3."""
    activity = run(alice, visibility=0)
    for number, (who, told) in enumerate(zip(admirers, ("Ann likes", "Ben and Ann like"), strict=False), 1):
        like_activity(activity, who)
        assert [line["title"] for line in lines(api(alice))] == [f"{told} Morning run"], number
    for who in admirers[2:]:
        like_activity(activity, who)
    (line,) = lines(api(alice))
    assert line["title"] == "Eva and 4 others like Morning run"
    assert [actor["name"] for actor in line["actors"]] == ["Eva", "Dee", "Cem"]
    assert (line["actor"]["name"], line["others"], line["related_id"]) == ("Eva", 2, activity.pk)
    assert api(alice).get(f"{INBOX}/unread-count").json() == {"unread": 1}


def test_likes_of_two_activities_are_two_lines(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    for _ in range(2):
        activity = run(alice, visibility=0)
        for who in admirers[:2]:
            like_activity(activity, who)
    assert len(lines(api(alice))) == 2


def test_a_retraction_lowers_it_until_nothing_is_left(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    for who in admirers[:3]:
        like_activity(activity, who)
    unlike_activity(activity, admirers[1])
    assert lines(api(alice))[0]["title"] == "Cem and Ann like Morning run"
    unlike_activity(activity, admirers[2])
    assert lines(api(alice))[0]["title"] == "Ann likes Morning run"
    unlike_activity(activity, admirers[0])
    assert lines(api(alice)) == []


def test_it_is_unread_again_when_somebody_new_comes(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    for who in admirers[:2]:
        like_activity(activity, who)
    client = api(alice)
    assert client.post(f"{INBOX}/{lines(client)[0]['id']}/read").json() == {"unread": 0}
    assert Notification.objects.filter(is_read=False).count() == 0
    like_activity(activity, admirers[2])
    assert [line["is_read"] for line in lines(client)] == [False]
    unlike_activity(activity, admirers[2])
    assert [line["is_read"] for line in lines(client)] == [True]


def test_reading_an_older_state_leaves_what_came_since(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    like_activity(activity, admirers[0])
    seen = lines(api(alice))[0]["id"]
    like_activity(activity, admirers[1])
    mark_read(alice, [seen])
    assert [line["is_read"] for line in lines(api(alice))] == [False]


def test_names_are_those_of_now(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    like_activity(run(alice, visibility=0), admirers[0])
    type(admirers[0]).objects.filter(pk=admirers[0].pk).update(name="Annabel")
    assert lines(api(alice))[0]["title"] == "Annabel likes Morning run"


def test_the_blocked_are_not_counted_or_named(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    for who in admirers[:3]:
        like_activity(activity, who)
    Block.objects.create(blocker=alice, blocked=admirers[2])
    assert lines(api(alice))[0]["title"] == "Ben and Ann like Morning run"


def test_a_deleted_activity_takes_its_lines_along(alice: Any, admirers: Any, run: Any, api: Any) -> None:
    activity = run(alice, visibility=0)
    for who in admirers[:2]:
        like_activity(activity, who)
    delete_activity(activity, alice)
    assert lines(api(alice)) == []
    assert not Notification.objects.exists()


def test_the_list_costs_the_same_however_large_its_groups(
    alice: Any, admirers: Any, run: Any, api: Any, django_assert_max_num_queries: Any
) -> None:
    """The person, their session, the lines, who is in them, and who those are."""
    for _ in range(6):
        activity = run(alice, visibility=0)
        for who in admirers:
            like_activity(activity, who)
    client = api(alice)
    client.get(INBOX)
    with django_assert_max_num_queries(5):
        assert len(lines(client)) == 6
