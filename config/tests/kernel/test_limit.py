"""Is something that is done too often refused, for the one who does it, and only while the window lasts?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache

from activities.models import Activity
from config.kernel.errors import RateLimited
from config.kernel.ratelimits import spend

pytestmark = pytest.mark.django_db


def test_the_first_beyond_the_rate_is_refused_and_told_when_to_come_back() -> None:
    for _ in range(3):
        spend("tests", 1, "3/h")
    with pytest.raises(RateLimited) as refused:
        spend("tests", 1, "3/h")
    assert 0 < refused.value.retry_after_s <= 3600


def test_each_person_and_each_thing_is_counted_apart() -> None:
    for group, who in (("a", 1), ("a", 2), ("b", 1), ("b", "1.2.3.4")):
        spend(group, who, "1/h")
    with pytest.raises(RateLimited):
        spend("a", 1, "1/h")


def test_without_redis_everybody_passes(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    for _ in range(5):
        spend("tests", 1, "1/h")


def test_a_cache_that_is_away_holds_nothing_raises_nothing_and_lets_the_first_pass(settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    cache.set("a", 1)
    cache.set_many({"b": 2})
    assert cache.add("a", 1) is True
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.delete("a") is False
    assert cache.touch("a") is False
    cache.delete_many(["a", "b"])
    with pytest.raises(ValueError, match="unavailable"):
        cache.incr("a")


def test_clearing_forgets_what_is_ours_and_nothing_else() -> None:
    other = cache._cache.get_client(None, write=True)
    other.set("somebody-elses", "here", ex=60)
    cache.set("ours", 1)
    cache.clear()
    assert cache.get("ours") is None
    assert other.get("somebody-elses") == b"here"
    other.delete("somebody-elses")


def test_the_sixty_first_import_of_an_hour_is_429(alice: Any, charlie: Any, api: Any) -> None:
    """Also of files that are refused: reading them is what costs."""
    client = api(alice)

    def send(who: Any) -> Any:
        file = BytesIO(b"")
        file.name = "run.gpx"
        return who.post("/api/v1/activities/import", {"file": file}, format="multipart")

    assert {send(client).status_code for _ in range(60)} == {400}
    refused = send(client)
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert send(api(charlie)).status_code == 400
    assert not Activity.objects.exists()
