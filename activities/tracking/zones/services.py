"""How does a person hide a place, and what happens to the lines that pass it?"""

from __future__ import annotations

from django.db import transaction

from activities.tracking.models import Activity
from activities.tracking.services import tell_of_edit
from activities.tracking.zones.jobs import retrim
from activities.tracking.zones.lines import circles_of
from activities.tracking.zones.models import PrivacyZone, WholeRoute
from activities.tracking.zones.trimming import moved_centre, public_line
from config.kernel.errors import Conflict, NotFound
from social.accounts.models import User

AT_MOST = 5
TOLD = 50  # of the lines that change, the newest are told live; the older are read anew


def add_zone(by: User, latitude: float, longitude: float, radius_m: int) -> tuple[PrivacyZone, bool]:
    """Hide a place of `by`; returns the zone and whether it is new. Lines there are trimmed soon after.

    What is recorded from now on is trimmed at once. Raises Conflict beyond AT_MOST zones.
    """
    with transaction.atomic():
        _lock(by)
        same = {"user": by, "latitude": latitude, "longitude": longitude, "radius_m": radius_m}
        zone = PrivacyZone.objects.filter(**same).first()
        if zone:
            return zone, False
        if by.privacy_zones.count() >= AT_MOST:
            raise Conflict(f"You have {AT_MOST} zones, which is the most. Remove one first.", code="too_many_zones")
        centre = moved_centre(by.pk, (latitude, longitude), radius_m)
        zone = PrivacyZone.objects.create(**same, circle_latitude=centre[0], circle_longitude=centre[1])
        retrim.enqueue(once=f"zones:{by.pk}", person_id=by.pk)
    return zone, True


def remove_zone(by: User, zone_id: int) -> None:
    """Show a place of `by` again; lines there grow soon after. NotFound if `by` has no such zone."""
    with transaction.atomic():
        _lock(by)
        gone, _ = by.privacy_zones.filter(pk=zone_id).delete()
        if not gone:
            raise NotFound("There is no such zone.")
        retrim.enqueue(once=f"zones:{by.pk}", person_id=by.pk)


def trim_again(person_id: int) -> int:
    """Trim every line of the person by the zones as they are now; returns how many changed. Again changes nothing."""
    rows = Activity.objects.filter(user=person_id).exclude(whole_route=None, route="").order_by("-created_at", "-pk")
    changed = 0
    for pk in list(rows.values_list("pk", flat=True)):
        changed += _trim(pk, person_id, tell=changed < TOLD)
    return changed


def _trim(activity_id: int, person_id: int, *, tell: bool) -> bool:
    with transaction.atomic():
        activity = Activity.objects.select_for_update(of=("self",)).select_related("user").get(pk=activity_id)
        whole, _ = WholeRoute.objects.get_or_create(activity=activity, defaults={"line": activity.route})
        public = public_line(whole.line, circles_of(person_id))
        if public.route == activity.route:
            return False
        activity.route, activity.route_preview = public
        activity.save(update_fields=["route", "route_preview", "updated_at"])
        if tell and activity.deleted_at is None:
            tell_of_edit(activity)
    return True


def _lock(person: User) -> None:
    """A line that is being stored, and a change of the zones, wait for each other (see lines.store_line)."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
