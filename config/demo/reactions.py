"""What did the demo's people make of each other's activities?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

from activities.challenges.models import Invitation
from activities.engagement.models import Comment, Like, Mention, Share
from activities.tracking.models import Activity
from config.demo.people import SIGN_INS
from config.demo.sessions import REMARKS
from config.demo.ties import FOLLOWS, FRIENDS
from notifications.inbox.kinds import group_of
from notifications.inbox.models import Kind, Notification
from social.accounts.models import User, Visibility
from social.friendships.models import Friendship

LIKES_ONE_IN, REMARKS_ONE_IN = 2.2, 9
USUALLY_WITHIN_H = 4
READ_AFTER = timedelta(days=2)
ANSWERED_ONE_IN, SHARED_ONE_IN = 2, 12
SHARED_FOR = timedelta(days=8)
THANKS = ("Thank you, @{name}!", "@{name} It was. Come along next time?", "Ha, my legs disagree, @{name}.")
NOTES = ("This one is for you lot.", "On my list for the weekend.", "How?", "")


def watchers(activity: Activity) -> list[str]:
    """User names of those whose feed shows it, as the demo's ties are."""
    owner = activity.user.username
    friends = [b if a == owner else a for a, b in FRIENDS if owner in (a, b)]
    followers = [by for by, whom in FOLLOWS if whom == owner and activity.visibility == Visibility.PUBLIC]
    return [] if activity.visibility == Visibility.PRIVATE else friends + followers


def likes(activities: Iterable[Activity], people: dict[str, User], now: datetime, rng: Random) -> Iterator[Like]:
    """Some like, mostly within hours; nobody what they cannot see, or before it was there."""
    for activity in activities:
        for name in watchers(activity):
            moment = soon_after(activity.created_at, rng)
            if rng.random() < 1 / LIKES_ONE_IN and moment < now:
                yield Like(activity=activity, user=people[name], created_at=moment)


def comments(liked: Iterable[Like], now: datetime, rng: Random) -> Iterator[Comment]:
    """A few of those who like something say so too."""
    for like in liked:
        moment = like.created_at + timedelta(seconds=rng.randint(15, 90))
        remark = rng.choice(REMARKS[like.activity.activity_type])
        if rng.random() < 1 / REMARKS_ONE_IN and moment < now:
            yield Comment(activity=like.activity, user=like.user, content=remark, created_at=moment)


def answers(said: Iterable[Comment], now: datetime, rng: Random) -> Iterator[Comment]:
    """Whose activity it is answers some of them, by name."""
    for comment in said:
        moment = comment.created_at + timedelta(minutes=rng.randint(3, 40))
        words = rng.choice(THANKS).format(name=comment.user.username)
        if rng.random() < 1 / ANSWERED_ONE_IN and moment < now:
            yield Comment(
                activity=comment.activity, user=comment.activity.user, parent=comment, content=words, created_at=moment
            )


def mentions(answered: Iterable[Comment]) -> Iterator[Mention]:
    """Each answer names whom it answers."""
    for answer in answered:
        if answer.parent is not None:
            yield Mention(comment=answer, person=answer.parent.user)


def shares(activities: Iterable[Activity], people: dict[str, User], now: datetime, rng: Random) -> Iterator[Share]:
    """A few of the last days' public activities are shown around by those who like to."""
    for activity in activities:
        if activity.visibility != Visibility.PUBLIC or activity.created_at < now - SHARED_FOR:
            continue
        for name in watchers(activity):
            moment, note = soon_after(activity.created_at, rng), rng.choice(NOTES)
            if rng.random() < 1 / SHARED_ONE_IN and moment < now and name not in SIGN_INS:
                yield Share(activity=activity, user=people[name], note=note, created_at=moment)


def invitations(sent: Iterable[Invitation]) -> Iterator[Notification]:
    """The lines of those who are asked to take part."""
    for one in sent:
        by = one.challenge.creator
        yield Notification(
            user=one.person,
            type=Kind.CHALLENGE,
            title=f"{by.shown_name} invites you to {one.challenge.title}",
            related_id=one.challenge_id,
            actor=by,
            created_at=one.created_at,
        )


def notifications(liked: Iterable[Like], asked: Iterable[Friendship], now: datetime) -> Iterator[Notification]:
    """What those who may sign in have been told: likes of some days ago they have read, requests they have not."""
    for like in liked:
        if like.activity.user.username in SIGN_INS:
            yield Notification(
                user=like.activity.user,
                type=Kind.LIKE,
                title=f"{like.user.shown_name} likes {like.activity.title}",
                wording=Kind.LIKE,
                what=like.activity.title,
                group=group_of(Kind.LIKE, like.activity_id, like.user_id, 0),
                is_read=like.created_at < now - READ_AFTER,
                related_id=like.activity_id,
                actor=like.user,
                created_at=like.created_at,
            )
    for row in asked:
        if row.friend.username in SIGN_INS:
            yield Notification(
                user=row.friend,
                type=Kind.FRIEND_REQUEST,
                title=f"{row.user.shown_name} wants to be your friend",
                wording=Kind.FRIEND_REQUEST,
                group=group_of(Kind.FRIEND_REQUEST, row.user_id, row.user_id, 0),
                related_id=row.user_id,
                actor=row.user,
                created_at=row.created_at,
            )


def soon_after(moment: datetime, rng: Random) -> datetime:
    """Minutes later, or hours."""
    return moment + timedelta(hours=rng.expovariate(1 / USUALLY_WITHIN_H), seconds=30)
