"""What is promised to clients as they come, go and come back? Promises 16, 17, 18 and 20."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from config.tests.devices import Device, PollDevice, Sign
from config.tests.frames import fault_of
from config.tests.live import House, free_port, house_environment
from config.tests.screen import Screen, differences

CLIENT = Path(__file__).resolve().parents[1] / "client"
BACK_OFF = {
    "backoff.test.js": [
        "the longest wait doubles from 1 s to 30 s and stays there",
        "the jitter is full: a wait may be nothing at all",
        "the server's Retry-After is never undercut",
    ],
    "wakeups.test.js": ["online, pageshow, a look at the page and its thawing wake; offline is told"],
    "connector.test.js": [],
}


@pytest.mark.parametrize("name", BACK_OFF)
def test_promise_16_clients_wait_with_jitter_and_never_give_up(name: str) -> None:
    """The client library's own tests say so: they are there under these names, and pass."""
    text = (CLIENT / name).read_text()
    assert [title for title in BACK_OFF[name] if f'test("{title}"' not in text] == []
    node = shutil.which("node")
    if node is None:
        pytest.skip("There is no node (Debian: apt-get install -y nodejs).")
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(CLIENT / name)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE), "no test ran"


@pytest.mark.django_db(transaction=True)
def test_promise_17_on_sigterm_each_is_told_a_moment_and_the_process_leaves_in_time(
    house: Any, alice: Any, bob: Any, run: Any
) -> None:
    """The thorough ones: sockets/test_drain.py, and X8 of the fault plan with two processes under writes."""
    port = free_port()
    leaving = House(house_environment(port), port)
    leaving.start_web()
    try:
        socket, poll = Device(leaving.base, Sign.in_as(alice)), PollDevice(leaving.base, Sign.in_as(bob))
        for device in (socket, poll):
            device.expect("social_data")
        began = time.monotonic()
        threading.Thread(target=leaving.kill, args=("web", signal.SIGTERM), daemon=True).start()
        assert 0 <= socket.expect("reconnect")["payload"]["in_ms"] <= 3000
        assert socket.expect_closed() == 1012
        while leaving.web is not None:
            assert time.monotonic() - began < 15
            time.sleep(0.05)
        assert poll.place.faults == []
        poll.close()
    finally:
        leaving.stop()


@pytest.mark.django_db(transaction=True)
def test_promise_18_every_frame_is_as_the_document_says(alice: Any, bob: Any, live: Any, run: Any, way: str) -> None:
    """Every device of every test asks this of every frame; here is the proof that the question is asked."""
    device = live(alice, by=way)
    device.expect("social_data")
    run(bob)
    told = device.expect("friend_activity")
    assert device.place.faults == []
    assert fault_of(told) is None
    assert fault_of(told | {"payload": {}}) is not None
    assert fault_of(told | {"type": "never_heard_of"}) is not None
    assert 'test("types it does not know are passed on' in (CLIENT / "client_stream.test.js").read_text()


@pytest.mark.django_db(transaction=True)
def test_promise_20_a_device_that_missed_and_doubled_shows_what_a_fresh_one_shows(
    alice: Any, bob: Any, charlie: Any, api: Any, live: Any, run: Any, way: str
) -> None:
    """The thorough one: journeys/test_converge.py, a thousand random actions with crashes in between."""
    from activities.engagement.commenting import add_comment
    from activities.engagement.services import like_activity
    from activities.engagement.sharing import share_activity
    from social.conversations.sending import send_message
    from social.conversations.services import start_conversation
    from social.friendships.services import send_request

    client, device = api(alice), live(alice, by=way)

    def ask(path: str) -> Any:
        return client.get(f"/api/v1/{path}")

    device.expect("social_data")
    screen = Screen(ask, alice.pk)
    talk, _ = start_conversation(bob, [alice.pk])
    send_message(bob, talk.pk, "Hello", "c1")
    theirs, mine, strange = run(bob), run(alice), run(charlie, visibility=0)
    like_activity(mine, bob)
    like_activity(theirs, alice)
    add_comment(theirs, bob, "Myself")
    share_activity(strange, bob)
    send_request(charlie, alice.pk)
    device.close()
    send_message(bob, talk.pk, "Again", "c2")
    again = live(alice, by="socket" if way == "poll" else "poll", place=device.place)
    deadline = time.monotonic() + 20
    while differences(screen, Screen(ask, alice.pk)) and time.monotonic() < deadline:
        again.settle(1)
        for frame in list(again.place.applied) * 2:
            screen.apply(frame)
    assert differences(screen, Screen(ask, alice.pk)) == []
    assert again.place.faults == []
