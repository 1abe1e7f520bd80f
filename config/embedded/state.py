"""Where do data, sockets, secrets and logs live, and who may use them now?"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import IO

from config.embedded.account import SERVER_USER, can_run
from config.embedded.errors import EmbeddedError

log = logging.getLogger(__name__)
SOCKET_PATH_LIMIT = 100  # the kernel takes 108 bytes on Linux, 104 on macOS


def state_dir(project: Path) -> Path:
    """The folder for all that is kept: SLIPSTREAM_STATE, or one that suits the user; made if need be."""
    named = os.environ.get("SLIPSTREAM_STATE")
    default = Path("/var/lib/slipstream") if SERVER_USER else project / ".local"
    state = (Path(named).expanduser() if named else default).resolve()
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o755 if SERVER_USER else 0o700)  # what is private inside is 0700 by itself
    if state.is_relative_to(project):
        (state / ".gitignore").write_text("*\n")
    if not can_run("/bin/sh", "-c", 'cd "$0"', state):
        raise EmbeddedError(f"The user nobody cannot enter {state}: set SLIPSTREAM_STATE to a folder it can.")
    return state


def lock(state: Path, wait_s: float = 15) -> IO[str]:
    """Hold `state` for one stack at a time; keep the result open.

    The servers inherit the descriptor. So after a SIGKILL of this process the lock lasts exactly
    until they have shut down, and the next start waits for that instead of failing.
    """
    handle = (state / "lock").open("a")
    if not _is_held(handle):
        log.warning("Waiting for the servers in %s to end.", state)
    deadline = time.monotonic() + wait_s
    while not _is_held(handle):
        if time.monotonic() > deadline:
            handle.close()
            raise EmbeddedError(
                f"Another Slipstream already runs on {state}. Stop it, or set SLIPSTREAM_STATE to another folder."
            )
        time.sleep(0.1)
    return handle


def _is_held(handle: IO[str]) -> bool:
    """Whether the lock on `handle` is ours, by now."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def socket_folder(folder: Path) -> Path:
    """`folder`, or a fresh one in the temporary folder where a socket's path would be too long.

    A link in its place says which, so that the next start can remove what a SIGKILL left there.
    """
    if len(str(folder / ".s.PGSQL.5432.lock")) <= SOCKET_PATH_LIMIT:
        return folder
    if folder.is_symlink():
        shutil.rmtree(folder.readlink(), ignore_errors=True)
        folder.unlink()
    short = Path(tempfile.mkdtemp(prefix="slipstream-"))
    folder.symlink_to(short)
    return short
