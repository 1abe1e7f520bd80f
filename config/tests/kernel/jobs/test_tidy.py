"""Is what nobody will ask for any more gone in the morning, and nothing else?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from config.kernel.jobs.schedule import SCHEDULES
from config.kernel.jobs.upkeep import forget_idempotency_keys, forget_jobs, forget_sessions
from config.kernel.models import DoneFor, IdempotencyKey, ScheduledRun

pytestmark = pytest.mark.django_db


def test_answers_are_kept_for_a_day(alice):
    for hours in (23, 25):
        row = IdempotencyKey.objects.create(user=alice, method="POST", path="/", key=str(hours), body_digest="")
        IdempotencyKey.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    forget_idempotency_keys()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["23"]


def test_log_ins_that_have_run_out_go():
    for name, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=timezone.now() + timedelta(days=days))
    forget_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_old_runs_are_forgotten():
    now = timezone.now()
    for name, days in (("often", 6), ("often", 8), ("seldom", 20)):
        due = now - timedelta(days=days)
        ScheduledRun.objects.create(name=name, period=due, due_at=due)
    for days in (399, 401):
        due = now - timedelta(days=days)
        ScheduledRun.objects.create(name="daily", period=due - timedelta(days=1), due_at=due)
        DoneFor.objects.create(name=f"letter {days}", period=date(2026, 1, 1), person_id=1, created_at=due)
    forget_jobs()
    kept = {(run.name, (now - run.due_at).days) for run in ScheduledRun.objects.all()}
    assert kept == {("often", 6), ("seldom", 20), ("daily", 399)}
    assert set(DoneFor.objects.values_list("name", flat=True)) == {"letter 399"}


def test_it_is_done_at_two_in_the_morning():
    nightly = {name for name, schedule in SCHEDULES.items() if schedule.cron == "0 2 * * *"}
    assert nightly >= {"kernel.idempotency_keys", "kernel.sessions", "kernel.jobs", "activities.clean_up"}
