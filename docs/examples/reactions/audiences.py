"""Who is told of a reaction? The owner and the friends of who reacted, if they may see it and want to hear of it."""

from __future__ import annotations

from collections.abc import Iterable

from activities.models import Activity
from activities.tracking.audiences import activity_viewers
from reactions.models import ReactionsOff
from realtime.events import audience
from realtime.events.audiences import Rule


@audience("reaction_hearers")
def reaction_hearers(activity_id: int, by_id: int) -> Iterable[int]:
    """By relationship, by right, and by the receivers' own wish; worked out by the relay, not in the request."""
    owner_id = Activity.objects.values_list("user_id", flat=True).get(pk=activity_id)
    tied = {owner_id, *Rule("friends", {"person_id": by_id}).resolve()}
    not_wanted = set(ReactionsOff.objects.filter(user__in=tied).values_list("user", flat=True))
    return (tied & set(activity_viewers(activity_id))) - not_wanted - {by_id}
