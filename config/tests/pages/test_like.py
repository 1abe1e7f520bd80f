"""Can one like without JavaScript?"""

from __future__ import annotations

from typing import Any

import pytest

from activities.engagement.models import Like

pytestmark = pytest.mark.django_db


def test_a_like_is_given_and_taken_back_and_leads_back_to_the_card(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    activity, client = run(bob), visit(alice)
    place = f"/social/?cursor=abc#activity-{activity.pk}"
    answer = client.post(f"/social/activities/{activity.pk}/like/", {"wish": "like", "next": place})
    assert answer["Location"] == place
    assert Like.objects.get().user == alice
    assert 'value="unlike" aria-pressed="true"' in client.get("/social/").content.decode()
    client.post(f"/social/activities/{activity.pk}/like/", {"wish": "unlike"})
    assert not Like.objects.exists()


def test_a_form_leads_to_no_other_site(alice: Any, bob: Any, run: Any, visit: Any) -> None:
    answer = visit(alice).post(f"/social/activities/{run(bob).pk}/like/", {"wish": "like", "next": "//evil.example/"})
    assert answer["Location"] == "/social/"


def test_what_one_may_not_see_cannot_be_liked(charlie: Any, bob: Any, run: Any, visit: Any) -> None:
    answer = visit(charlie).post(f"/social/activities/{run(bob).pk}/like/", {"wish": "like"})
    assert answer.status_code == 404
    assert not Like.objects.exists()


def test_likes_switched_off_are_refused_in_words(alice: Any, bob: Any, run: Any, visit: Any, switched_off: Any) -> None:
    switched_off("likes")
    answer = visit(alice).post(f"/social/activities/{run(bob).pk}/like/", {"wish": "like"})
    assert answer.status_code == 403
    assert "This feature is not available to you." in answer.content.decode()
    assert not Like.objects.exists()
