"""What does a start leave behind, and say, when something goes wrong?"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.children import Child
from config.tests.launcher.outside import address_of, database, left_of, process_of, setting, wait_for

Launch = Callable[..., Child]


@pytest.fixture(scope="module")
def bare(folder: Path) -> Path:
    """The state of an installation without a demo, in a folder whose name is too long for a socket's address."""
    return folder / ("so-long-a-name-that-no-socket-fits-below-it-" * 2)


def test_a_start_that_is_killed_half_way_does_not_spoil_the_next(launch: Launch, bare: Path) -> None:
    killed = launch("--no-demo", state=bare)
    time.sleep(0.6)
    killed.process.kill()
    slipstream = launch("--no-demo", state=bare)
    address_of(slipstream)
    with database(bare) as connection:
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (0,)
    assert "password is demo" not in slipstream.log.read_text()
    assert not (bare / "demo.log").exists()


def test_sockets_in_the_temporary_folder_are_removed_even_after_a_kill(launch: Launch, bare: Path) -> None:
    killed = launch("--no-demo", state=bare)
    wait_for(killed, "Preparing")
    left = (bare / "sock-redis").readlink()
    killed.process.kill()
    slipstream = launch("--no-demo", state=bare)
    wait_for(slipstream, "Preparing")
    assert not left.exists()
    used = Path(setting(bare, "REDIS_URL").removeprefix("unix://")).parent
    assert used == (bare / "sock-redis").readlink() != left
    slipstream.process.send_signal(signal.SIGTERM)
    assert slipstream.process.wait(60) == 0
    assert not used.exists()
    assert left_of(bare) == []


def test_when_a_part_ends_by_itself_all_stop_and_its_last_words_are_shown(launch: Launch, bare: Path) -> None:
    slipstream = launch("--no-demo", state=bare)
    address_of(slipstream)
    with (bare / "worker.log").open("a") as log:
        log.write("the last words of the worker\n")
    os.kill(process_of(bare, "worker"), signal.SIGKILL)
    assert slipstream.process.wait(60) == 1
    told = slipstream.log.read_text()
    assert f"worker ended by itself (status -9), see {bare / 'worker.log'}:" in told
    assert "the last words of the worker" in told
    assert left_of(bare) == []


def test_a_second_signal_does_not_wait_for_a_part_that_hangs(launch: Launch, bare: Path) -> None:
    slipstream = launch("--no-demo", state=bare)
    address_of(slipstream)
    os.kill(process_of(bare, "worker"), signal.SIGSTOP)
    slipstream.process.send_signal(signal.SIGINT)
    wait_for(slipstream, "Once more to stop at once.")
    slipstream.process.send_signal(signal.SIGINT)
    assert slipstream.process.wait(3) == 1
    assert left_of(bare) == []


def test_damaged_secrets_are_named_and_not_replaced(launch: Launch, bare: Path) -> None:
    secrets = bare / "secrets.json"
    kept = secrets.read_text()
    secrets.write_text(kept[:20])
    slipstream = launch("--no-demo", state=bare)
    assert slipstream.process.wait(60) == 1
    assert f"{secrets} is damaged." in slipstream.log.read_text()
    assert secrets.read_text() == kept[:20]
    assert left_of(bare) == []


@pytest.mark.parametrize("options", [["--port", "65536"], ["--port", "http"], ["--workers", "0"]])
def test_an_option_that_makes_no_sense_is_refused(launch: Launch, folder: Path, options: list[str]) -> None:
    refused = launch(*options, state=folder / "never")
    assert refused.process.wait(10) == 2
    assert f"{options[1]!r} is not a whole number" in refused.log.read_text()
