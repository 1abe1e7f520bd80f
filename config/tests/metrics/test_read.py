"""Who may read the metrics, and are they true?"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from config.metrics import _readable
from config.tests.devices import Device

PROJECT = Path(__file__).resolve().parents[3]


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    families = text_string_to_metric_families(text)
    return {(each.name, tuple(each.labels.values())): each.value for family in families for each in family.samples}


def read(house: Any) -> dict[tuple[str, tuple[str, ...]], float]:
    with urlopen(f"{house.base}/metrics", timeout=10) as answer:
        return samples(answer.read().decode())


def wait_for(house: Any, name: str, *labels: str, value: float) -> None:
    deadline = time.monotonic() + 10
    while (found := read(house).get((name, labels))) != value and time.monotonic() < deadline:
        time.sleep(0.2)
    assert found == value


@pytest.mark.django_db(transaction=True)
def test_what_happens_is_counted_on_every_process(alice: Any, bob: Any, live: Any, house: Any, run: Any) -> None:
    before = read(house)

    def more(name: str, *labels: str) -> float:
        return read(house).get((name, labels), 0) - before.get((name, labels), 0)

    device = live(alice)
    device.expect("social_data")
    wait_for(house, "slipstream_connections", "socket", value=1)
    wait_for(house, "slipstream_people_online", value=1)
    device.ask("set_presence", {"status": "busy"})
    device.send("set_presence", {"status": "asleep"})
    device.send("nonsense-of-a-client")
    for number in range(20):
        run(bob, title=f"Run {number}")
    while [frame["type"] for frame in list(device.frames)].count("feed_update") < 20:
        time.sleep(0.05)
    time.sleep(1.2)  # sums are handed over once a second
    assert more("slipstream_frames_total", "out", "welcome") == 1
    assert more("slipstream_frames_total", "out", "feed_update") == 20
    assert more("slipstream_frames_total", "in", "set_presence") == 2
    assert more("slipstream_frames_total", "in", "unknown") == 1
    assert more("slipstream_refusals_total", "INVALID_MESSAGE") == 2
    assert more("slipstream_command_seconds_count", "set_presence") == 1
    assert more("slipstream_delivery_seconds_count", "socket") >= 1, "one in sixteen"
    assert more("slipstream_relay_batch_events_sum", "all") >= 40, "counted by the worker, read from the web server"
    assert more("slipstream_http_requests_total", "GET", "none", "404") == 0
    with pytest.raises(OSError, match="404"):
        urlopen(f"{house.base}/api/v1/nothing?token=canary-token", timeout=5)
    assert more("slipstream_http_requests_total", "GET", "none", "404") == 1
    device.close()
    wait_for(house, "slipstream_connections", "socket", value=0)
    assert more("slipstream_closes_total", "1000") == 1
    with urlopen(f"{house.base}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    assert not re.search(r"canary|nonsense|alice|asleep", text)


@pytest.mark.django_db(transaction=True)
def test_a_killed_web_server_leaves_no_connections_behind(alice: Any, live: Any, house: Any) -> None:
    live(alice).expect("welcome")
    wait_for(house, "slipstream_connections", "socket", value=1)
    told = read(house)["slipstream_frames_total", ("out", "welcome")]
    house.kill("web")
    house.start_web()
    wait_for(house, "slipstream_connections", "socket", value=0)
    assert read(house)["slipstream_frames_total", ("out", "welcome")] >= told, "a counter never goes down"


@pytest.mark.django_db(transaction=True)
def test_a_refused_socket_is_counted_by_its_code(house: Any, live: Any) -> None:
    before = read(house).get(("slipstream_closes_total", ("4501",)), 0)
    Device(house.base, None).expect_closed()
    wait_for(house, "slipstream_closes_total", "4501", value=before + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Host": "web:8000"}, 200),
        ("127.0.0.1", {"Host": "[::1]:8000"}, 200),
        ("127.0.0.1", {"Host": "rebound.example:8000"}, 404),
    ],
)
def test_only_allowed_addresses_may_read(address: str, headers: dict[str, str], status: int, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


@pytest.mark.django_db
def test_behind_a_proxy_the_address_it_saw_counts(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    proxied = Client(REMOTE_ADDR="127.0.0.1")
    assert proxied.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1, 192.0.2.1"}).status_code == 404
    assert proxied.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1, 127.0.0.1"}).status_code == 200


@pytest.mark.django_db
def test_staff_may_read_from_anywhere_and_others_may_not(alice: Any, dana: Any) -> None:
    client = Client(REMOTE_ADDR="192.0.2.1")
    client.force_login(alice)
    assert client.get("/metrics").status_code == 404
    client.force_login(dana)
    answer = client.get("/metrics")
    assert answer.status_code == 200
    found = samples(answer.content.decode())
    assert found["slipstream_store_up", ("redis",)] == found["slipstream_store_up", ("database",)] == 1
    assert found["slipstream_outbox_oldest_seconds", ()] == 0


def test_every_metric_of_the_dashboard_exists() -> None:
    dashboard = json.loads((PROJECT / "config/docker/grafana/slipstream.json").read_text())
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"slipstream_\w+", target["expr"])
    }
    code = "".join((PROJECT / path).read_text() for path in ("realtime/metrics.py", "config/metrics.py"))
    named = set(re.findall(r'"(slipstream_\w+)"', code))
    assert {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in asked} == named


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        (r"api/v1/^activities/(?P<id>[0-9]{1,18})/like/?\Z", "api/v1/activities/<id>/like"),
        (r"api/v1/^jobs/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/status/?\Z", "api/v1/jobs/<id>/status"),
        ("social/<int:id>/", "social/<int:id>/"),
        ("", "/"),
    ],
)
def test_a_route_is_readable(pattern: str, shown: str) -> None:
    assert _readable(pattern) == shown
