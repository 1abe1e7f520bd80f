"""How does a new activity get its line? Trimmed by the zones its owner then has; the whole is kept apart."""

from __future__ import annotations

from typing import Any

from activities.tracking.zones.models import PrivacyZone, WholeRoute
from activities.tracking.zones.trimming import Circle, public_line
from social.accounts.models import User


def circles_of(person_id: int) -> list[Circle]:
    """What the person hides."""
    return [zone.circle for zone in PrivacyZone.objects.filter(user=person_id)]


def public_fields(owner: User, line: str) -> dict[str, Any]:
    """The columns `route` and `route_preview` of a new activity, from its whole line.

    Inside the transaction that stores them: the owner's zones cannot change until it is over.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    return public_line(line, circles_of(owner.pk))._asdict()


def keep_whole(activity_id: int, line: str) -> None:
    """Keep the whole line for its owner."""
    WholeRoute.objects.create(activity_id=activity_id, line=line)
