"""Who runs the servers: the person who started us, or `nobody` where that is root?"""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

from config.children import LINUX

SERVER_USER = pwd.getpwnam("nobody") if os.geteuid() == 0 else None  # initdb wants a passwd entry


def server_environment() -> dict[str, str]:
    """Our environment in a neutral locale, without the operator's settings for PostgreSQL clients."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment["LC_ALL"] = environment["LANG"] = "C.UTF-8" if LINUX else "C"
    if SERVER_USER:
        environment["HOME"] = "/nonexistent"
    return environment


def as_server_user() -> dict[str, Any]:
    """The options of subprocess that run a server or one of its tools: in a neutral place, never as root."""
    if SERVER_USER is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": SERVER_USER.pw_uid, "group": SERVER_USER.pw_gid, "extra_groups": []}


def run_as_server_user(*command: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end, with its output captured."""
    return subprocess.run(  # noqa: S603 - programs of the wheels
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        env=server_environment(),
        **as_server_user(),
        **options,
    )


def can_run(*command: object) -> bool:
    """Whether the server's user can run `command` with success."""
    try:
        return run_as_server_user(*command).returncode == 0
    except OSError:
        return False


def owned(folder: Path) -> Path:
    """`folder`, made if need be, private to the user that the servers run as."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if SERVER_USER:
        os.chown(folder, SERVER_USER.pw_uid, SERVER_USER.pw_gid)
    return folder
