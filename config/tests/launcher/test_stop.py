"""Does everything stop, however it is stopped, and are the data there at the next start?"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

from config.children import Child
from config.tests.launcher.outside import address_of, database, left_of

Launch = Callable[..., Child]


def test_the_data_outlive_every_way_to_stop(launch: Launch, installation: Path) -> None:
    secrets = set()
    ways = {signal.SIGINT: 0, signal.SIGKILL: -signal.SIGKILL, signal.SIGTERM: 0, signal.SIGHUP: 0}
    for done, (way, status) in enumerate(ways.items()):
        slipstream = launch()
        address_of(slipstream)
        with database(installation) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS left_behind (way integer)")
            assert connection.execute("SELECT count(*) FROM left_behind").fetchone() == (done,)
            connection.execute("INSERT INTO left_behind VALUES (%s)", [way])
        slipstream.process.send_signal(way)
        assert slipstream.process.wait(180) == status, slipstream.last_lines()
        assert left_of(installation) == [], way
        secrets.add((installation / "secrets.json").read_text())
    assert len(secrets) == 1
