"""Does a fresh clone run on a machine that has Python and nothing else of ours, as root and as an ordinary user?"""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.children import Children
from config.embedded.account import SERVER_USER, as_server_user
from config.tests.launcher.outside import PROJECT, address_of, environment, left_of

CHOOSE_PYTHON = ["sh", "-c", ". script/environment; choose_python"]


@pytest.fixture(params=["root", "an ordinary user"])
def user(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How subprocess runs something as that user, as far as we may."""
    if request.param == "root":
        if SERVER_USER is None:
            pytest.skip("Only root can try what root finds.")
        return {}
    return {name: value for name, value in as_server_user().items() if name != "cwd"}


@pytest.fixture
def home(folder: Path, user: dict[str, Any]) -> Iterator[Path]:
    """A fresh home of that user's own, which holds a fresh clone and nothing else."""
    home = folder / f"home-{user.get('user', 'own')}"
    home.mkdir()
    clone = ["git", "-c", "safe.directory=*", "clone", "--quiet", str(PROJECT), str(home / "slipstream")]
    if subprocess.run(clone, check=False).returncode:
        pytest.skip("This is not a git checkout with a commit, so there is nothing to clone.")
    if user:
        subprocess.run(["chown", "-R", f"{user['user']}:{user['group']}", str(home)], check=True)
    if subprocess.run(CHOOSE_PYTHON, cwd=home / "slipstream", check=False, **user).returncode:
        pytest.skip("This user may not run any Python 3.11 or newer.")
    yield home
    shutil.rmtree(home)


def test_script_server_starts_from_a_fresh_clone(home: Path, user: dict[str, Any]) -> None:
    clone, log = home / "slipstream", home.with_suffix(".log")
    env = environment(home / "state", HOME=str(home))
    server = Children().spawn("server", ["script/server", "--port", 0], log=log, env=env, cwd=clone, **user)
    try:
        address_of(server, within_s=180)
        assert (clone / ".venv" / ".gitignore").read_text() == "*\n"
    finally:
        server.stop(signal.SIGINT, within_s=30)
    assert server.process.returncode == 0, server.last_lines()
    assert left_of(home / "state") == []
