"""How does a person follow another, and how is that approved or ended? A private account approves first."""

from __future__ import annotations

from django.utils import timezone

from config.kernel.errors import Invalid, NotFound
from config.kernel.ratelimits import spend
from realtime.events import People, publish
from realtime.events.rights import check_rights_of
from social.accounts.cards import Person
from social.accounts.models import User
from social.friendships.events import FollowEnded, FollowRequested, FollowStarted
from social.friendships.models import Follow, Status
from social.friendships.services import pair

A_DAY = "200/d"


def follow_person(by: User, other_id: int) -> Status:
    """Follow `other_id`, or ask to, where the account is private; how it stands. Again changes nothing.

    A rejected request answers as one that waits, so that the rejection is not told. Raises Invalid for oneself,
    NotFound for who may not be known, RateLimited past the day's number.
    """
    if by.pk == other_id:
        raise Invalid("You cannot follow yourself.", code="oneself")
    with pair(by.pk, other_id):
        other = User.objects.known_to(by).filter(pk=other_id).first()
        if other is None:
            raise NotFound
        held = Follow.objects.filter(follower=by, followed=other).first()
        if held is not None:
            return Status.PENDING if held.status == Status.REJECTED else Status(held.status)
        spend("follow", by.pk, A_DAY)
        status = Status.PENDING if other.is_private else Status.ACCEPTED
        Follow.objects.create(follower=by, followed=other, status=status)
        if status == Status.PENDING:
            publish(FollowRequested(to_id=other_id, user=Person.of(by)), to=People.of(other_id))
        else:
            _tell_start(by, other)
        return status


def unfollow_person(by: User, other_id: int) -> None:
    """Follow `other_id` no longer, or withdraw the request. Without either it changes nothing."""
    with pair(by.pk, other_id):
        _end(by.pk, other_id)


def accept_follower(by: User, follower_id: int) -> None:
    """Let `follower_id`, who asked, follow `by`. NotFound if they have not asked."""
    with pair(by.pk, follower_id):
        asked = Follow.objects.filter(follower=follower_id, followed=by, status=Status.PENDING)
        follower = User.objects.known_to(by).filter(pk=follower_id).first()
        if follower is None or not asked.update(status=Status.ACCEPTED, updated_at=timezone.now()):
            raise NotFound("They have not asked to follow you.", code="no_request")
        _tell_start(follower, by)


def reject_follower(by: User, follower_id: int) -> None:
    """Refuse `follower_id`, who asked; they are not told. NotFound if they have not asked."""
    with pair(by.pk, follower_id):
        asked = Follow.objects.filter(follower=follower_id, followed=by, status=Status.PENDING)
        if not asked.update(status=Status.REJECTED, updated_at=timezone.now()):
            raise NotFound("They have not asked to follow you.", code="no_request")
        publish(FollowEnded(follower_id=follower_id, followed_id=by.pk), to=People.of(by.pk))


def remove_follower(by: User, follower_id: int) -> None:
    """Have `follower_id` follow `by` no longer. Where they do not, it changes nothing."""
    with pair(by.pk, follower_id):
        _end(follower_id, by.pk)


def _end(follower_id: int, followed_id: int) -> None:
    ended = Follow.objects.filter(follower=follower_id, followed=followed_id).exclude(status=Status.REJECTED)
    if ended.delete()[0]:
        publish(FollowEnded(follower_id=follower_id, followed_id=followed_id), to=People.of(follower_id, followed_id))
        check_rights_of(follower_id)


def _tell_start(follower: User, followed: User) -> None:
    started = FollowStarted(follower=Person.of(follower), followed=Person.of(followed))
    publish(started, to=People.of(follower.pk, followed.pk))
