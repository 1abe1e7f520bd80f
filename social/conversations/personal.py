"""What is kept of a person's conversations: what they take away, what comes back, and what goes with them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from config.kernel.personal import CHUNK, Loading, Row, loaded, parting, told
from social.accounts.models import User
from social.conversations.models import MAX_CONTENT, MAX_TITLE, Conversation, Membership, Message
from social.conversations.services import hand_over_groups

AT_ONCE = 1000


@told("conversations")
def conversations(person_id: int) -> Iterable[Row]:
    """Those the person is in, with whom they may know in them, and what they have read."""
    known = dict(User.objects.known_to(person_id).values_list("pk", "username"))
    mine = Membership.objects.of(person_id).select_related("conversation").order_by("conversation")
    for row in mine.iterator(chunk_size=CHUNK):
        members = Membership.objects.present().filter(conversation=row.conversation_id).order_by("joined_at", "pk")
        yield {
            "id": row.conversation_id,
            "title": row.conversation.title,
            "is_group": row.conversation.is_group,
            "members": [known[pk] for pk in members.values_list("user", flat=True) if pk in known],
            "created_at": row.conversation.created_at,
            "joined_at": row.joined_at,
            "read_seq": row.read_seq,
            "muted": row.muted,
        }


@told("messages")
def messages(person_id: int) -> Iterable[Row]:
    """What the person wrote, also where they have left, and what others wrote that they may read now. None deleted."""
    mine = Q(sender=person_id) | Q(pk__in=Message.objects.visible_to(person_id).values("pk"))
    rows = Message.objects.filter(mine, deleted_at=None).order_by("conversation", "seq")
    fields = ("seq", "content", "created_at", "conversation_id")
    yield from rows.values(*fields, by=F("sender__username")).iterator(chunk_size=CHUNK)


@loaded("conversations")
def load_conversations(into: Loading, rows: Iterable[Row]) -> int:
    """Each as a conversation of the owner with those who stand for its members; one of two that is there goes on."""
    count = 0
    for row in rows:
        others = [into.person(name) for name in _names(row) if name]
        others = [person for person in others if person.pk != into.owner.pk]
        if others:
            into.known["conversation", row["id"]] = _conversation(into.owner, others, row).pk
            count += 1
    return count


@loaded("messages")
def load_messages(into: Loading, rows: Iterable[Row]) -> int:
    """Those of conversations that came back, in their order, with their times. Loaded again they are there once."""
    count = 0
    for row in rows:
        conversation_id = into.known.get(("conversation", row["conversation_id"]))
        content = str(row["content"])
        if conversation_id is not None and len(content) <= MAX_CONTENT:
            _put(conversation_id, into.person(str(row["by"])), int(row["seq"]), content, row["created_at"])
            count += 1
    return count


@parting("conversations")
def part(person_id: int) -> None:
    """What the person said goes, everywhere; a group they own has another owner; one of two goes with them as a whole.

    A conversation of two has been out of the other's list since the account was closed.
    """
    hand_over_groups(person_id)
    while ids := list(Message.objects.filter(sender=person_id).values_list("pk", flat=True)[:AT_ONCE]):
        Message.objects.filter(pk__in=ids).delete()


def _names(row: Row) -> list[str]:
    return [str(name) for name in row["members"]][:100]


def _conversation(owner: User, others: list[User], row: Row) -> Conversation:
    with transaction.atomic():
        if row["is_group"] or len(others) > 1:
            made = Conversation.objects.create(title=str(row["title"])[:MAX_TITLE], owner=owner)
        else:
            low, high = sorted((owner.pk, others[0].pk))
            made, _ = Conversation.objects.get_or_create(low_id=low, high_id=high)
        fields: dict[str, Any] = {"joined_at": made.created_at}
        members = [Membership(conversation=made, user=person, **fields) for person in (owner, *others)]
        Membership.objects.bulk_create(members, ignore_conflicts=True)
    return made


def _put(conversation_id: int, sender: User, seq: int, content: str, at: Any) -> None:
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
        client_id = f"takeout:{seq}"
        fields = {"conversation": conversation, "sender": sender, "client_id": client_id}
        if not Message.objects.filter(**fields).exists():
            top = conversation.last_seq + 1
            row = Message.objects.create(**fields, seq=top, content=content)
            Message.objects.filter(pk=row.pk).update(created_at=datetime.fromisoformat(str(at)))
            Conversation.objects.filter(pk=conversation.pk).update(last_seq=top)
            conversation.members.update(delivered_seq=top, read_seq=top)
