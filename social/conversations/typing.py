"""How do the others see that somebody types? Passed on and forgotten; nothing of it is stored."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction

from realtime.events import Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User
from social.conversations.events import Typing, TypingStarted, TypingStopped
from social.conversations.rights import refuse_unless_open
from social.conversations.selectors import membership_for

ONCE_IN_S = 2


def start_typing(by: User, conversation_id: int) -> None:
    """Tell the other members, at most once in two seconds, unless `by` hides it. NotFound, Forbidden as to send."""
    _pass_on(by, conversation_id, TypingStarted)


def stop_typing(by: User, conversation_id: int) -> None:
    """The same, for the end of it."""
    _pass_on(by, conversation_id, TypingStopped)


def _pass_on(by: User, conversation_id: int, kind: type[Typing]) -> None:
    refuse_unless_open(by, membership_for(by, conversation_id).conversation)
    if by.shows_typing and cache.add(f"{kind.type}:{conversation_id}:{by.pk}", 1, ONCE_IN_S):
        args = {"conversation_id": conversation_id, "person_id": by.pk}
        with transaction.atomic():
            publish(kind(conversation_id=conversation_id, user=Person.of(by)), to=Rule("typing_watchers", args))
