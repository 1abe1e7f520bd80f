"""What is kept of what a person made of activities: what they take away, what comes back, and what goes with them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from activities.engagement.models import Comment, Like, Mention, Share
from config.kernel.personal import CHUNK, Loading, Row, loaded, parting, told

AT_ONCE, LONGEST = 1000, 2000


@told("comments")
def comments(person_id: int) -> Iterable[Row]:
    """What the person wrote, and what others wrote on their activities as it is shown to them. None deleted."""
    shown = Comment.objects.known_to(person_id).filter(activity__user=person_id).values("pk")
    rows = Comment.objects.filter(Q(user=person_id) | Q(pk__in=shown), deleted_at=None).order_by("pk")
    fields = ("id", "activity_id", "parent_id", "content", "created_at", "edited_at")
    yield from rows.values(*fields, by=F("user__username")).iterator(chunk_size=CHUNK)


@told("likes")
def likes(person_id: int) -> Iterable[Row]:
    """What the person likes, and who likes what is theirs."""
    rows = _marks(Like.objects.known_to(person_id), person_id)
    yield from rows.values("activity_id", "created_at", by=F("user__username"))


@told("shares")
def shares(person_id: int) -> Iterable[Row]:
    """What the person shares, and who shares what is theirs."""
    rows = _marks(Share.objects.present().known_to(person_id), person_id)
    yield from rows.values("activity_id", "note", "created_at", by=F("user__username"))


@told("mentions")
def mentions(person_id: int) -> Iterable[Row]:
    """Which comments that the person may see name them."""
    visible = Comment.objects.present().known_to(person_id).values("pk")
    rows = Mention.objects.filter(person=person_id, comment__in=visible).order_by("pk")
    yield from rows.values("comment_id", by=F("comment__user__username"))


@loaded("comments")
def load_comments(into: Loading, rows: Iterable[Row]) -> int:
    """Those on activities that came back, in their threads; of others' activities nothing is here to speak of."""
    count = 0
    for row in rows:
        activity_id, content = into.known.get(("activity", row["activity_id"])), str(row["content"])
        if activity_id is not None and 0 < len(content) <= LONGEST:
            into.known["comment", row["id"]] = _put(into, row, activity_id, content)
            count += 1
    return count


@loaded("likes")
def load_likes(into: Loading, rows: Iterable[Row]) -> int:
    """Those of activities that came back."""
    found = [row for row in rows if ("activity", row["activity_id"]) in into.known]
    for row in found:
        liked = {"activity_id": into.known["activity", row["activity_id"]], "user": into.person(str(row["by"]))}
        Like.objects.get_or_create(**liked)
    return len(found)


@parting("comments")
def part(person_id: int) -> None:
    """What the person said and liked. What others replied stays: each reply becomes a comment of its own."""
    with transaction.atomic():
        Comment.objects.filter(parent__user=person_id).exclude(user=person_id).update(parent=None)
    for model in (Comment, Like, Share):
        while ids := list(model.objects.filter(user=person_id).values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                model.objects.filter(pk__in=ids).delete()


def _marks(rows: Any, person_id: int) -> Any:
    return rows.filter(Q(user=person_id) | Q(activity__user=person_id)).order_by("pk")


def _put(into: Loading, row: Row, activity_id: int, content: str) -> int:
    made, is_new = Comment.objects.get_or_create(
        activity_id=activity_id,
        user=into.person(str(row["by"])),
        client_id=f"takeout:{row['id']}"[:64],
        defaults={"content": content, "parent_id": into.known.get(("comment", row["parent_id"]))},
    )
    if is_new:
        Comment.objects.filter(pk=made.pk).update(created_at=datetime.fromisoformat(str(row["created_at"])))
    return int(made.pk)
