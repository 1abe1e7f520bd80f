"""Does the web server answer every kind of address, whichever way the request takes through Django?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from config.tests.api.test_protect import careful
from config.tests.live import House

KINDS = {
    "a synchronous view": ("/accounts/login/", 200),
    "a synchronous view that refuses": ("/api/v1/feed", 401),
    "an asynchronous view": ("/api/v1/realtime/poll", 401),
    "a file": ("/static/slipstream/tokens.css", 200),
    "no view at all": ("/nowhere", 404),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_way_through_django_ends_with_the_careful_headers(house: House, kind: str) -> None:
    path, status = KINDS[kind]
    answer = httpx.get(f"{house.base}{path}", timeout=30)
    assert answer.status_code == status
    careful(answer.headers)


def test_more_requests_at_once_than_threads_are_all_answered(house: House) -> None:
    """Each process has as many threads for requests as connections to the database."""
    with httpx.Client(base_url=house.base, timeout=60) as client, ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(lambda _: client.get("/accounts/login/").status_code, range(120)))
    assert answers == [200] * 120
