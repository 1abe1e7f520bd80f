"""What may a client watch, and who may watch it?

A person's own stream brings everything that is theirs without asking; the plain topics only confirm that. A feature
registers topics about other things, with who may watch them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from django.contrib.auth import get_user_model

from config.kernel.features import having, is_enabled

May = Callable[[int, int], bool]
Among = Callable[[Collection[int], int], set[int]]
PLAIN: set[str] = {"notifications", "feed:updates", "presence"}
NUMBERED: dict[str, Topic] = {}
MAX_SUBSCRIPTIONS = 100


class Topic(NamedTuple):
    """Who may watch one kind of topic: asked for one person, or for many at once; and the flag it belongs to."""

    may: May
    among: Among
    feature: str | None


def topic(kind: str, *, among: Among | None = None, feature: str | None = None) -> Callable[[May], May]:
    """Register a kind of topic, "activity" for activity:42: may this person (by id) watch that number?

    `among` answers the same for many people in a constant number of queries: those of them who may.
    """

    def register(may: May) -> May:
        one_by_one: Among = lambda people, number: {person for person in people if may(person, number)}  # noqa: E731
        NUMBERED[kind] = Topic(may, among or one_by_one, feature)
        return may

    return register


def may_watch(name: str, person_id: int) -> bool:
    """Whether the person may watch the topic; the same answer for missing and forbidden. Asks the database."""
    if name in PLAIN:
        return True
    known = _known(name)
    if known is None:
        return False
    rule, number = known
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    if person is None or (rule.feature and not is_enabled(rule.feature, person)):
        return False
    return rule.may(person_id, number)


def may_watch_among(name: str, people: Collection[int]) -> set[int]:
    """Those of `people` who may watch the topic now."""
    known = _known(name)
    if not people or known is None:
        return set()
    rule, number = known
    present = set(get_user_model().objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))
    return rule.among(having(rule.feature, present) if rule.feature else present, number)


def _known(name: str) -> tuple[Topic, int] | None:
    kind, _, number = name.partition(":")
    if kind in NUMBERED and number.isascii() and number.isdigit() and len(number) < 19:
        return NUMBERED[kind], int(number)
    return None
