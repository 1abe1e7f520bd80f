"""Who is told of what happens in a conversation, and may a person still see it?"""

from __future__ import annotations

from collections.abc import Iterable

from realtime.events import audience, subject
from social.accounts.models import PersonQuerySet, User
from social.conversations.models import Membership, MembershipQuerySet, Message


@audience("conversation_members")
def conversation_members(conversation_id: int, about: int | None = None, seq: int | None = None) -> Iterable[int]:
    """The members, of them those who may know of the person `about`, and may read the message `seq`."""
    members = Membership.objects.present().filter(conversation=conversation_id)
    if about is not None:
        members = members.filter(user__in=_who_know(about).values("pk"))
    if seq is not None:
        members = members.filter(first_seq__lte=seq)
    return members.values_list("user", flat=True)


@audience("typing_watchers")
def typing_watchers(conversation_id: int, person_id: int) -> Iterable[int]:
    """The other members who show their own typing, if this one does."""
    others = _others(conversation_id, person_id).filter(user__shows_typing=True)
    shows = User.objects.filter(pk=person_id, shows_typing=True).exists()
    return others.values_list("user", flat=True) if shows else []


@audience("receipt_readers")
def receipt_readers(conversation_id: int, person_id: int) -> Iterable[int]:
    """The other members who send receipts themselves, if this one does."""
    others = _others(conversation_id, person_id).filter(user__sends_read_receipts=True)
    sends = User.objects.filter(pk=person_id, sends_read_receipts=True).exists()
    return others.values_list("user", flat=True) if sends else []


@subject("conversation")
def visible_conversations(ids: set[int], person_id: int) -> set[int]:
    """Those the person is a member of, and may see."""
    mine = Membership.objects.of(person_id).filter(conversation__in=ids)
    return set(mine.values_list("conversation", flat=True))


@subject("message")
def readable_messages(ids: set[int], person_id: int) -> set[int]:
    """Those the person may read, content and all."""
    readable = Message.objects.visible_to(person_id).filter(pk__in=ids, deleted_at=None)
    return set(readable.values_list("pk", flat=True))


@subject("receipts")
def people_with_receipts(ids: set[int], person_id: int) -> set[int]:
    """Those people whose receipts the person may see: both send them."""
    if not User.objects.filter(pk=person_id, sends_read_receipts=True).exists():
        return set()
    people = User.objects.known_to(person_id).filter(pk__in=ids, sends_read_receipts=True)
    return set(people.values_list("pk", flat=True))


def _others(conversation_id: int, person_id: int) -> MembershipQuerySet:
    members = Membership.objects.present().filter(conversation=conversation_id).exclude(user=person_id)
    return members.filter(user__in=_who_know(person_id).values("pk"))


def _who_know(person_id: int) -> PersonQuerySet:
    """Those who may know of the person: nobody once they are suspended or gone."""
    active = User.objects.active().filter(pk=person_id).exists()
    known = User.objects.known_to(person_id)
    return known if active else known.none()
