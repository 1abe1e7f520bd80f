"""Which endpoints has a person, and what became of what they were told?"""

from __future__ import annotations

from django.db.models import Prefetch

from config.kernel.errors import NotFound
from notifications.webhooks.models import Attempt, DeliveryQuerySet, Endpoint, EndpointQuerySet
from notifications.webhooks.signing import secret_of
from social.accounts.models import User

NONE_SUCH = "There is no such webhook."


def endpoints_of(person: User) -> EndpointQuerySet:
    """The person's endpoints, newest first."""
    return Endpoint.objects.filter(owner=person).order_by("-pk")


def endpoint_for(person: User, endpoint_id: int) -> Endpoint:
    """An endpoint of the person's own. Raises NotFound."""
    endpoint = endpoints_of(person).filter(pk=endpoint_id).first()
    if endpoint is None:
        raise NotFound(NONE_SUCH)
    return endpoint


def newest_secret(person: User, endpoint_id: int) -> str:
    """The secret that an endpoint of the person's own signs with. Raises NotFound."""
    return secret_of(endpoint_for(person, endpoint_id).seed)


def deliveries_of(person: User, endpoint_id: int) -> DeliveryQuerySet:
    """What the endpoint was told and is to be told, newest first, with `attempts`. Raises NotFound."""
    attempts = Prefetch("attempts", queryset=Attempt.objects.order_by("number"))
    rows: DeliveryQuerySet = endpoint_for(person, endpoint_id).deliveries.all()
    return rows.prefetch_related(attempts).order_by("-pk")
