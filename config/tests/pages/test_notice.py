"""Does the inbox's page show what one was told, and can it be read by forms alone?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.engagement.services import like_activity
from notifications.inbox.models import Notification
from social.friendships.services import send_request

pytestmark = pytest.mark.django_db

READ = "/social/notifications/read/"


def test_each_line_leads_to_what_it_is_about(alice: Any, bob: Any, charlie: Any, run: Any, visit: Any) -> None:
    activity = run(alice)
    like_activity(activity, bob)
    send_request(charlie, alice.pk)
    told = {row.type: place for row, place in visit(alice).get("/social/notifications/").context["told"]}
    assert told == {
        "friend_request": "/social/friends/",
        "like": f"/social/activities/{activity.pk}/",
        "friend_accepted": "/social/people/bob/",
    }


def test_one_is_marked_read_then_all(alice: Any, bob: Any, charlie: Any, run: Any, visit: Any) -> None:
    like_activity(run(alice), bob)
    send_request(charlie, alice.pk)
    client = visit(alice)
    assert "<title>(3) Notifications · Slipstream</title>" in client.get("/social/notifications/").content.decode()
    assert client.post(READ, {"id": Notification.objects.of(alice).first().pk})["Location"] == "/social/notifications/"
    assert client.get("/social/").context["frame"].unread == 2
    client.post(READ, {"all": "1"})
    text = client.get("/social/notifications/").content.decode()
    assert "<title>Notifications · Slipstream</title>" in text
    assert 'class="notice unread"' not in text.split("<template")[0]


def test_nobody_reads_the_inbox_of_another(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    like_activity(run(alice), bob)
    client = visit(bob)
    assert "Bob likes" not in client.get("/social/notifications/").content.decode()
    for row in Notification.objects.filter(user=alice):
        client.post(READ, {"id": row.pk})
    assert Notification.objects.filter(user=alice, is_read=False).count() == 2


def test_an_empty_inbox_says_so(charlie: Any, visit: Any) -> None:
    assert "All quiet" in visit(charlie).get("/social/notifications/").content.decode()


def test_the_page_costs_the_same_whatever_its_length(alice: Any, bob: Any, run: Any, visit: Any, cost: Any) -> None:
    client = visit(alice)
    assert (
        cost(client, "/social/notifications/") == 8
    )  # the person; notifications; unread, twice; requests; who is here; challenges
    for _ in range(12):
        like_activity(run(alice), bob)
    assert cost(client, "/social/notifications/") == 8
