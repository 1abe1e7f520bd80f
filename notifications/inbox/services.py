"""How is somebody told, how is that taken back, and how does it become read?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from notifications.inbox.deciding import facts_of, why_not
from notifications.inbox.events import (
    NotificationBatch,
    NotificationRead,
    NotificationRemoved,
    Notified,
    Told,
    UnreadCount,
)
from notifications.inbox.kinds import KINDS, Channels, group_of
from notifications.inbox.models import Notification, NotificationQuerySet
from notifications.inbox.pacing import bucket_of, is_storm
from notifications.inbox.wording import sentence
from realtime.events import People, publish
from social.accounts.cards import Person
from social.accounts.models import User

WHAT_LENGTH = 120
MOST_IDS = 500  # of a frame


def notify(
    person_id: int,
    kind: str,
    *,
    actor: Person | None,
    related_id: int,
    what: str = "",
    wording: str = "",
    message: str = "",
    cause_id: int = 0,
) -> None:
    """Tell a person something, once, unless there is a reason not to: see deciding.py.

    The same kind, actor and thing again changes nothing. `actor` is None where nobody did it to them: an achievement.
    `what` is the name of the thing, `wording` how it is said (by default as the kind). `cause_id` tells several
    causes about one thing apart: the comments of one person on one activity.
    """
    actor_id = actor.id if actor else None
    facts = facts_of(person_id, kind, actor_id, related_id)
    if why_not(facts):
        return
    wording, what = wording or kind, what[:WHAT_LENGTH]
    row, is_new = Notification.objects.get_or_create(
        user_id=person_id,
        type=kind,
        actor_id=actor_id,
        related_id=related_id,
        cause_id=cause_id,
        defaults={
            "title": sentence(wording, what, [actor.name] if actor else [], 1),
            "wording": wording,
            "what": what,
            "message": message,
            "group": group_of(kind, related_id, actor_id, cause_id),
        },
    )
    if is_new:
        _tell(row, facts.wants)


def take_back(person_id: int, kind: str, *, actor_id: int | None, related_id: int) -> None:
    """Remove what `notify` told, wherever it is shown."""
    _remove(person_id, Notification.objects.filter(type=kind, actor=actor_id, related_id=related_id))


def take_back_cause(people: Iterable[int], kinds: Iterable[str], *, actor_id: int, cause_id: int) -> None:
    """Remove what `notify` told these people, in any of `kinds`, because of one comment of `actor_id`."""
    rows = Notification.objects.filter(type__in=list(kinds), actor=actor_id, cause_id=cause_id)
    for person_id in sorted(set(people)):
        _remove(person_id, rows)


def take_back_from(person_id: int, kind: str, related_id: int) -> None:
    """Remove all that one person was told, in `kind`, about a thing that they may see no more."""
    _remove(person_id, Notification.objects.filter(type=kind, related_id=related_id))


def take_back_thing(kinds: Collection[str], related_id: int) -> None:
    """Remove all that anybody was told, in any of `kinds`, about a thing that is no more."""
    rows = Notification.objects.filter(type__in=kinds, related_id=related_id)
    for person_id in rows.order_by("user").values_list("user", flat=True).distinct():
        _remove(person_id, rows)


def mark_read(person: User, ids: Iterable[int]) -> int:
    """Mark these of the person's lines read, on every device; returns how many were unread.

    All that the line stood for is read with it, and not what has joined its group since.
    """
    named = set(ids)
    below = Q(pk=OuterRef("pk")) | Q(group=OuterRef("group"), pk__gt=OuterRef("pk")) & ~Q(group="")
    lines = Notification.objects.filter(below, user=person, pk__in=named)
    with transaction.atomic():
        rows = Notification.objects.filter(Exists(lines), user=person).unread()
        return len(_read(person.pk, rows, named))


def mark_all_read(person: User) -> int:
    """Mark all of the person's notifications read, on every device; returns how many rows were unread."""
    with transaction.atomic():
        return len(_read(person.pk, Notification.objects.filter(user=person).unread()))


def mark_causes_read(person_id: int, kind: str, related_id: int, causes: QuerySet[Any, Any]) -> None:
    """In the caller's transaction: these causes of one thing are known to the person from elsewhere."""
    rows = Notification.objects.filter(user=person_id, type=kind, related_id=related_id, cause_id__in=causes)
    _read(person_id, rows.unread())


def _tell(row: Notification, wants: Channels) -> None:
    me = People.of(row.user_id)
    if not KINDS[row.type].fixed and is_storm(row.user_id):
        publish(NotificationBatch(person_id=row.user_id, bucket=bucket_of(row.created_at)), to=me)
    else:
        publish(Notified(person_id=row.user_id, group=row.group), to=me)
    _count_again(row.user_id)
    ids = {"notification_id": row.pk, "person_id": row.user_id}
    publish(Told(**ids, by_email=wants.email, by_push=wants.push), to=None)


def _read(person_id: int, rows: NotificationQuerySet, named: set[int] | None = None) -> list[int]:
    """Mark rows read and tell it; the ids of those that are lines, as `named` says, or all."""
    changed = sorted(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    if not changed:
        return []
    Notification.objects.filter(pk__in=changed).update(is_read=True)
    lines = changed if named is None else [pk for pk in changed if pk in named]
    for first in range(0, len(lines), MOST_IDS):  # named one by one: what is told meanwhile is not read with them
        publish(NotificationRead(ids=lines[first : first + MOST_IDS]), to=People.of(person_id))
    _count_again(person_id)
    return lines


def _remove(person_id: int, rows: NotificationQuerySet) -> None:
    """Remove those of `rows` that are the person's; what is left of their groups is told anew."""
    mine = rows.filter(user=person_id)
    groups = dict(mine.values_list("pk", "group"))
    if not groups:
        return
    mine.delete()
    publish(NotificationRemoved(ids=sorted(groups)), to=People.of(person_id))
    left = Notification.objects.filter(user=person_id, group__in=set(groups.values()) - {""})
    for group in sorted(set(left.values_list("group", flat=True))):
        publish(Notified(person_id=person_id, group=group), to=People.of(person_id))
    _count_again(person_id)


def _count_again(person_id: int) -> None:
    publish(UnreadCount(person_id=person_id), to=People.of(person_id))
