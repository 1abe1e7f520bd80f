"""Which secrets does an installation sign with, where its operator names none?"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

NAMES = ("SECRET_KEY", "JWT_KEY")


class SecretsError(RuntimeError):
    """The file of secrets cannot be used; the message says what to do."""


def load_or_create(path: Path) -> dict[str, str]:
    """The secrets in `path`, by variable, made at the first start and kept; readable by the owner only.

    The caller makes sure that nobody else does the same at once. Raises SecretsError for a damaged file.
    """
    kept = _read(path)
    made = {name: kept.get(name) or secrets.token_urlsafe(48) for name in NAMES}
    if made != kept:
        _write(path, made)
    return made


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text())
        return {name: kept[name] for name in NAMES if isinstance(kept[name], str)}
    except (ValueError, LookupError, TypeError):
        raise SecretsError(f"{path} is damaged. Without it all have to sign in again, with new secrets.") from None


def _write(path: Path, content: dict[str, str]) -> None:
    """Beside, then renamed: a crash leaves the old file or the new one."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
