"""How does a test start a whole Slipstream, and look at it from outside?"""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import psycopg

from config.children import Child, Children

PROJECT = Path(__file__).resolve().parents[3]
NOT_INHERITED = re.compile(
    "SLIPSTREAM_STATE|SLIPSTREAM_ENV|FEATURE_.*|PYTEST_.*|DJANGO_SETTINGS_MODULE|WEB_CONCURRENCY|REDIS_PREFIX"
    "|(DATABASE|REDIS|PUBLIC)_URL|(SECRET|JWT)_KEY|DEMO|ALLOWED_(HOSTS|ORIGINS)|TRUSTED_PROXIES|PYTHONDONTWRITEBYTECODE"
)
LAUNCHER = (sys.executable, "-m", "config.launcher", "--port", "0")


def environment(state: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who has only named where the data is."""
    kept = {name: value for name, value in os.environ.items() if not NOT_INHERITED.fullmatch(name)}
    return kept | {"SLIPSTREAM_STATE": str(state)} | more


def launch(children: Children, state: Path, *arguments: str) -> Child:
    """Start the launcher on `state`, on a free port."""
    log = state.parent / f"launcher-{time.monotonic_ns()}.log"
    return children.spawn("launcher", [*LAUNCHER, *arguments], log=log, env=environment(state), cwd=PROJECT)


def wait_for(child: Child, pattern: str, within_s: float = 120) -> re.Match[str]:
    """What matches `pattern` in the words of `child`, once it has said it."""
    deadline = time.monotonic() + within_s
    while not (found := re.search(pattern, child.log.read_text())):
        assert not child.has_ended, f"ended with {child.process.returncode}:\n{child.last_lines(40)}"
        assert time.monotonic() < deadline, f"not within {within_s} s:\n{child.last_lines(40)}"
        time.sleep(0.05)
    return found


def address_of(child: Child, within_s: float = 120) -> str:
    """Where it is, once it says that it is ready."""
    return wait_for(child, r"is ready after \d+\.\d s: (http://\S+)", within_s)[1]


def setting(state: Path, name: str) -> str:
    """What the installation in `state` has for a variable of the environment."""
    found = re.search(f"^export {name}='?(.*?)'?$", (state / "environment").read_text(), re.MULTILINE)
    assert found, f"{name} is not kept for manage.py"
    return found[1]


def database(state: Path) -> psycopg.Connection:
    """A connection to the database of a running installation."""
    return psycopg.connect(setting(state, "DATABASE_URL"), autocommit=True)


def left_of(state: Path, within_s: float = 10) -> list[str]:
    """The commands of the installation in `state` that are still running after `within_s` seconds."""
    deadline = time.monotonic() + within_s
    while (left := commands_of(state)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return list(left.values())


def process_of(state: Path, last_word: str) -> int:
    """The id of the one running process of the installation whose command ends with that word."""
    (found,) = [pid for pid, command in commands_of(state).items() if command.endswith(f" {last_word}")]
    return found


def commands_of(state: Path) -> dict[int, str]:
    """The running processes of the installation in `state`: a zombie has no environment any more."""
    commands = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"SLIPSTREAM_STATE={state}".encode() in (process / "environ").read_bytes().split(b"\0"):
                words = (process / "cmdline").read_bytes().decode().split("\0")
                commands[int(process.name)] = " ".join(words).strip()
        except OSError:
            continue  # it ended just now, or is somebody else's
    return commands
