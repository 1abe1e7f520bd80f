"""What happens when the time of grace is over? All that is of the person is deleted, and no trace names them.

The rules, feature by feature, are in the modules `personal.py`; what they leave goes with the person's row.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from config.kernel.jobs.forgetting import forget_person
from config.kernel.personal import PARTING
from realtime.events.models import OutboxEvent
from realtime.streams.position import forget_stream
from social.accounts.models import User
from social.departure.models import Departure

NOBODY = "somebody who has left"


def due_departures() -> list[int]:
    """Ids of those whose time of grace is over."""
    rows = Departure.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    return list(rows.values_list("pk", flat=True))


def delete_person(person_id: int) -> None:
    """Delete a person whose time of grace is over, and all that is theirs; others are left alone.

    In steps, each a transaction: broken off and begun again, it goes on. Who was let in again meanwhile stays.
    """
    if not _is_due(person_id):
        return
    for part in reversed(PARTING.values()):  # those above first: what they keep is about what is below
        part(person_id)
    forget_stream(person_id)
    with transaction.atomic():
        person = User.objects.select_for_update().filter(pk=person_id, is_active=False).first()
        if person is not None and _is_due(person_id):
            _forget_traces(person)
            person.delete()


def _is_due(person_id: int) -> bool:
    departure = Departure.objects.filter(pk=person_id, due_at__lte=timezone.now()).select_related("user").first()
    if departure is not None and departure.user.is_active:
        departure.delete()  # a moderator has let them in again
        return False
    return departure is not None


def _forget_traces(person: User) -> None:
    """What names the person without a foreign key."""
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)} - {""}
    forget_person(person.pk, addresses)
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    entries.update(object_repr=NOBODY)
    OutboxEvent.objects.exclude(error="").filter(payload__contains=f'"username":"{person.username}"').delete()
