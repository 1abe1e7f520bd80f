"""Is a feature on exactly for whom it was switched on, everywhere, and off at once?"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, Group
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from waffle import flag_is_active

from config.kernel.features import FEATURES, features_of, is_enabled, require
from config.kernel.flags import BUCKETS, bucket_of, decide
from config.kernel.models import Flag
from realtime.models import OutboxEvent
from social.models import Friendship

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(django_capture_on_commit_callbacks: Any) -> Callable[..., Flag]:
    """Saves the row of a flag as the admin does: `flag("likes", everyone=False)`; None takes it away."""

    def save(name: str, *, users: Any = None, groups: Any = None, **fields: Any) -> Flag:
        with django_capture_on_commit_callbacks(execute=True):
            row, _ = Flag.objects.update_or_create(name=name, defaults=fields)
            for many, chosen in ((row.users, users), (row.groups, groups)):
                if chosen is not None:
                    many.set(chosen)
        return row

    return save


@pytest.mark.parametrize(
    ("value", "is_on"),
    [("enabled", True), ("disabled", False), ("", False), ("true", False), ("1", False), ("Enabled", False)],
)
def test_without_a_row_the_environment_says(alice: Any, monkeypatch: Any, value: str, is_on: bool) -> None:
    """H1."""
    monkeypatch.setenv("FEATURE_LIKES", value)
    assert is_enabled("likes", alice) is is_on


def test_without_row_and_environment_everything_is_off(alice: Any, monkeypatch: Any) -> None:
    """H1: off unless switched on."""
    for feature in FEATURES:
        monkeypatch.delenv(f"FEATURE_{feature.upper()}", raising=False)
    assert features_of(alice) == dict.fromkeys(FEATURES, False)


@pytest.mark.parametrize("environment", ["enabled", "disabled"])
@pytest.mark.parametrize("everyone", [True, False])
def test_everyone_in_the_row_outweighs_the_environment(
    alice: Any, flag: Any, monkeypatch: Any, environment: str, everyone: bool
) -> None:
    monkeypatch.setenv("FEATURE_LIKES", environment)
    flag("likes", everyone=everyone)
    assert is_enabled("likes", alice) is everyone


def test_no_for_everyone_outweighs_person_group_staff_and_share(dana: Any, flag: Any) -> None:
    group = Group.objects.create(name="testers")
    dana.groups.add(group)
    flag("likes", everyone=False, users=[dana], groups=[group], staff=True, authenticated=True, percent="99.9")
    assert is_enabled("likes", dana) is False


def test_a_row_that_says_nothing_is_off_whatever_the_environment(alice: Any, flag: Any) -> None:
    assert os.environ["FEATURE_LIKES"] == "enabled"
    flag("likes")
    assert is_enabled("likes", alice) is False


def test_on_for_a_person_only_and_until_they_are_taken_out(alice: Any, bob: Any, flag: Any) -> None:
    flag("likes", users=[alice])
    assert (is_enabled("likes", alice), is_enabled("likes", bob)) == (True, False)
    flag("likes", users=[bob])
    assert (is_enabled("likes", alice), is_enabled("likes", bob)) == (False, True)
    flag("likes", users=[])
    assert (is_enabled("likes", alice), is_enabled("likes", bob)) == (False, False)


def test_on_for_a_group_only_and_while_one_is_in_it(alice: Any, bob: Any, flag: Any) -> None:
    group = Group.objects.create(name="testers")
    flag("likes", groups=[group])
    assert is_enabled("likes", alice) is False
    alice.groups.add(group)
    assert (is_enabled("likes", alice), is_enabled("likes", bob)) == (True, False)
    alice.groups.remove(group)
    assert is_enabled("likes", alice) is False


def test_on_for_staff_only(alice: Any, person: Any, flag: Any) -> None:
    flag("likes", staff=True)
    assert is_enabled("likes", person("moderator", is_staff=True)) is True
    assert is_enabled("likes", alice) is False


def test_on_for_all_who_are_signed_in(alice: Any, flag: Any) -> None:
    flag("likes", authenticated=True)
    assert (is_enabled("likes", alice), is_enabled("likes", AnonymousUser()), is_enabled("likes", None)) == (
        True,
        False,
        False,
    )


def test_a_share_is_stable_only_grows_and_is_of_its_size() -> None:
    """H2 and S-JO-9: over 10,000 people, within 2 points, and 30 % contains 10 %."""
    ids = range(1, 10_001)
    inside: dict[int, set[int]] = {}
    for percent in (0, 1, 10, 30, 50, 99):
        inside[percent] = {pk for pk in ids if bucket_of("likes", pk) < percent * 100}
        assert len(inside[percent]) / 100 == pytest.approx(percent, abs=2)
    shares = list(inside.values())
    assert all(smaller <= larger for smaller, larger in pairwise(shares))
    assert {bucket_of("likes", pk) for pk in ids} <= set(range(BUCKETS))


def test_the_shares_of_two_flags_are_not_the_same_people() -> None:
    both = [pk for pk in range(10_000) if bucket_of("likes", pk) < 1000 and bucket_of("feed", pk) < 1000]
    assert len(both) == pytest.approx(100, abs=50)


def test_a_bucket_never_changes() -> None:
    """Another process, another release: who is in must stay in."""
    assert {pk: bucket_of("likes", pk) for pk in (1, 2, 3, 10**9)} == {1: 6418, 2: 8315, 3: 8302, 10**9: 2378}


def test_the_row_decides_by_the_bucket(person: Any, flag: Any) -> None:
    people = [person(f"p{n}") for n in range(12)]
    row = flag("likes", percent="30.0")
    assert {one.pk for one in people if is_enabled("likes", one)} == {
        one.pk for one in people if bucket_of("likes", one.pk) < 3000
    }
    assert is_enabled("likes", AnonymousUser()) is False
    assert decide(row, None) is False


@pytest.mark.parametrize("everyone", [None, False])
def test_forged_cookies_and_queries_switch_nothing_on(alice: Any, api: Any, flag: Any, everyone: bool | None) -> None:
    """S-JO-9: dwf_ and dwft_, in cookie, query and header; waffle's own check is asked too."""
    flag("likes", everyone=everyone, testing=True, percent="0.1" if bucket_of("likes", alice.pk) > 10 else None)
    client = api(alice)
    for name in ("dwf_likes", "dwft_likes"):
        client.cookies[name] = "True"
    answer = client.get("/api/v1/features?dwft_likes=1&likes=1&dwf_likes=1", HTTP_DWFT_LIKES="1")
    assert answer.json()["features"]["likes"] is False
    assert not any(name.startswith("dwf") for name in answer.cookies)
    request = RequestFactory().get("/?dwft_likes=1&likes=1", HTTP_DWFT_LIKES="1")
    request.COOKIES.update(dwf_likes="True", dwft_likes="True")
    request.user = alice
    assert flag_is_active(request, "likes") is False


def test_an_unknown_flag_is_off_even_with_a_row(alice: Any, flag: Any, monkeypatch: Any) -> None:
    """S-JO-6."""
    monkeypatch.setenv("FEATURE_TELEPORT", "enabled")
    flag("teleport", everyone=True)
    assert is_enabled("teleport", alice) is False
    with pytest.raises(Exception, match="not available") as refused:
        require("teleport", alice)
    assert refused.value.extra == {"error": "feature_not_available", "feature": "teleport"}
    assert "teleport" not in features_of(alice)


def test_features_tells_the_callers_own(alice: Any, bob: Any, api: Any, flag: Any) -> None:
    """H3."""
    flag("likes", users=[alice])
    assert api(alice).get("/api/v1/features").json() == {"features": dict.fromkeys(FEATURES, True)}
    assert api(bob).get("/api/v1/features/").json() == {"features": dict.fromkeys(FEATURES, True) | {"likes": False}}
    assert api().get("/api/v1/features").status_code == 401


OFF = [
    ("friends", "post", "/friends/request/{other}"),
    ("friends", "post", "/friends/accept/{other}"),
    ("friends", "post", "/friends/reject/{other}"),
    ("friends", "delete", "/friends/{friend}"),
    ("friends", "get", "/friends"),
    ("friends", "get", "/friends/requests"),
    ("feed", "get", "/feed"),
    ("likes", "post", "/activities/{activity}/like"),
    ("likes", "delete", "/activities/{activity}/like"),
    ("likes", "get", "/activities/{activity}/likes"),
]


@pytest.mark.parametrize(("feature", "verb", "path"), OFF)
def test_off_is_403_with_no_row_and_no_event(
    alice: Any, bob: Any, charlie: Any, run: Any, api: Any, flag: Any, feature: str, verb: str, path: str
) -> None:
    """H3 and S-JO-8: and it is the next request that is refused."""
    activity = run(bob)
    activity.likes.create(user=alice)
    Friendship.objects.create(user=charlie, friend=alice, status="pending")
    address = "/api/v1" + path.format(other=charlie.pk, friend=bob.pk, activity=activity.pk)
    client = api(alice)
    assert client.get("/api/v1/features").json()["features"][feature] is True
    before = state()
    flag(feature, everyone=False)
    answer = getattr(client, verb)(address)
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert (problem["error"], problem["code"], problem["feature"]) == ("feature_not_available",) * 2 + (feature,)
    assert state() == before


def state() -> tuple[Any, ...]:
    from activities.models import Like

    return (
        list(Friendship.objects.order_by("pk").values()),
        list(Like.objects.order_by("pk").values()),
        OutboxEvent.objects.count(),
    )


@pytest.mark.django_db(transaction=True)
def test_a_kill_switch_acts_on_the_next_request(alice: Any, api: Any) -> None:
    """S-JO-7: off, on again, taken away; each saved and committed as the admin does it."""
    client = api(alice)
    assert client.get("/api/v1/feed").status_code == 200
    row = Flag.objects.create(name="feed", everyone=False)
    assert client.get("/api/v1/feed").status_code == 403
    row.everyone = True
    row.save()
    assert client.get("/api/v1/feed").status_code == 200
    row.everyone = False
    row.save()
    assert client.get("/api/v1/feed").status_code == 403
    row.delete()
    assert client.get("/api/v1/feed").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_kill_switch_is_in_the_admin(dana: Any, alice: Any, api: Any) -> None:
    """H1: an operator opens the page, says No for everyone, saves; it is recorded, and off."""
    row = Flag.objects.create(name="feed", everyone=True)
    assert is_enabled("feed", alice) is True
    page, admin = f"/admin/kernel/flag/{row.pk}/change/", api(dana)
    form = admin.get(page).context["adminform"].form
    assert not {"testing", "languages", "rollout"} & set(form.fields)
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    stamps = {"created_0": "2026-05-01", "created_1": "06:00", "modified_0": "2026-05-01", "modified_1": "06:00"}
    assert admin.post(page, sent | stamps | {"everyone": "false"}, format="multipart").status_code == 302
    assert LogEntry.objects.get(user=dana, object_id=str(row.pk)).action_flag == CHANGE
    assert api(alice).get("/api/v1/feed").status_code == 403


def test_redis_away_does_not_switch_anything(alice: Any, flag: Any, settings: Any) -> None:
    """S-JO-6: the rows are asked then."""
    flag("likes", everyone=False)
    away = {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {name: {**cache, **away} for name, cache in settings.CACHES.items()}
    assert is_enabled("likes", alice) is False
    assert is_enabled("feed", alice) is True


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """What is cached of a flag outlives the rolled back rows of a test."""
    yield
    cache.clear()


def test_the_tables_that_ours_replaces_are_gone() -> None:
    """They would point at people, and nobody would look after them."""
    tables = connection.introspection.table_names()
    assert not [table for table in tables if table.startswith("waffle_flag")]
    assert {"flags", "flags_users", "flags_groups"} <= set(tables)
    assert json.dumps(tables).count("waffle_") == 2  # switches and samples
