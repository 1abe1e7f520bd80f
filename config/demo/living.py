"""What goes on happening in the demo? One small thing at a time, through the same services as everybody's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.utils import timezone

from activities.engagement.commenting import add_comment
from activities.engagement.models import Comment, Like
from activities.engagement.services import like_activity
from activities.feed.selectors import feed_page
from activities.tracking.models import Activity
from activities.tracking.services import create_activity
from config.demo.people import BY_NAME, SIGN_INS
from config.demo.sessions import REMARKS
from config.demo.ties import REQUESTS
from config.demo.workouts import just_done
from config.kernel.errors import Refusal
from config.kernel.features import is_enabled
from social.accounts.models import User
from social.friendships.models import Friendship, RequestTally
from social.friendships.services import accept_request, send_request

ACTIVITIES_A_DAY = 30
REST = timedelta(hours=6)  # between two activities of one person
AWAKE = range(5, 22)  # hours of their own day
LIKED_FOR = timedelta(days=3)  # what is older is no longer looked at
ANSWERED_FOR = timedelta(days=1)  # the demo's own old requests stay open, to be seen
ASKED = ("alice", "bob")  # besides each other; charlie and dana are left alone
WEIGHTS = {"answer": 4, "train": 2, "like": 6, "say": 2, "ask": 1}

Deed = Callable[[list[User], Random], str]


def step(rng: Random) -> str:
    """Let one of the demo's people do one small thing, if there is one to do; says what, or ""."""
    residents = list(User.objects.active().filter(is_demo=True, username__in=BY_NAME).exclude(username__in=SIGN_INS))
    rng.shuffle(residents)
    deeds = sorted(WEIGHTS, key=lambda name: rng.random() ** (1 / WEIGHTS[name]), reverse=True)
    for name in deeds:
        try:
            done = DEEDS[name](residents, rng)
        except Refusal:  # somebody was faster, or has had enough requests today
            continue
        if done:
            return done
    return ""


def answer(residents: list[User], rng: Random) -> str:
    """Accept what somebody has asked lately."""
    since = timezone.now() - ANSWERED_FOR
    asked = Friendship.objects.pending().filter(friend__in=residents, user__is_active=True, created_at__gte=since)
    row = asked.select_related("user", "friend").order_by("-pk").first()
    if row is None or not is_enabled("friends", row.friend):
        return ""
    accept_request(row.friend, row.user_id)
    return f"{row.friend} accepts the request of {row.user}"


def train(residents: list[User], rng: Random) -> str:
    """Record an activity of somebody who is awake and rested."""
    now = timezone.now()
    newest = Activity.objects.filter(user__in=residents)
    if newest.filter(created_at__gt=now - timedelta(days=1)).count() >= ACTIVITIES_A_DAY:
        return ""
    tired = set(newest.filter(created_at__gt=now - REST).values_list("user_id", flat=True))
    for person in residents:
        if person.pk not in tired and awake(person, now):
            activity = create_activity(person, **just_done(BY_NAME[person.username], now, rng))
            return f"{person} recorded {activity}"
    return ""


def like(residents: list[User], rng: Random) -> str:
    """Like something new in one's feed; what somebody at a keyboard has just done before all else."""
    since = timezone.now() - LIKED_FOR
    for person in residents[:3]:
        page = [one for one in feed_page(person).activities if one.created_at > since]
        liked = set(Like.objects.filter(user=person, activity__in=page).values_list("activity_id", flat=True))
        shown = [one for one in page if one.pk not in liked]
        if shown and is_enabled("likes", person):
            theirs = [one for one in shown if not one.user.is_demo or one.user.username in SIGN_INS]
            activity = rng.choice(theirs[:2] or shown[:5])
            like_activity(activity, person)
            return f"{person} likes {activity}"
    return ""


def say(residents: list[User], rng: Random) -> str:
    """Say something to what somebody at a keyboard has just done; each person once, and nobody twice the same."""
    since = timezone.now() - LIKED_FOR
    for person in residents[:3]:
        shown = [one for one in feed_page(person).activities if one.created_at > since]
        theirs = [one for one in shown if not one.user.is_demo or one.user.username in SIGN_INS]
        said = set(Comment.objects.filter(activity__in=theirs).values_list("activity_id", "user_id", "content"))
        news = [one for one in theirs if not any(row[:2] == (one.pk, person.pk) for row in said)]
        if news and is_enabled("comments", person):
            unsaid = [words for words in REMARKS[news[0].activity_type] if (news[0].pk, words) not in _words(said)]
            if unsaid:
                add_comment(news[0], person, rng.choice(unsaid))
                return f"{person} comments on {news[0]}"
    return ""


def _words(said: Iterable[tuple[int, int, str]]) -> set[tuple[int, str]]:
    return {(activity_id, words) for activity_id, _, words in said}


def ask(residents: list[User], rng: Random) -> str:
    """Ask somebody to be friends: once a day, and nobody who has such a request waiting."""
    others = [*residents[1:], *User.objects.active().filter(is_demo=True, username__in=ASKED)]
    if not residents or not others:
        return ""
    person, other = residents[0], rng.choice(others)
    has_asked = RequestTally.objects.filter(user=person, day=timezone.now().date()).exists()
    if has_asked or not may_be_asked(person, other) or not is_enabled("friends", person):
        return ""
    send_request(person, other.pk)
    return f"{person} asks {other}"


def may_be_asked(person: User, other: User) -> bool:
    """Nothing is or was between the two, and nobody waits for an answer but who did from the beginning."""
    from_the_beginning = [asker for asker, asked in REQUESTS if asked == other.username]
    waiting = Friendship.objects.pending().filter(friend=other).exclude(user__username__in=from_the_beginning)
    return not Friendship.objects.between(person.pk, other.pk).exists() and not waiting.exists()


def awake(person: User, now: datetime) -> bool:
    """Whether it is day where they live."""
    return now.astimezone(ZoneInfo(person.time_zone)).hour in AWAKE


DEEDS: dict[str, Deed] = {"answer": answer, "train": train, "like": like, "say": say, "ask": ask}
