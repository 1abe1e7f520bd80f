"""Who gets the letters that are sent by the clock?"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from notifications.inbox.models import Delivery
from social.accounts.models import User


def readers_of(field: str, value: object) -> QuerySet[User, int]:
    """Ids of those whose Delivery says so, by default or by choice, and who have confirmed an address."""
    wanted = Q(**{f"delivery__{field}": value})
    if getattr(Delivery(), field) == value:  # what holds for who has chosen nothing
        wanted |= Q(delivery=None)
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    people = User.objects.active().filter(wanted, Exists(confirmed), is_demo=False)
    return people.order_by("pk").values_list("pk", flat=True)
