"""What does a person want to be told, where, and when? What they have not chosen is as kinds.py says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from config.kernel.errors import Invalid
from notifications.inbox.kinds import KINDS, Channels
from notifications.inbox.models import Delivery, Preference
from social.accounts.models import User

TIMES = ("quiet_from", "quiet_until")
OFTEN = ("digest", "weekly_summary", "monthly_report")


def channels_of(person: User) -> dict[str, Channels]:
    """Each type with where the person is told it; one query."""
    rows = Preference.objects.filter(user=person)
    chosen = {row.type: Channels(in_app=row.in_app, email=row.email, push=row.push) for row in rows}
    return {str(kind): chosen.get(kind, about.default) for kind, about in KINDS.items()}


def delivery_of(person: User) -> Delivery:
    """When and how often the person is told outside the page; a row that is not stored where they chose nothing."""
    return Delivery.objects.filter(user=person).first() or Delivery(user=person)


def choose(person: User, types: Mapping[str, Mapping[str, bool]], **delivery: Any) -> None:
    """Change what is named: `types` as {"like": {"email": True}}, and fields of Delivery. Raises Invalid.

    A type may be told by e-mail or push only if it is in the inbox too; taken out of there, it is nowhere.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        _choose_delivery(person, delivery)
        before = channels_of(person)
        for kind, changes in types.items():
            if KINDS[kind].fixed:
                raise Invalid(errors={"types": [f"{kind}: this is always told."]})
            kept = before[kind]._replace(**changes)
            if not kept.in_app and (changes.get("email") or changes.get("push")):
                raise Invalid(errors={"types": [f"{kind}: what is not in the inbox is not told elsewhere."]})
            row = {"in_app": kept.in_app, "email": kept.email and kept.in_app, "push": kept.push and kept.in_app}
            Preference.objects.update_or_create(user=person, type=kind, defaults=row)


def quiet_until(person: User, delivery: Delivery, now: datetime) -> datetime | None:
    """The end of the quiet hours that `now` is in, by the person's clock; None: it is not quiet."""
    begin, end = delivery.quiet_from, delivery.quiet_until
    if begin is None or end is None or begin == end:
        return None
    here = now.astimezone(ZoneInfo(person.time_zone))
    if not _within(begin, end, here.time()):
        return None
    ends = datetime.combine(here.date(), end, here.tzinfo)
    return ends if ends > here else datetime.combine(here.date() + timedelta(days=1), end, here.tzinfo)


def _within(begin: time, end: time, moment: time) -> bool:
    return begin <= moment < end if begin < end else moment >= begin or moment < end


def _choose_delivery(person: User, changes: Mapping[str, Any]) -> None:
    if not changes:
        return
    delivery = delivery_of(person)
    for name, value in changes.items():
        setattr(delivery, name, value)
    if (delivery.quiet_from is None) != (delivery.quiet_until is None):
        raise Invalid(errors={"quiet_until": ["Quiet hours have a begin and an end, or neither."]})
    delivery.save()
