"""How do two people become friends, and stop being friends?

Every service works on a pair under one lock, so that whatever the two do at the same moment happens one after
the other, and an accepted friendship is always two rows or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from config.kernel.errors import Conflict, Invalid, NotFound
from realtime.events import People, publish
from realtime.events.rights import check_rights_of
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.events import FriendAccepted, FriendRemoved, FriendRequested
from social.friendships.limits import spend_request
from social.friendships.models import Follow, Friendship, Status

ASK_AGAIN_AFTER = timedelta(days=7)


@contextmanager
def pair(one: int, other: int) -> Iterator[None]:
    """A transaction that holds the pair's lock until it ends."""
    with transaction.atomic():
        low, high = sorted((one, other))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"friendship:{low}:{high}"])
        yield


def send_request(by: User, to_id: int) -> bool:
    """Ask `to_id` to be friends. True if they had asked already, so that the two are friends now.

    Raises Invalid for oneself, NotFound for who may not be known, Conflict if asked or friends already,
    RateLimited past the day's number. After a rejection a week has to pass; the answer does not tell.
    """
    if by.pk == to_id:
        raise Invalid("You cannot be your own friend.", code="own_friend")
    with pair(by.pk, to_id):
        to = User.objects.known_to(by).filter(pk=to_id).first()
        if to is None:
            raise NotFound
        mine, theirs = _rows(by.pk, to_id)
        if theirs and theirs.status == Status.PENDING:
            _become_friends(asked=theirs, accepter=by, asker=to)
            return True
        _refuse_repetition(mine, theirs)
        spend_request(by.pk)
        Friendship.objects.between(by.pk, to_id).delete()
        Friendship.objects.create(user=by, friend=to, status=Status.PENDING)
        publish(FriendRequested(to_id=to_id, user=Person.of(by)), to=People.of(to_id))
        publish(FriendRequested(to_id=by.pk, user=Person.of(to), by_me=True), to=People.of(by.pk))
        return False


def accept_request(by: User, from_id: int) -> None:
    """Accept the pending request that `from_id` sent to `by`. NotFound if there is none."""
    with pair(by.pk, from_id):
        asker = User.objects.known_to(by).filter(pk=from_id).first()
        asked = Friendship.objects.pending().filter(user=from_id, friend=by.pk).first()
        if asker is None or asked is None:
            raise NotFound("There is no friend request from this person.", code="no_request")
        _become_friends(asked=asked, accepter=by, asker=asker)


def reject_request(by: User, from_id: int) -> None:
    """Reject the pending request that `from_id` sent to `by`; the asker is not told. NotFound if there is none."""
    with pair(by.pk, from_id):
        rejected = Friendship.objects.pending().filter(user=from_id, friend=by.pk)
        if not rejected.update(status=Status.REJECTED, updated_at=timezone.now()):
            raise NotFound("There is no friend request from this person.", code="no_request")
        publish(FriendRemoved(to_id=by.pk, user_id=from_id), to=People.of(by.pk))


def remove_friend(by: User, other_id: int) -> None:
    """End the friendship with `other_id`, or withdraw one's own pending request. NotFound if there is neither."""
    with pair(by.pk, other_id):
        rows = Friendship.objects.between(by.pk, other_id)
        ended = rows.accepted().delete()[0] or rows.pending().filter(user=by.pk).delete()[0]
        if not ended:
            raise NotFound("There is neither a friendship nor a request of yours.", code="no_friendship")
        for person_id, gone_id in ((by.pk, other_id), (other_id, by.pk)):
            publish(FriendRemoved(to_id=person_id, user_id=gone_id), to=People.of(person_id))
        check_rights_of(by.pk, other_id)


def end_ties(one: int, other: int) -> None:
    """End all that ties the two: friendship, requests and follows, either way. Inside their `pair`."""
    rows = Friendship.objects.between(one, other)
    ended = rows.exclude(status=Status.REJECTED).exists()
    rows.delete()
    Follow.objects.filter(Q(follower=one, followed=other) | Q(follower=other, followed=one)).delete()
    if ended:
        for person_id, gone_id in ((one, other), (other, one)):
            publish(FriendRemoved(to_id=person_id, user_id=gone_id), to=People.of(person_id))


def _rows(one: int, other: int) -> tuple[Friendship | None, Friendship | None]:
    rows = {row.user_id: row for row in Friendship.objects.between(one, other)}
    return rows.get(one), rows.get(other)


def _refuse_repetition(mine: Friendship | None, theirs: Friendship | None) -> None:
    if mine and mine.status == Status.ACCEPTED:
        raise Conflict("You are friends already.", code="already_friends")
    if mine and mine.status == Status.PENDING:
        raise Conflict("You have asked already.", code="already_requested")
    if mine and mine.updated_at > timezone.now() - ASK_AGAIN_AFTER:
        raise Conflict("You have asked already.", code="already_requested")  # the rejection is not told


def _become_friends(*, asked: Friendship, accepter: User, asker: User) -> None:
    asked.status = Status.ACCEPTED
    asked.save(update_fields=["status", "updated_at"])
    Friendship.objects.update_or_create(user=accepter, friend=asker, defaults={"status": Status.ACCEPTED})
    for person, other in ((asker, accepter), (accepter, asker)):
        event = FriendAccepted(to_id=person.pk, user=Person.of(other), asked_by_me=person is asker)
        publish(event, to=People.of(person.pk))
