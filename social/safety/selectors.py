"""Whom does a person keep away, or out of sight?"""

from __future__ import annotations

from social.accounts.models import PersonQuerySet, User
from social.safety.models import Block, Mute


def blocked_by(person: User) -> PersonQuerySet:
    """Whom the person has blocked, by name: the one place where a blocked person is still listed, to be let go."""
    theirs = Block.objects.filter(blocker=person).values("blocked")
    return User.objects.active().filter(pk__in=theirs).order_by("name", "username", "pk")


def muted_by(person: User) -> PersonQuerySet:
    """Whom the person has muted, by name."""
    theirs = Mute.objects.filter(muter=person).values("muted")
    return User.objects.known_to(person).filter(pk__in=theirs).order_by("name", "username", "pk")
