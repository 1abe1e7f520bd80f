"""How is somebody told, how is that taken back, and how does it become read?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from notifications.inbox.events import NotificationRead, NotificationRemoved, Notified, UnreadCount
from notifications.inbox.models import Kind, Notification, NotificationQuerySet
from notifications.inbox.serializers import NotificationSerializer
from realtime.events import People, publish
from social.accounts.models import User


def notify(
    person_id: int,
    kind: Kind,
    title: str,
    *,
    actor_id: int | None,
    related_id: int,
    about: tuple[str, ...],
    message: str = "",
    cause_id: int = 0,
) -> None:
    """Tell a person something, once: the same kind, actor and thing again changes nothing. Never of oneself.

    `actor_id` is None where nobody did it to them: an achievement. `cause_id` tells several causes about one thing
    apart: the comments of one person on one activity.
    """
    if person_id == actor_id:
        return
    row, is_new = Notification.objects.get_or_create(
        user_id=person_id,
        type=kind,
        actor_id=actor_id,
        related_id=related_id,
        cause_id=cause_id,
        defaults={"title": title[:255], "message": message},
    )
    if is_new:
        publish(Notified(notification=_json(row), about=about), to=People.of(person_id))
        _count_again(person_id)


def take_back(person_id: int, kind: Kind, *, actor_id: int | None, related_id: int) -> None:
    """Remove what `notify` told, wherever it is shown."""
    rows = Notification.objects.filter(user=person_id, type=kind, actor=actor_id, related_id=related_id)
    _remove(person_id, rows)


def take_back_cause(people: Iterable[int], kinds: Iterable[Kind], *, actor_id: int, cause_id: int) -> None:
    """Remove what `notify` told these people, in any of `kinds`, because of one comment of `actor_id`."""
    for person_id in sorted(set(people)):
        _remove(
            person_id, Notification.objects.filter(user=person_id, type__in=kinds, actor=actor_id, cause_id=cause_id)
        )


def mark_read(person: User, ids: Iterable[int]) -> int:
    """Mark these of the person's notifications read, on every device; returns how many were unread."""
    with transaction.atomic():
        rows = Notification.objects.filter(user=person, pk__in=set(ids)).unread()
        changed = sorted(rows.select_for_update().values_list("pk", flat=True))
        if changed:
            Notification.objects.filter(pk__in=changed).update(is_read=True)
            publish(NotificationRead(ids=changed), to=People.of(person.pk))
            _count_again(person.pk)
    return len(changed)


def mark_all_read(person: User) -> int:
    """Mark all of the person's notifications read, on every device; returns how many were unread."""
    with transaction.atomic():
        changed = Notification.objects.filter(user=person).unread().update(is_read=True)
        if changed:
            publish(NotificationRead(ids=[], all=True), to=People.of(person.pk))
            _count_again(person.pk)
    return changed


def _remove(person_id: int, rows: NotificationQuerySet) -> None:
    ids = list(rows.values_list("pk", flat=True))
    if ids:
        rows.delete()
        publish(NotificationRemoved(ids=ids), to=People.of(person_id))
        _count_again(person_id)


def _count_again(person_id: int) -> None:
    publish(UnreadCount(person_id=person_id), to=People.of(person_id))


def _json(row: Notification) -> dict[str, Any]:
    data = dict(NotificationSerializer(row).data)
    data["actor"] = dict(data["actor"]) if data["actor"] else None
    return data
