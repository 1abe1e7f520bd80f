"""May a person still see what an event told of? Asked again when a kept entry is sent or replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

Check = Callable[[set[int], int], set[int]]
CHECKS: dict[str, Check] = {}


def subject(kind: str) -> Callable[[Check], Check]:
    """Register how a kind of thing is checked: from ids and a person's id, the ids the person may see, in one query."""

    def register(check: Check) -> Check:
        CHECKS[kind] = check
        return check

    return register


def visible(subjects: Iterable[str], person_id: int) -> set[str]:
    """Those of `subjects` ("activity:42") that the person may see now; one query a kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for name in subjects:
        kind, _, number = name.partition(":")
        by_kind[kind].add(int(number))
    return {f"{kind}:{number}" for kind, ids in by_kind.items() for number in CHECKS[kind](ids, person_id)}
