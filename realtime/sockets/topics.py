"""What may a client watch, and who may watch it?

A person's own stream brings everything that is theirs without asking; these topics only confirm that. A feature
registers topics about other things, with who may watch them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

May = Callable[[Any, int], bool]
PLAIN: set[str] = {"notifications", "feed:updates", "presence"}
NUMBERED: dict[str, May] = {}
MAX_SUBSCRIPTIONS = 100


def topic(kind: str) -> Callable[[May], May]:
    """Register a kind of topic, "activity" for activity:42: may this person (by id) watch that number?"""

    def register(may: May) -> May:
        NUMBERED[kind] = may
        return may

    return register


def may_watch(name: str, person_id: int) -> bool:
    """Whether the person may watch the topic; the same answer for missing and forbidden. Asks the database."""
    if name in PLAIN:
        return True
    kind, _, number = name.partition(":")
    may = NUMBERED.get(kind)
    return bool(may and number.isascii() and number.isdigit() and len(number) < 19 and may(person_id, int(number)))
