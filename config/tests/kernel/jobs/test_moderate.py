"""What can an operator do about dead jobs, and what may they not read?"""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from config.tests.kernel.jobs.errands import bad, hopeless

pytestmark = pytest.mark.django_db

DEAD = "admin:kernel_deadjob_changelist"


@pytest.fixture
def admin(client, dana):
    """dana in the admin."""
    client.force_login(dana)
    return client


@pytest.fixture
def dead(work):
    """Two jobs that have died."""
    from config.kernel.models import DeadJob

    bad.enqueue(number=123456)
    hopeless.enqueue()
    work(late=True, faulty=True)
    return list(DeadJob.objects.order_by("pk"))


def act(admin, action, rows, **more):
    body = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return admin.post(reverse(DEAD), body, follow=True)


def test_the_dead_are_listed_with_their_fault_and_without_what_they_hold(admin, dead):
    """S-OP-4."""
    pages = [admin.get(reverse(DEAD)), admin.get(reverse("admin:kernel_deadjob_change", args=[dead[0].pk]))]
    for page in pages:
        text = page.content.decode()
        assert "test.bad" in text
        assert "ValueError at" in text
        assert "number" in text
        assert "123456" not in text
        assert "a secret" not in text


def test_one_that_is_retried_has_all_its_tries_again(admin, dead, queue, work):
    act(admin, "retry", dead[:1])
    assert queue() == [("test.bad", "todo", 0), ("test.hopeless", "failed", 1)]
    (entry,) = LogEntry.objects.all()
    assert (entry.object_id, entry.object_repr) == (str(dead[0].pk), f"test.bad {dead[0].pk}")
    work(faulty=True)
    assert queue()[0] == ("test.bad", "todo", 1)


def test_one_that_is_deleted_is_gone_and_that_is_recorded(admin, dead, queue):
    confirm = act(admin, "delete_selected", dead[:1])
    assert "123456" not in confirm.content.decode()
    act(admin, "delete_selected", dead[:1], post="yes")
    assert queue() == [("test.hopeless", "failed", 1)]
    admin.post(reverse("admin:kernel_deadjob_delete", args=[dead[1].pk]), {"post": "yes"})
    assert queue() == []
    assert LogEntry.objects.count() == 2


def test_what_waits_is_not_listed_and_cannot_be_touched(admin, queue):
    bad.enqueue(number=1)
    assert "test.bad" not in admin.get(reverse(DEAD)).content.decode()
    from procrastinate.contrib.django.models import ProcrastinateJob

    act(admin, "retry", ProcrastinateJob.objects.all())
    act(admin, "delete_selected", ProcrastinateJob.objects.all(), post="yes")
    assert len(queue()) == 1


def test_procrastinate_s_own_pages_are_not_there(admin):
    """They show the arguments."""
    assert "procrastinate" not in admin.get(reverse("admin:index")).content.decode().lower()


def test_a_person_without_the_right_sees_nothing(client, alice, dead):
    client.force_login(alice)
    assert client.get(reverse(DEAD)).status_code in (302, 403)
    alice.is_staff = True
    alice.save()
    assert client.get(reverse(DEAD)).status_code == 403


def test_nor_does_somebody_unknown(client):
    assert client.get(reverse(DEAD)).status_code == 302
