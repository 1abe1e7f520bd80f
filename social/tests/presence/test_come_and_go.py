"""Do people see each other come and go, over socket and poll, and whatever ends the connection?"""

from __future__ import annotations

import time
from typing import Any

import pytest

from social.models import Presence

pytestmark = pytest.mark.django_db(transaction=True)


def statuses(device: Any, person: Any) -> list[str]:
    told = [frame["payload"] for frame in list(device.frames) if frame["type"] == "presence"]
    return [payload["status"] for payload in told if payload["user_id"] == person.pk]


def wait_for(device: Any, person: Any, expected: list[str], within_s: float = 12) -> float:
    """Until the device has been told exactly these of the person; after how many seconds."""
    began = time.monotonic()
    while statuses(device, person) != expected and time.monotonic() - began < within_s:
        time.sleep(0.05)
    assert statuses(device, person) == expected
    return time.monotonic() - began


def test_friends_see_the_first_device_come_and_the_last_one_go(
    alice: Any, bob: Any, charlie: Any, live: Any, way: str
) -> None:
    watching, stranger = live(alice, by=way), live(charlie)
    watching.expect("social_data")
    stranger.expect("social_data")
    phone = live(bob)
    wait_for(watching, bob, ["online"])
    laptop = live(bob, by=way)
    data = laptop.expect("social_data")["payload"]
    assert [(one["username"], one["status"]) for one in data["friends_online"]] == [("alice", "online")]

    assert phone.ask("set_presence", {"status": "busy"})["result"] == {"status": "busy"}
    wait_for(watching, bob, ["online", "busy"])
    assert phone.expect("presence", user_id=bob.pk)["payload"]["status"] == "busy"
    phone.close()
    time.sleep(4)
    assert statuses(watching, bob) == ["online", "busy"], "one of two devices has left"

    laptop.close()
    assert wait_for(watching, bob, ["online", "busy", "offline"], 20) > (2 if way == "socket" else 0)
    left = watching.expect("presence", user_id=bob.pk, status="offline")["payload"]
    assert left["last_seen"] is not None
    assert Presence.objects.get(user=bob).last_seen is not None

    live(bob)
    wait_for(watching, bob, ["online", "busy", "offline", "busy"])
    assert statuses(stranger, bob) == statuses(stranger, alice) == []
    assert watching.place.faults == []


def test_a_reload_is_not_seen(alice: Any, bob: Any, live: Any) -> None:
    watching = live(alice)
    for _ in range(3):
        device = live(bob)
        device.expect("welcome")
        wait_for(watching, bob, ["online"])
        device.close()
        time.sleep(1)
    live(bob).expect("welcome")
    time.sleep(4)
    assert statuses(watching, bob) == ["online"]


def test_kill_9_of_the_web_server_ends_presence_too(alice: Any, bob: Any, live: Any, house: Any) -> None:
    """S-SEED-25. Nobody's disconnect handler runs; alice comes back with her place and finds bob gone."""
    watching = live(alice)
    live(bob).expect("welcome")
    wait_for(watching, bob, ["online"])
    house.kill("web")
    killed = time.monotonic()
    house.start_web()
    back = live(alice, place=watching.place)
    wait_for(back, bob, ["offline"])
    assert 2.5 < time.monotonic() - killed < 9
    assert statuses(back, alice) == []
    assert watching.place.resyncs == []
