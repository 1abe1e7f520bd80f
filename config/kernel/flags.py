"""Is a flag on for a person? The rule, without the features it is asked for."""

from __future__ import annotations

import hashlib
import os
from typing import Any

BUCKETS = 10_000


def bucket_of(flag: str, person_id: int) -> int:
    """A stable number from 0 to 9,999: the person is in a roll-out of p percent if it is below 100·p."""
    digest = hashlib.blake2b(f"{flag}:{person_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % BUCKETS


def default_of(flag: str) -> bool:
    """What the environment says where no row does: `FEATURE_LIKES=enabled`; anything else is off."""
    return os.environ.get(f"FEATURE_{flag.upper()}", "") == "enabled"


def decide(flag: Any, user: Any) -> bool:
    """Whether `flag`, a row or waffle's stand-in for a missing one, is on for `user` (None: anonymous)."""
    if flag.pk is None:
        return default_of(flag.name)
    if flag.everyone is not None:
        return bool(flag.everyone)
    if user is None or not user.is_authenticated:
        return False
    return _named(flag, user) or _in_percentage(flag, user)


def _named(flag: Any, user: Any) -> bool:
    if flag.authenticated or (flag.staff and user.is_staff) or (flag.superusers and user.is_superuser):
        return True
    if user.pk in flag._get_user_ids():
        return True
    groups = flag._get_group_ids()
    return bool(groups) and user.groups.filter(pk__in=groups).exists()


def _in_percentage(flag: Any, user: Any) -> bool:
    return flag.percent is not None and bucket_of(flag.name, user.pk) < flag.percent * 100
