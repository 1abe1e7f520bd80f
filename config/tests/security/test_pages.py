"""Does every page answer each person as the table says, and the admin nobody without the right?"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import resolve

from config.tests.api.routes import patterns
from config.tests.security.asking import faults_of
from config.tests.security.pages import ACTIONS, LEFT, PAGES
from config.tests.security.rows import Row, rows_of
from config.tests.security.world import ACTORS, World, client_of, person

pytestmark = pytest.mark.django_db
ROWS = list(rows_of(PAGES, are_pages=True))
ADMIN = "/admin/"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_person_is_answered_as_the_table_says(world: World, row: Row) -> None:
    """S-AZ-2 and S-AZ-3."""
    faults = faults_of(world, row, "302")
    assert not faults, "\n".join(faults)


def test_every_page_is_in_the_table(world: World) -> None:
    """S-AZ-3."""
    told = {resolve("/" + world.filled(row.path).partition("?")[0]).route for row in ROWS}
    pages = {text.removeprefix("/") for text, _ in patterns() if not text.startswith(("/api/", ADMIN, *LEFT))} - {""}
    assert not pages - told, f"Say in config/tests/security/pages.py who gets which answer from: {sorted(pages - told)}"


def changelists() -> dict[str, Any]:
    """The admin's lists, by address."""
    return {
        f"{ADMIN}{kind._meta.app_label}/{kind._meta.model_name}/": shown for kind, shown in admin.site._registry.items()
    }


def test_the_admin_is_for_staff_with_the_permission_only(world: World) -> None:
    """S-OP-5: everybody else is led to its log-in, and staff without the right are told 403."""
    helper = person("helper")
    helper.is_staff = True
    helper.save()
    addresses = [ADMIN, *changelists(), *(f"{address}1/change/" for address in changelists())]
    for actor in ACTORS:
        for address in addresses:
            answer = world.clients[actor].get(address)
            if actor == "moderator":
                assert answer.status_code in (200, 302, 404), (actor, address)
            else:
                assert (answer.status_code, answer.url.partition("?")[0]) == (302, f"{ADMIN}login/"), (actor, address)
    for address in changelists():
        assert client_of(helper).get(address).status_code == 403, address


def test_every_action_of_the_admin_is_known_and_asks_for_a_right(world: World) -> None:
    """S-AZ-3 and S-OP-5: a new one has to be written down; staff who may only look are offered none."""
    request = RequestFactory().get(ADMIN)
    request.user = world.people["moderator"]
    offered = {
        f"{kind._meta.model_name}.{name}"
        for kind, shown in admin.site._registry.items()
        for name in shown.get_actions(request)
    }
    assert offered == ACTIONS, "Say in config/tests/security/pages.py what moderators may do"
    looker = person("looker")
    looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    request.user = looker
    looking = {name for shown in admin.site._registry.values() for name in shown.get_actions(request)}
    assert not looking
