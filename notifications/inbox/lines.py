"""What does an inbox show? Lines: each the newest of its group, with the people of it, in words made now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Window
from django.db.models.functions import RowNumber

from notifications.inbox.models import Notification, NotificationQuerySet
from notifications.inbox.wording import SHOWN, sentence
from social.accounts.models import User


def lines_of(person_id: int) -> NotificationQuerySet:
    """The person's lines, newest first, `actor` loaded, ready for `in_words`."""
    others = Notification.objects.of(person_id).filter(group=OuterRef("group")).exclude(actor=OuterRef("actor"))
    lines = Notification.objects.lines_of(person_id).annotate(has_others=Exists(others.exclude(group="")))
    return lines.select_related("actor").order_by("-pk")


def in_words(rows: Iterable[Any]) -> list[Any]:
    """The lines of one person with `title` made now, `actors` (the newest, at most three) and `others`, a number.

    Two queries, and none where each line is of one person only. The rows are not to be saved.
    """
    lines = list(rows)
    people = _people(lines[0].user_id, [line.group for line in lines if line.has_others]) if lines else {}
    for line in lines:
        alone = [line.actor] if line.actor else []
        line.actors, count = people.get(line.group, (alone, len(alone)))
        line.others = count - len(line.actors)
        if line.wording:
            line.title = sentence(line.wording, line.what, [actor.shown_name for actor in line.actors], count)
    return lines


def _people(person_id: int, groups: Sequence[str]) -> dict[str, tuple[list[User], int]]:
    if not groups:
        return {}
    of_somebody = Notification.objects.of(person_id).filter(group__in=groups, actor__isnull=False)
    by_actor = of_somebody.order_by().values("group", "actor")
    placed = by_actor.annotate(last=Max("pk")).annotate(
        place=Window(RowNumber(), partition_by=[F("group")], order_by=F("last").desc()),
        people=Window(Count("*"), partition_by=[F("group")]),
    )
    rows = list(placed.filter(place__lte=SHOWN).order_by("group", "place"))
    users = User.objects.in_bulk({row["actor"] for row in rows})
    found: dict[str, tuple[list[User], int]] = defaultdict(lambda: ([], 0))
    for row in rows:
        found[row["group"]] = ([*found[row["group"]][0], users[row["actor"]]], row["people"])
    return found
