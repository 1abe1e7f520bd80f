"""What is kept of what a person is told: what they take away, and what goes with somebody it tells of?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q

from activities.challenges.models import Challenge
from activities.tracking.models import Activity
from config.kernel.personal import CHUNK, Row, parting, told
from notifications.inbox.models import ActivityMute, Delivery, Kind, Notification, Preference

ABOUT_ACTIVITIES = (Kind.LIKE, Kind.COMMENT, Kind.REPLY, Kind.MENTION, Kind.SHARE)


@told("notifications")
def notifications(person_id: int) -> Iterable[Row]:
    """The notifications the person may read."""
    rows = Notification.objects.of(person_id).order_by("pk")
    fields = ("type", "title", "message", "is_read", "created_at")
    yield from rows.values(*fields, by=F("actor__username")).iterator(chunk_size=CHUNK)


@told("notification_settings")
def settings(person_id: int) -> Iterable[Row]:
    """What they chose for each type, and when they want to be told."""
    yield from Preference.objects.filter(user=person_id).order_by("pk").values("type", "in_app", "email", "push")
    times = ("quiet_from", "quiet_until", "digest", "weekly_summary", "monthly_report")
    yield from Delivery.objects.filter(user=person_id).values(*times)


@told("muted_activities")
def muted_activities(person_id: int) -> Iterable[Row]:
    """The activities of which they are told no more."""
    yield from ActivityMute.objects.filter(user=person_id).order_by("pk").values("activity_id", "created_at")


@parting("notifications")
def part(person_id: int) -> None:
    """What others were told of the person's activities and challenges: it names them."""
    activities = Activity.objects.filter(user=person_id).values("pk")
    challenges = Challenge.objects.filter(creator=person_id).values("pk")
    of_theirs = Q(type__in=ABOUT_ACTIVITIES, related_id__in=activities)
    with transaction.atomic():
        Notification.objects.filter(of_theirs | Q(type=Kind.CHALLENGE, related_id__in=challenges)).delete()
