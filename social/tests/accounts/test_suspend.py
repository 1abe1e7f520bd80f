"""Does a suspension shut a person out, everywhere and at once?"""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from config.kernel.errors import Forbidden
from social.accounts import services
from social.models import Decision

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/social/user/"


@pytest.fixture
def moderator(person):
    """Staff who may change people, and nothing else."""
    moderator = person("mona", is_staff=True)
    moderator.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user"]))
    return moderator


def act(client, action, *people):
    return client.post(
        PEOPLE, {"action": action, "reason": "Spam.", "_selected_action": [person.pk for person in people]}, follow=True
    )


def test_every_log_in_ends_and_none_begins(alice, dana, log_in, post, client, status_of, checks):
    """S-AC-4."""
    pair = log_in(alice)
    client.force_login(alice)
    services.suspend(alice, by=dana)
    assert status_of(pair["access"]) == 401
    assert post("token/refresh", refresh=pair["refresh"]).status_code == 401
    assert client.get("/api/v1/users/me").status_code == 401
    refused = post("token", username="alice", password="a-good-password-for-tests")
    assert (refused.status_code, refused.data["code"]) == (401, "account_inactive")
    assert checks(alice) == 1


def test_the_page_says_why(alice, dana, client):
    services.suspend(alice, by=dana)
    form = {"login": "alice", "password": "a-good-password-for-tests"}
    assert "is not active" in client.post("/accounts/login/", form, follow=True).content.decode()


def test_who_is_restored_logs_in_afresh(alice, dana, log_in, status_of):
    before = log_in(alice)["access"]
    services.suspend(alice, by=dana)
    services.restore(alice, by=dana)
    assert status_of(before) == 401
    assert status_of(log_in(alice)["access"]) == 200


def test_nobody_suspends_themselves_and_moderators_do_not_suspend_staff(moderator, dana, person):
    other = person("nora", is_staff=True)
    for by, whom in ((dana, dana), (moderator, other), (moderator, dana)):
        with pytest.raises(Forbidden):
            services.suspend(whom, by=by)
    services.suspend(other, by=dana)


def test_a_moderator_does_it_in_the_admin_and_it_is_recorded(client, moderator, alice, charlie, dana):
    """S-OP-4."""
    client.force_login(moderator)
    page = act(client, "suspend", alice, charlie, dana)
    assert "Only a superuser" in page.content.decode()
    for person in (alice, charlie, dana):
        person.refresh_from_db()
    assert (alice.is_active, charlie.is_active, dana.is_active) == (False, False, True)
    entries = LogEntry.objects.filter(user=moderator).values_list("object_id", "change_message")
    decided = Decision.objects.values_list("pk", "person", "moderator", "reason")
    assert set(entries) == {(str(row[1]), f"Suspended: decision {row[0]}.") for row in decided}
    assert {row[1:] for row in decided} == {(one.pk, moderator.pk, "Spam.") for one in (alice, charlie)}
    act(client, "restore", alice)
    alice.refresh_from_db()
    assert alice.is_active


def test_the_admin_shows_no_address_and_finds_by_none(client, moderator, alice):
    """S-OP-2, S-AZ-7."""
    client.force_login(moderator)
    assert "alice@example.org" not in client.get(PEOPLE).content.decode()
    assert "alice@example.org" not in client.get(f"{PEOPLE}{alice.pk}/change/").content.decode()
    assert client.get(f"{PEOPLE}?q=alice").context["cl"].result_count == 1
    assert client.get(f"{PEOPLE}?q=example").context["cl"].result_count == 0


def test_a_moderator_makes_nobody_staff(client, moderator, alice):
    client.force_login(moderator)
    client.post(f"{PEOPLE}{alice.pk}/change/", {"is_staff": "on", "is_superuser": "on", "username": "eve"})
    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser, alice.username) == (False, False, "alice")


def test_a_superuser_makes_somebody_staff(client, dana, alice):
    client.force_login(dana)
    assert client.post(f"{PEOPLE}{alice.pk}/change/", {"is_staff": "on"}).status_code == 302
    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser, alice.is_active) == (True, False, True)


def test_staff_without_the_permission_see_nobody(client, person, alice):
    """S-OP-5."""
    client.force_login(person("nora", is_staff=True))
    assert client.get(PEOPLE).status_code == 403
    assert act(client, "suspend", alice).status_code == 403
    alice.refresh_from_db()
    assert alice.is_active


def test_who_is_not_staff_gets_no_admin(client, alice):
    client.force_login(alice)
    assert client.get("/admin/login/").status_code == 403
