"""How does a person keep another away, or out of sight, and undo it?"""

from __future__ import annotations

from config.kernel.errors import Invalid, NotFound
from realtime.events import People, publish
from realtime.events.rights import check_rights_of
from social.accounts.models import User
from social.friendships.services import end_ties, pair
from social.safety.events import Blocked, SightChanged
from social.safety.models import Block, Mute


def block_person(by: User, other_id: int) -> None:
    """Have nothing to do with `other_id`: friendship, requests and follows end, and neither finds the other anywhere.

    Again changes nothing. Raises Invalid for oneself, NotFound for who may not be known.
    """
    _not_oneself(by, other_id)
    with pair(by.pk, other_id):
        if Block.objects.filter(blocker=by, blocked=other_id).exists():
            return
        _known(by, other_id)
        Block.objects.create(blocker=by, blocked_id=other_id)
        end_ties(by.pk, other_id)
        publish(Blocked(blocker_id=by.pk, blocked_id=other_id), to=None)
        _sight_changed(by.pk, other_id)


def unblock_person(by: User, other_id: int) -> None:
    """Let the two find each other again; what was ended stays ended. Without a block it changes nothing."""
    with pair(by.pk, other_id):
        if Block.objects.filter(blocker=by, blocked=other_id).delete()[0]:
            _sight_changed(by.pk, other_id)


def mute_person(by: User, other_id: int) -> None:
    """Be shown and told nothing of what `other_id` does; they cannot tell. Again changes nothing.

    Raises Invalid for oneself, NotFound for who may not be known.
    """
    _not_oneself(by, other_id)
    with pair(by.pk, other_id):
        _known(by, other_id)
        if Mute.objects.get_or_create(muter=by, muted_id=other_id)[1]:
            _sight_changed(by.pk)


def unmute_person(by: User, other_id: int) -> None:
    """Be shown again what `other_id` does. Without a mute it changes nothing."""
    with pair(by.pk, other_id):
        if Mute.objects.filter(muter=by, muted=other_id).delete()[0]:
            _sight_changed(by.pk)


def _not_oneself(by: User, other_id: int) -> None:
    if by.pk == other_id:
        raise Invalid("You cannot do this to yourself.", code="oneself")


def _known(by: User, other_id: int) -> None:
    if not User.objects.known_to(by).filter(pk=other_id).exists():
        raise NotFound


def _sight_changed(*people: int) -> None:
    for person_id in people:  # each has a newest one of their own
        publish(SightChanged(), to=People.of(person_id))
    check_rights_of(*people)
