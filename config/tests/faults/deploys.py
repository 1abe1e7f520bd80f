"""What does a new version cost those who are connected? X8: SIGTERM under writes, and new processes on the port."""

from __future__ import annotations

import signal
import time

from config.tests.faults.figures import Figures
from config.tests.faults.processes import StandingHouse, standing_web
from config.tests.faults.scene import Scene

TIMES, WRITES_A_SECOND, CLIENTS_EACH, EXIT_WITHIN_S = 2, 50, 10, 15


def replaced(scene: Scene, events: int, seed: int) -> Figures:
    """X8: two processes on a standing socket, replaced twice under 50 writes a second; fifty clients."""
    people = [scene.alice, *scene.audience(["erin", "frank", "gina", "hugo"])]
    pause = len(scene.friends) / WRITES_A_SECOND
    exits = []
    with standing_web(scene.stage, WEB_CONCURRENCY="2") as house:
        phones = [scene.phone(one, base=house.base, reads=n == 0) for one in people for n in range(CLIENTS_EACH)]
        writers = scene.write(max(60, events // 2 // len(scene.friends)), pause, base=house.base)
        for _ in range(TIMES):
            time.sleep(1)
            exits.append(replace(house))
            house.wait_web()  # a second deploy does not come before the first is there
        scene.finish(writers)
        scene.arrived(phones)
        figures = scene.examine("X8 deployed under writes", phones)
    retries = max(writer.most_retries for writer in writers)
    figures.require(retries <= 1, f"a write was tried again {retries} times")
    figures.require(max(exits) <= EXIT_WITHIN_S, f"the old processes took {max(exits):.1f} s to leave")
    figures.require(not any(phone.resyncs for phone in phones), "a resync without a cause")
    told = sum(each["type"] == "reconnect" for phone in phones for each in phone.controls)
    figures.require(told >= len(phones), f"only {told} were told to come back")
    figures.notes += [f"gone after {[round(each, 1) for each in exits]} s", f"most retries of a write {retries}"]
    return figures


def replace(house: StandingHouse) -> float:
    """SIGTERM to the old processes, new ones at once; how many seconds the old took to leave."""
    old, began = house.web, time.monotonic()
    assert old is not None
    old.send_signal(signal.SIGTERM)
    house.begin_web()
    old.wait(40)
    return time.monotonic() - began
