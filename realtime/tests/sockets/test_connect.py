"""How does a connection begin, and how does it end?"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from config.tests.devices import Device, Place, Sign

pytestmark = pytest.mark.django_db(transaction=True)


def test_welcome_says_what_a_client_may_rely_on(alice: Any, live: Any) -> None:
    """P3."""
    frame = live(alice).expect("welcome")
    told = frame["payload"]
    assert (told["protocol"], told["user_id"], told["seq"], told["oldest"]) == ("slipstream.v1", alice.pk, 0, 0)
    assert told["epoch"] == frame["epoch"] != ""
    assert told["limits"] == {
        "frame_bytes": 65_536,
        "depth": 20,
        "messages_per_second": 100,
        "connections": 10,
        "subscriptions": 100,
    }
    assert told["timings"] == {"heartbeat": 30, "dead": 90, "poll": 30}
    assert abs((datetime.fromisoformat(told["server_time"]) - datetime.now(UTC)).total_seconds()) < 30


@pytest.mark.parametrize("path", ["/ws", "/ws/", "/ws/social", "/ws/social/"])
def test_every_address_is_the_same_consumer(alice: Any, house: Any, transactional_db: None, path: str) -> None:
    from websockets.sync.client import connect

    sign = Sign.in_as(alice)
    with connect(
        f"{house.base.replace('http', 'ws')}{path}",
        additional_headers={"Cookie": sign.header()},
        origin=house.base,
        subprotocols=["socialhub-v1"],
        compression=None,
    ) as socket:
        assert '"type":"welcome"' in socket.recv(timeout=10)
        assert socket.subprotocol == "socialhub-v1"


def test_a_version_we_do_not_speak_is_refused_with_words(alice: Any, live: Any) -> None:
    device = live(alice, subprotocols=["slipstream.v9"])
    assert device.expect("error")["payload"]["code"] == "UNSUPPORTED_VERSION"
    assert device.expect_closed() == 4512


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "http://127.0.0.1:1",
    ],
)
def test_a_foreign_origin_is_refused(alice: Any, house: Any, transactional_db: None, origin: str) -> None:
    """S-WS-1: exact scheme, host and port."""
    device = Device(house.base, Sign.in_as(alice), origin=origin.format(port=house.port))
    assert device.expect("error")["payload"]["code"] == "UNAUTHORIZED"
    assert device.expect_closed() == 4501
    assert "social_data" not in device.types()


def test_a_cookie_without_an_origin_is_refused(alice: Any, house: Any, transactional_db: None) -> None:
    """S-WS-1: it may come from any page."""
    device = Device(house.base, Sign.in_as(alice), origin=None)
    assert device.expect("error")["payload"]["code"] == "UNAUTHORIZED"
    assert device.expect_closed() == 4501


def test_nobody_gets_in_without_a_credential(house: Any, transactional_db: None) -> None:
    """S-WS-2: nothing but the refusal."""
    device = Device(house.base, None)
    assert device.expect("error")["payload"]["code"] == "MISSING_TOKEN"
    assert device.expect_closed() == 4501
    assert device.types() == ["error"]


def test_other_addresses_are_no_sockets(alice: Any, house: Any, transactional_db: None) -> None:
    from websockets.sync.client import connect

    with pytest.raises(InvalidStatus):
        connect(f"{house.base.replace('http', 'ws')}/ws/elsewhere/", origin=house.base, legacy=True)


def test_the_eleventh_connection_of_a_person_is_refused(alice: Any, live: Any) -> None:
    """S-WS-10; one that leaves makes room."""
    devices = [live(alice) for _ in range(10)]
    for device in devices:
        device.expect("welcome")
    eleventh = live(alice)
    assert eleventh.expect("error")["payload"]["code"] == "MAX_CONNECTIONS"
    assert eleventh.expect_closed() == 4509
    devices[0].close()
    time.sleep(0.5)
    live(alice).expect("welcome")


def test_ten_come_back_after_a_crash_of_the_server(alice: Any, live: Any, house: Any) -> None:
    """S-WS-10 and S-SEED-25: at once; the places that a dead process still holds do not count."""
    for device in [live(alice) for _ in range(10)]:
        device.expect("welcome")
    house.kill("web")
    house.start_web()
    for device in [live(alice) for _ in range(10)]:
        device.expect("welcome")


def test_closing_one_tab_leaves_the_others_alone(alice: Any, bob: Any, live: Any, run: Any, api: Any) -> None:
    """S-SEED-13."""
    tabs = [live(alice) for _ in range(4)]
    for tab in tabs:
        tab.expect("social_data")
    tabs[0].close()
    tabs[2].close()
    activity = run(alice)
    api(bob).post(f"/api/v1/activities/{activity.pk}/like")
    for tab in (tabs[1], tabs[3]):
        tab.expect("activity_liked")


def test_signing_out_ends_sockets_within_five_seconds(alice: Any, live: Any, house: Any, client: Any) -> None:
    """P12 and S-WS-5: of that log-in, not of another."""
    client.force_login(alice)
    mine = Sign({name: morsel.value for name, morsel in client.cookies.items()})
    this, other = Device(house.base, mine), live(alice)
    this.expect("social_data")
    other.expect("social_data")
    client.post("/accounts/logout/")
    assert this.expect_closed(5) == 4504
    other.settle(1)
    assert other.closed_with is None


def test_a_suspended_person_is_cut_off(alice: Any, dana: Any, live: Any) -> None:
    """P12."""
    from social.accounts.services import suspend

    device = live(alice)
    device.expect("social_data")
    suspend(alice, by=dana)
    assert device.expect_closed(5) in (4503, 4504)


def test_a_known_position_gets_no_snapshot_but_what_was_missed(alice: Any, bob: Any, live: Any, run: Any) -> None:
    """P4: exactly what it missed, in order."""
    first = live(alice)
    first.expect("social_data")
    first.close()
    place = Place(first.place.epoch, first.place.seq)
    titles = [f"Run {n}" for n in range(5)]
    for title in titles:
        run(bob, title=title)
    again = live(alice, place=place)
    for title in titles:
        again.expect("friend_activity", title=title)
    again.settle()
    assert again.types().count("social_data") == 0
    assert [frame["payload"]["title"] for frame in place.applied if frame["type"] == "friend_activity"] == titles
    assert [frame["seq"] for frame in place.applied] == sorted(frame["seq"] for frame in place.applied)
    assert place.faults == []


@pytest.mark.parametrize("seq", [-1, "x", "", 2**60])
def test_a_position_that_is_none_begins_with_a_snapshot(alice: Any, live: Any, seq: Any) -> None:
    device = live(alice, query={"epoch": "e", "seq": seq})
    device.expect("social_data")
