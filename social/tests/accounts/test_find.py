"""Whom does a search find? People one may know, by name, never by address."""

from __future__ import annotations

import pytest

from social.safety.models import Block

pytestmark = pytest.mark.django_db


def found(client, text):
    answer = client.get("/api/v1/users", {"search": text})
    assert answer.status_code == 200, answer.data
    return [person["username"] for person in answer.data["results"]]


@pytest.mark.parametrize("text", ["char", "CHAR", "arlie", "Brown", " charlie "])
def test_by_a_part_of_name_or_user_name_whatever_the_case(api, alice, charlie, text):
    charlie.name = "Charlie Brown"
    charlie.save()
    assert found(api(alice), text) == ["charlie"]


@pytest.mark.parametrize("text", ["charlie@example.org", "example", "@", ".org"])
def test_never_by_address(api, alice, charlie, text):
    """S-SEED-10, S-AC-10."""
    assert found(api(alice), text) == []


@pytest.mark.parametrize("text", ["", "  ", "%", "_"])
def test_nothing_and_wildcards_find_nobody(api, alice, charlie, text):
    assert found(api(alice), text) == []


def test_without_a_text_nobody_is_listed(api, alice, charlie):
    assert api(alice).get("/api/v1/users").data == {"results": [], "next": None, "previous": None}


def test_what_is_told_is_a_card(api, alice, charlie):
    """S-AZ-7."""
    (card,) = api(alice).get("/api/v1/users?search=charlie").data["results"]
    assert card == {"id": charlie.pk, "username": "charlie", "name": "Charlie", "avatar": None}


def test_the_suspended_are_not_found(api, alice, charlie):
    charlie.is_active = False
    charlie.save()
    assert found(api(alice), "charlie") == []


def test_who_blocks_or_is_blocked_is_not_found(api, alice, charlie):
    """S-PR-3."""
    Block.objects.create(blocker=charlie, blocked=alice)
    assert found(api(alice), "charlie") == []
    assert found(api(charlie), "alice") == []


def test_at_most_a_hundred_in_pages(api, alice, person):
    for number in range(103):
        person(f"runner{number:03}", password=None)
    client = api(alice)
    first = client.get("/api/v1/users?search=runner&limit=60").data
    second = client.get(first["next"]).data
    assert [len(first["results"]), len(second["results"]), second["next"]] == [60, 40, None]


@pytest.mark.parametrize("text", ["x" * 61, "a\0b"])
def test_what_cannot_be_a_name_is_a_400(api, alice, text):
    answer = api(alice).get("/api/v1/users", {"search": text})
    assert answer.status_code == 400
    assert list(answer.data["errors"]) == ["search"]


def test_a_search_costs_one_query(api, alice, bob, charlie, django_assert_num_queries):
    client = api(alice)
    client.get("/api/v1/users?search=b")
    with django_assert_num_queries(2):  # who asks, and the search
        client.get("/api/v1/users?search=b")


def test_a_stranger_to_the_site_gets_401(api):
    assert api().get("/api/v1/users?search=a").status_code == 401
