"""Does one command start everything, and say what a person has to know?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from config.children import Child
from config.embedded.account import SERVER_USER
from config.kernel.features import FEATURES
from config.launcher import FLAGS
from config.tests.launcher.outside import PROJECT, address_of, database, environment

Launch = Callable[..., Child]


@pytest.fixture(scope="module")
def running(launch_once: Launch) -> Child:
    """A Slipstream that has just said that it is ready."""
    child = launch_once()
    address_of(child)
    return child


@pytest.fixture(scope="module")
def another(launch_once: Launch, running: Child) -> Child:
    """A second start on the same data, made early because it waits some seconds before it gives up."""
    return launch_once()


@pytest.mark.usefixtures("another")
def test_a_start_says_where_it_is_who_may_sign_in_and_how_to_stop_it(running: Child, installation: Path) -> None:
    with urlopen(f"{address_of(running)}/readyz", timeout=5) as answer:
        assert answer.status == 200
    told = running.log.read_text()
    assert "Sign in as alice, bob, charlie or dana (the moderator); the password is demo." in told
    assert f"Data and logs are in {installation}." in told
    assert "Ctrl-C stops everything." in told


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_it_answers_to_every_name_that_this_machine_has_for_itself(running: Child, name: str) -> None:
    port = urlsplit(address_of(running)).port
    with urlopen(f"http://{name}:{port}/accounts/login/", timeout=5) as answer:
        assert answer.status == 200


def test_the_demo_has_the_people_that_the_start_names(running: Child, installation: Path) -> None:
    with database(installation) as connection:
        names = {name for (name,) in connection.execute("SELECT username FROM users")}
    assert {"alice", "bob", "charlie", "dana"} <= names


def test_every_feature_is_on(running: Child, installation: Path) -> None:
    kept = (installation / "environment").read_text()
    assert set(FLAGS) == set(FEATURES)
    assert set(re.findall("^export FEATURE_(.*)=enabled$", kept, re.MULTILINE)) == {flag.upper() for flag in FLAGS}


def test_only_the_owner_reads_secrets_data_and_logs(running: Child, installation: Path) -> None:
    for name in ("secrets.json", "environment", "web.log", "worker.log", "postgres.log", "redis.log"):
        assert (installation / name).stat().st_mode & 0o777 == 0o600, name
    for name in ("pgdata", "sock-postgres", "sock-redis"):
        assert (installation / name).stat().st_mode & 0o777 == 0o700, name
    secrets = json.loads((installation / "secrets.json").read_text())
    assert len(set(secrets.values())) == 2
    assert all(len(secret) >= 50 for secret in secrets.values())


@pytest.mark.skipif(SERVER_USER is None, reason="Only root gives the servers to another user.")
def test_root_gives_the_servers_to_nobody(running: Child, installation: Path) -> None:
    assert SERVER_USER
    assert (installation / "pgdata" / "postmaster.pid").stat().st_uid == SERVER_USER.pw_uid
    assert (installation / "sock-redis" / "r.sock").stat().st_uid == SERVER_USER.pw_uid


def test_manage_py_works_with_what_the_start_keeps_for_it(running: Child, installation: Path) -> None:
    command = '. "$SLIPSTREAM_STATE/environment"; exec "$0" manage.py migrate --check'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable],
        cwd=PROJECT,
        env=environment(installation),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_taken_port_is_named_and_nothing_is_started(running: Child, launch: Launch, folder: Path) -> None:
    port = urlsplit(address_of(running)).port
    refused = launch("--port", str(port), state=folder / "never")
    assert refused.process.wait(60) == 1
    assert f"Port {port} is taken. Name another one with --port." in refused.log.read_text()
    assert not (folder / "never").exists()


def test_a_second_start_on_the_same_data_is_refused(running: Child, another: Child, installation: Path) -> None:
    assert another.process.wait(60) == 1
    assert f"Another Slipstream already runs on {installation}." in another.log.read_text()
    assert not running.has_ended
