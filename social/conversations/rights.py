"""Who may write to whom? Friends by default, everybody where the receiver allows it, and nobody across a block."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from config.kernel.errors import Forbidden
from social.accounts.models import PersonQuerySet, User
from social.conversations.models import Conversation
from social.friendships.models import Friendship


def takes_messages_of(person: User) -> PersonQuerySet:
    """Those whom `person` may write to."""
    friends = Friendship.objects.accepted().filter(user=person.pk).values("friend")
    return User.objects.known_to(person).filter(Q(who_may_message="everyone") | Q(pk__in=friends))


def may_write_to(person: User, ids: Collection[int]) -> set[int]:
    """Those of `ids` whom `person` may write to; one query, none for nobody."""
    return set(takes_messages_of(person).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def refuse_unless_all_take_messages(person: User, ids: Collection[int]) -> None:
    """Raise Forbidden unless `person` may write to each of `ids`; a block and "friends only" are told alike."""
    if may_write_to(person, ids) != set(ids):
        raise Forbidden("You can only write to your friends, and to people who let everybody.", code="friends_only")


def refuse_unless_open(person: User, conversation: Conversation) -> None:
    """Raise Forbidden if it is a conversation of two with somebody to whom `person` may not write any more."""
    other = conversation.other_than(person.pk)
    if other is not None:
        refuse_unless_all_take_messages(person, [other])
