"""Who is not told, and why not? One column of reasons; the first that holds is the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from config.kernel.features import having
from notifications.inbox.kinds import KINDS, Channels
from notifications.inbox.models import ActivityMute, Kind, Preference
from realtime.presence.leases import online
from social.accounts.models import User
from social.conversations.models import Membership
from social.safety.models import Block, Mute


class Facts(NamedTuple):
    """What is known of a person who might be told, when the reasons are asked."""

    is_themselves: bool
    is_active: bool
    is_apart: bool
    mutes_actor: bool
    mutes_thing: bool
    has_feature: bool
    wants: Channels
    sees_it_anyway: bool


def themselves(facts: Facts) -> bool:
    """They did it themselves."""
    return facts.is_themselves


def gone(facts: Facts) -> bool:
    """They are suspended or deleted."""
    return not facts.is_active


def apart(facts: Facts) -> bool:
    """A block, in either direction, is between them and whoever did it."""
    return facts.is_apart


def muted_person(facts: Facts) -> bool:
    """They have muted whoever did it."""
    return facts.mutes_actor


def muted_thing(facts: Facts) -> bool:
    """They have muted the activity or the conversation it is about."""
    return facts.mutes_thing


def feature_off(facts: Facts) -> bool:
    """They have not got the feature it belongs to."""
    return not facts.has_feature


def not_wanted(facts: Facts) -> bool:
    """They do not want this type in their inbox."""
    return not facts.wants.in_app


def not_away(facts: Facts) -> bool:
    """They are here, and what it is about is told to them anyway: a message."""
    return facts.sees_it_anyway


Reason = Callable[[Facts], bool]
REASONS: tuple[Reason, ...] = (
    themselves,
    gone,
    apart,
    muted_person,
    muted_thing,
    feature_off,
    not_wanted,
    not_away,
)


def why_not(facts: Facts) -> Reason | None:
    """The first reason not to tell them; None: they are told."""
    return next((reason for reason in REASONS if reason(facts)), None)


def facts_of(person_id: int, kind: str, actor_id: int | None, related_id: int) -> Facts:
    """What is known of one person; one question to the database. Somebody who is deleted is not active."""
    block = Block.objects.filter(
        Q(blocker=OuterRef("pk"), blocked=actor_id) | Q(blocker=actor_id, blocked=OuterRef("pk"))
    )
    known = {
        "is_apart": Exists(block),
        "mutes_actor": Exists(Mute.objects.filter(muter=OuterRef("pk"), muted=actor_id)),
        "mutes_thing": Exists(_mutes(kind, related_id)),
    }
    chosen = {f"wants_{channel}": _choice(kind, channel) for channel in Channels._fields}
    found = User.objects.filter(pk=person_id).annotate(**known, **chosen).values("is_active", *known, *chosen).first()
    row = found or dict.fromkeys(("is_active", *known)) | dict.fromkeys(chosen)
    feature = KINDS[kind].feature
    return Facts(
        is_themselves=person_id == actor_id,
        is_active=bool(row["is_active"]),
        has_feature=feature is None or person_id in having(feature, [person_id]),
        wants=_wants(kind, row),
        sees_it_anyway=kind == Kind.MESSAGE and person_id in online([person_id]),
        **{name: bool(row[name]) for name in known},
    )


def _mutes(kind: str, related_id: int) -> QuerySet[ActivityMute] | QuerySet[Membership]:
    if KINDS[kind].subject == "conversation":
        return Membership.objects.filter(user=OuterRef("pk"), conversation=related_id, muted=True)
    activity_id = related_id if KINDS[kind].subject == "activity" else None
    return ActivityMute.objects.filter(user=OuterRef("pk"), activity=activity_id)


def _choice(kind: str, channel: str) -> Subquery:
    return Subquery(Preference.objects.filter(user=OuterRef("pk"), type=kind).values(channel))


def _wants(kind: str, row: dict[str, object]) -> Channels:
    default = KINDS[kind].default
    if KINDS[kind].fixed:
        return default
    chosen = {name: row[f"wants_{name}"] for name in Channels._fields}
    return Channels(**{name: getattr(default, name) if kept is None else bool(kept) for name, kept in chosen.items()})
