"""Which conversations and messages may a person read, and how much of them is unread?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import F

from config.kernel.errors import NotFound
from social.accounts.models import User
from social.conversations.models import Membership, MembershipQuerySet, Message, MessageQuerySet
from social.conversations.rights import may_write_to

NONE_SUCH = "There is no such conversation."


class Seen(NamedTuple):
    """A conversation as one person sees it: their membership, whom they may know in it, the newest message."""

    mine: Any  # a Membership with `unread`, which a query set adds
    members: list[Membership]
    last_message: Message | None
    may_send: bool

    @property
    def owner_id(self) -> int | None:
        """The owner of a group; None where the person may not know of them."""
        owner = self.mine.conversation.owner_id
        return owner if any(member.user_id == owner for member in self.members) else None


def membership_for(person: User, conversation_id: int) -> Membership:
    """The person's membership, `conversation` loaded. NotFound for who is not in it, has left it, or is blocked."""
    mine = Membership.objects.of(person).filter(conversation=conversation_id).select_related("conversation").first()
    if mine is None:
        raise NotFound(NONE_SUCH)
    return mine


def conversations_of(person: User) -> MembershipQuerySet:
    """The person's memberships, the conversation with the newest message first, ready for `seen`."""
    mine = Membership.objects.of(person).select_related("conversation")
    return mine.with_unread(person).with_last_message(person).order_by("-conversation__active_at", "-conversation")


def conversation_for(person: User, conversation_id: int) -> Seen:
    """One conversation as the person sees it; NotFound as for `membership_for`."""
    found = seen(person, list(conversations_of(person).filter(conversation=conversation_id)))
    if not found:
        raise NotFound(NONE_SUCH)
    return found[0]


def seen(person: User, rows: Sequence[Any]) -> list[Seen]:
    """What belongs to the rows of `conversations_of`; three queries, however many rows."""
    members = _members(person, [row.conversation_id for row in rows])
    newest = Message.objects.select_related("sender").in_bulk([row.last_message_id for row in rows])
    others = {row.conversation_id: row.conversation.other_than(person.pk) for row in rows}
    open_to = may_write_to(person, [pk for pk in others.values() if pk is not None])
    return [
        Seen(
            mine=row,
            members=members[row.conversation_id],
            last_message=newest.get(row.last_message_id),
            may_send=row.conversation.is_group or others[row.conversation_id] in open_to,
        )
        for row in rows
    ]


def _members(person: User, conversation_ids: list[int]) -> dict[int, list[Membership]]:
    known = User.objects.known_to(person).values("pk")
    rows = Membership.objects.present().filter(conversation__in=conversation_ids, user__in=known)
    by_conversation: dict[int, list[Membership]] = defaultdict(list)
    for row in rows.select_related("user").order_by("joined_at", "pk"):
        by_conversation[row.conversation_id].append(row)
    return by_conversation


def messages_of(person: User, mine: Membership) -> MessageQuerySet:
    """The messages the member may read, newest first, each with `sender` loaded."""
    theirs = Message.objects.filter(conversation=mine.conversation_id, seq__gte=mine.first_seq)
    return theirs.by_people_known_to(person).select_related("sender").order_by("-seq")


def unread_of(person: User | int) -> list[Any]:
    """The person's memberships that may have unread messages, each with `unread`."""
    behind = Membership.objects.of(person).filter(conversation__last_seq__gt=F("read_seq"))
    return list(behind.with_unread(person).select_related("conversation"))


def unread_total(person: User | int) -> int:
    """How many messages the person has not read, in all conversations; counted from the rows."""
    return sum(mine.unread for mine in unread_of(person))
