"""Does the long poll tell the same, in the same numbers, and only to whom it belongs?"""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.core.cache import cache

from config.tests.devices import Place, Sign
from realtime.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


def get(house: Any, sign: Sign | None, path: str = "poll", **query: Any) -> tuple[int, Any, Any]:
    headers = {"Cookie": sign.header()} if sign else {}
    address = f"{house.base}/api/v1/realtime/{path}?{urlencode(query)}"
    try:
        with urlopen(Request(address, headers=headers), timeout=40) as answer:
            return answer.status, json.load(answer), answer.headers
    except HTTPError as refused:
        return refused.code, json.load(refused), refused.headers


@pytest.fixture
def sign(alice: Any, live: Any) -> Sign:
    return Sign.in_as(alice)


def test_without_a_position_the_answer_is_a_snapshot(house: Any, sign: Sign) -> None:
    status, body, headers = get(house, sign)
    assert status == 200
    assert [event["type"] for event in body["events"]] == ["social_data"]
    assert (body["last_poll_id"], body["has_more"]) == (0, False)
    assert "no-store" in headers["Cache-Control"]


def settled(house: Any, sign: Sign) -> dict[str, Any]:
    """The position of now, once everything that was committed before has been told."""
    deadline = time.monotonic() + 20
    while OutboxEvent.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    _, body, _ = get(house, sign)
    return {"epoch": body["epoch"], "last_poll_id": body["last_poll_id"]}


def test_a_poll_is_woken_by_the_event_and_not_by_a_timer(house: Any, sign: Sign, bob: Any, run: Any) -> None:
    """F7."""
    position = settled(house, sign)
    came: list[tuple[float, Any]] = []
    waiting = threading.Thread(
        target=lambda: (
            came.append((time.monotonic(), get(house, sign, timeout=25, **position)[1]))
            or came.append((time.monotonic(), None))
        )
    )
    began = time.monotonic()
    waiting.start()
    time.sleep(1.5)
    run(bob, title="Wakes you")
    waiting.join(20)
    assert time.monotonic() - began < 15, "it waited for its time-out"
    types = [event["type"] for event in came[0][1]["events"]]
    assert types[:1] == ["friend_activity"]


def test_an_empty_poll_ends_at_its_time(house: Any, sign: Sign) -> None:
    _, body, _ = get(house, sign)
    began = time.monotonic()
    status, body, _ = get(house, sign, epoch=body["epoch"], last_poll_id=body["last_poll_id"], timeout=1)
    assert (status, body["events"]) == (200, [])
    assert 0.9 < time.monotonic() - began < 10


def test_whose_events_is_decided_by_the_credential_alone(
    house: Any, sign: Sign, alice: Any, charlie: Any, run: Any
) -> None:
    """S-SEED-2."""
    stranger = Sign.in_as(charlie)
    _, body, _ = get(house, stranger, user_id=alice.pk)
    assert body["events"][0]["payload"]["me"]["username"] == "charlie"
    assert get(house, None, user_id=alice.pk)[0] == 401


def test_positions_that_cannot_be_served_mean_resync(house: Any, sign: Sign) -> None:
    """S-WS-13."""
    _, body, _ = get(house, sign)
    for query, reason in (
        ({"epoch": body["epoch"], "last_poll_id": 99}, "ahead"),
        ({"epoch": "another", "last_poll_id": 0}, "epoch_changed"),
        ({"last_poll_id": 0}, "epoch_changed"),
    ):
        status, answer, _ = get(house, sign, timeout=0, **query)
        assert status == 200
        assert [event["type"] for event in answer["events"]] == ["resync_required", "social_data"]
        assert answer["events"][0]["payload"]["reason"] == reason
        assert answer["epoch"] == body["epoch"]


@pytest.mark.parametrize(
    "query",
    [
        {"last_poll_id": "x"},
        {"last_poll_id": "-1"},
        {"last_poll_id": "1e3"},
        {"timeout": "soon"},
        {"last_poll_id": "9" * 30},
    ],
)
def test_what_is_not_a_number_is_400_and_names_the_field(house: Any, sign: Sign, query: dict[str, str]) -> None:
    """S-WS-13."""
    status, body, _ = get(house, sign, **query)
    assert (status, list(body["errors"])) == (400, list(query))


def test_missed_answers_at_once(house: Any, sign: Sign, bob: Any, run: Any, live: Any, alice: Any) -> None:
    device = live(alice)
    device.expect("social_data")
    run(bob)
    device.expect("feed_update", action="new")
    _, body, _ = get(house, sign, "poll/missed", epoch=device.place.epoch, last_sequence=0)
    assert [event["seq"] for event in body["events"]] == list(range(1, body["last_poll_id"] + 1))


def test_the_31st_poll_of_a_minute_is_429_with_retry_after(house: Any, sign: Sign) -> None:
    """S-WS-14; the window may turn once meanwhile."""
    cache.clear()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: get(house, sign, timeout=0), range(70)))
    refused = [headers for status, _, headers in answers if status == 429]
    assert {status for status, _, _ in answers} == {200, 429}
    assert 10 <= len(refused) <= 40
    assert all(0 < int(headers["Retry-After"]) <= 60 for headers in refused)


def test_a_third_waiting_poll_is_refused(house: Any, sign: Sign) -> None:
    """S-WS-14."""
    cache.clear()
    _, body, _ = get(house, sign)
    query = {"epoch": body["epoch"], "last_poll_id": body["last_poll_id"], "timeout": 3}
    with ThreadPoolExecutor(3) as pool:
        statuses = sorted(status for status, _, _ in pool.map(lambda _: get(house, sign, **query), range(3)))
    assert statuses == [200, 200, 429]


def test_posting_with_a_cookie_needs_the_csrf_token(house: Any, sign: Sign) -> None:
    """S-WS-13."""
    request = Request(
        f"{house.base}/api/v1/realtime/poll",
        b'{"messages": []}',
        {"Cookie": sign.header(), "Content-Type": "application/json"},
    )
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=10)
    assert refused.value.code == 403


def test_a_device_that_switches_to_and_fro_misses_and_repeats_nothing(
    alice: Any, bob: Any, live: Any, run: Any
) -> None:
    """F7 and P15: the same cursor everywhere."""
    place = Place()
    first = live(alice, place=place)
    first.expect("social_data")
    titles = []
    device = first
    for turn in range(6):
        titles.append(f"Run {turn}")
        run(bob, title=titles[-1])
        device.expect("friend_activity", title=titles[-1])
        device.settle(0.3)
        device.close()
        if device is not first and hasattr(device, "_thread"):
            device._thread.join(10)
        titles.append(f"Unseen {turn}")
        run(bob, title=titles[-1])
        device = live(alice, by="poll" if turn % 2 == 0 else "socket", place=place)
        device.expect("friend_activity", title=titles[-1])
        device.settle(0.3)
    seen = [frame["payload"]["title"] for frame in place.applied if frame["type"] == "friend_activity"]
    assert seen == titles
    assert place.faults == []
    assert place.resyncs == []


def test_a_waiting_poll_ends_with_the_log_in(house: Any, sign: Sign, alice: Any) -> None:
    """P12 and S-WS-5."""
    from social.accounts.services import sign_out_everywhere

    _, body, _ = get(house, sign)
    came: list[Any] = []
    query = {"epoch": body["epoch"], "last_poll_id": body["last_poll_id"], "timeout": 25}
    waiting = threading.Thread(target=lambda: came.append(get(house, sign, **query)))
    began = time.monotonic()
    waiting.start()
    time.sleep(1.5)
    sign_out_everywhere(alice)
    waiting.join(20)
    assert time.monotonic() - began < 10
    assert (came[0][0], came[0][1]["code"]) == (401, "not_authenticated")
