"""Where do the tests of the launcher keep what they start?"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.children import Child, Children
from config.tests.launcher import outside


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that every user can enter, which pytest's own is not."""
    if sys.platform != "linux":
        pytest.skip("What is left of an installation is read from /proc, which only Linux has.")
    with tempfile.TemporaryDirectory(prefix="slipstream-launch-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def installation(folder: Path) -> Path:
    """The state of one installation, which the tests start and stop in turn."""
    return folder / "state"


@pytest.fixture
def launch(installation: Path) -> Iterator[Callable[..., Child]]:
    """Starts the launcher for one test, on the installation unless told otherwise."""
    yield from launching(installation)


@pytest.fixture(scope="module")
def launch_once(installation: Path) -> Iterator[Callable[..., Child]]:
    """Starts the launcher for all tests of a module."""
    yield from launching(installation)


def launching(installation: Path) -> Iterator[Callable[..., Child]]:
    """What starts the launcher, and in the end stops all that it started."""
    children, launched = Children(), list[Child]()

    def start(*arguments: str, state: Path = installation) -> Child:
        launched.append(outside.launch(children, state, *arguments))
        return launched[-1]

    yield start
    for child in launched:
        child.stop(signal.SIGTERM, within_s=30)
    children.close()
