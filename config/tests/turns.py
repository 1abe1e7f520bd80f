"""Which tests want the machine for themselves, and how do they get it? One at a time, and from the beginning on."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).resolve().parents[2]
WANTS_IT = re.compile(r"\bmy_turn\b|\bstaged\(|\bstage: Stage\b")


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process of this run does something that wants the machine: two at once starve each other."""
    with (Path(os.environ["SLIPSTREAM_STATE"]) / "turn.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def my_turn() -> Iterator[None]:
    """For a test that wants the machine and has no stage of its own."""
    with alone():
        yield


class TurnsFirst(LoadFileScheduling):
    """File by file; those that take turns are one unit, and the first: no process waits for another's turn."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "in turn" if takes_turns(file) else file

    def _assign_work_unit(self, node: Any) -> None:
        if "in turn" in self.workqueue:
            self.workqueue.move_to_end("in turn", last=False)
        super()._assign_work_unit(node)


@cache
def takes_turns(file: str) -> bool:
    """Whether a test in the file waits for its turn."""
    return bool(WANTS_IT.search((ROOT / file).read_text()))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TurnsFirst:
    """How pytest-xdist hands the tests out."""
    return TurnsFirst(config, log)
