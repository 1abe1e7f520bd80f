"""Is a deleted activity gone for good after a month, with all that hangs on it, and no other?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Activity, Like
from activities.tracking.jobs import remove_deleted_activities
from activities.tracking.services import delete_activity, purge_activities

pytestmark = pytest.mark.django_db


def deleted(activity, by, days):
    delete_activity(activity, by=by)
    Activity.objects.filter(pk=activity.pk).update(deleted_at=timezone.now() - timedelta(days=days))
    return activity


def test_a_deleted_activity_is_kept_for_thirty_days(alice, bob, run):
    kept, recent, old = (run(alice, title=title) for title in ("kept", "recent", "old"))
    for activity in (kept, old):
        Like.objects.create(activity=activity, user=bob)
    deleted(recent, alice, 29)
    deleted(old, alice, 31)
    remove_deleted_activities()
    assert set(Activity.objects.values_list("title", flat=True)) == {"kept", "recent"}
    assert Like.objects.get().activity_id == kept.pk


def test_many_go_in_batches(alice, run):
    for _ in range(5):
        deleted(run(alice), alice, 40)
    before = timezone.now() - timedelta(days=30)
    assert [purge_activities(before, at_most=2) for _ in range(4)] == [2, 2, 1, 0]
