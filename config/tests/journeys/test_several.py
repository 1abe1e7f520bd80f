"""Do several web processes and workers make one Slipstream? News passes between them, and one worker may die."""

from __future__ import annotations

import tempfile
from pathlib import Path

from config.tests.live import House
from config.tests.stage import staged

RUNS, DEVICES = 12, 6


def test_two_web_processes_and_two_workers_lose_nothing_when_a_worker_is_killed(django_db_setup: None) -> None:
    """Six devices are spread over two processes; whichever worker leads, one is killed while news comes."""
    with tempfile.TemporaryDirectory(prefix="slip-") as folder:
        Path(folder).chmod(0o755)
        with staged(Path(folder), WEB_CONCURRENCY="2") as stage:
            second = House(stage.house.environment, stage.house.port)
            second.start_worker()
            try:
                alice, bob = stage.person("alice"), stage.person("bob")
                alice.befriend(bob)
                devices = [alice.device() for _ in range(DEVICES)]
                for device in devices:
                    device.expect("social_data", within_s=30)
                titles = [f"Run {number}" for number in range(RUNS)]
                for number, title in enumerate(titles):
                    bob.post_run(title)
                    if number == RUNS // 2:
                        stage.house.kill("worker")  # it came first, so it leads
                for device in devices:
                    device.expect("friend_activity", title=titles[-1], within_s=30)
                    told = [frame["payload"]["title"] for frame in device.frames if frame["type"] == "friend_activity"]
                    assert (told, device.place.faults) == (titles, [])
                    device.close()
            finally:
                second.stop()
