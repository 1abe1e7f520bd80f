"""How do the demo's people and their last weeks get into the database? All at once, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from itertools import chain
from random import Random
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.functions import Lower

from activities.engagement.models import Comment, Like, Mention, Share
from activities.tracking.models import Activity
from config.demo.checks import demo_people_exist
from config.demo.contests import badges, contests
from config.demo.gallery import photos
from config.demo.people import MODERATOR, PASSWORD, RESIDENTS, SIGN_INS
from config.demo.reactions import answers, comments, invitations, likes, mentions, notifications, shares
from config.demo.talks import talks
from config.demo.ties import FOLLOWS, FRIENDS, REQUESTS
from config.demo.workouts import history
from config.kernel.errors import Conflict
from notifications.inbox.models import Notification
from social.accounts.models import User
from social.friendships.models import Follow, Friendship, Status

SEED = "slipstream"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('demo', 0))"


class Loaded(NamedTuple):
    """How much came into the database."""

    people: int
    activities: int
    likes: int
    comments: int


def load(now: datetime, seed: str = SEED) -> Loaded | None:
    """Make the people and all they did until `now`; None if they are there, whatever has become of them since.

    The same seed and moment make the same history. Raises Conflict if somebody else has the name of one of them.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
        if demo_people_exist():
            return None
        _refuse_taken_names()
        return _load(now, Random(seed))  # noqa: S311 - a play, not a secret


def _load(now: datetime, rng: Random) -> Loaded:
    people = {person.username: person for person in User.objects.bulk_create(_people(now, rng))}
    _let_in(people)
    _store(Friendship, _friendships(people, now, rng))
    asked = _store(Friendship, _requests(people, now, rng))
    _store(Follow, _follows(people, now, rng))
    activities = _store(Activity, _activities(people, now, rng))
    liked = _store(Like, likes(activities, people, now, rng))
    said = _store(Comment, comments(liked, now, rng))
    answered = _store(Comment, answers(said, now, rng))
    Mention.objects.bulk_create(mentions(answered))
    _store(Share, shares(activities, people, now, rng))
    list(photos(activities))
    talks(people, now)
    invited = contests(people, now)
    badges(people.values(), now, rng)
    _store(Notification, chain(notifications(liked, asked, now), invitations(invited)))
    return Loaded(len(people), len(activities), len(liked), len(said) + len(answered))


def _refuse_taken_names() -> None:
    names = [resident.username for resident in RESIDENTS]
    taken = User.objects.annotate(lower=Lower("username")).filter(lower__in=names)
    if taken:
        listed = ", ".join(sorted(person.username for person in taken))
        raise Conflict(f"The demo was not loaded: somebody else has the user name {listed}. Start without the demo.")


def _people(now: datetime, rng: Random) -> Iterator[User]:
    """Only those for whoever tries it out have a password; hashed once, for hashing is slow on purpose."""
    password = make_password(PASSWORD)
    for resident in RESIDENTS:
        yield User(
            username=resident.username,
            name=resident.name,
            email=f"{resident.username}@demo.example",
            password=password if resident.username in SIGN_INS else make_password(None),
            bio=resident.bio,
            city=resident.city,
            units=resident.units,
            time_zone=resident.time_zone,
            is_private=resident.is_private,
            is_staff=resident.username == MODERATOR,
            is_demo=True,
            date_joined=now - timedelta(days=rng.randint(400, 700)),
        )


def _let_in(people: dict[str, User]) -> None:
    """Their addresses are verified, and the moderator is in the group of moderators."""
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people.values()
    )
    call_command("moderators", MODERATOR, stdout=StringIO())


def _friendships(people: dict[str, User], now: datetime, rng: Random) -> Iterator[Friendship]:
    for one, other in FRIENDS:
        since = now - timedelta(days=rng.uniform(60, 390))
        for a, b in ((one, other), (other, one)):
            yield Friendship(user=people[a], friend=people[b], status=Status.ACCEPTED, created_at=since)


def _requests(people: dict[str, User], now: datetime, rng: Random) -> Iterator[Friendship]:
    for asker, asked in REQUESTS:
        at = now - timedelta(days=rng.uniform(1.2, 5))
        yield Friendship(user=people[asker], friend=people[asked], status=Status.PENDING, created_at=at)


def _follows(people: dict[str, User], now: datetime, rng: Random) -> Iterator[Follow]:
    for follower, followed in FOLLOWS:
        at = now - timedelta(days=rng.uniform(60, 390))
        yield Follow(follower=people[follower], followed=people[followed], status=Status.ACCEPTED, created_at=at)


def _activities(people: dict[str, User], now: datetime, rng: Random) -> Iterator[Activity]:
    for resident in RESIDENTS:
        for fields in history(resident, now, rng):
            yield Activity(user=people[resident.username], **fields)


def _store(model: type[Any], rows: Iterable[Any]) -> list[Any]:
    """Insert the rows, oldest first, with the moments they name: by itself Django would write now into each."""
    ordered = sorted(rows, key=lambda row: row.created_at)
    moments = [row.created_at for row in ordered]
    model.objects.bulk_create(ordered)
    names = [f.name for f in model._meta.fields if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)]
    for row, moment in zip(ordered, moments, strict=True):
        for name in names:
            setattr(row, name, moment)
    model.objects.bulk_update(ordered, names)
    return ordered
