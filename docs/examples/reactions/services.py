"""How does somebody react? One transaction: the right, the row, the event."""

from __future__ import annotations

from django.db import transaction

from activities.models import Activity
from activities.tracking.selectors import activity_for
from config.kernel.errors import Invalid
from reactions.events import ReactionAdded
from reactions.models import EMOJI, Reaction
from realtime.events import Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User


def react_to_activity(activity_id: int, by: User, emoji: str) -> Reaction:
    """React to an activity one may see; again with the same emoji changes nothing. Raises NotFound, Invalid."""
    if emoji not in EMOJI:
        raise Invalid(errors={"emoji": [f"One of {' '.join(EMOJI)}"]})
    with transaction.atomic():
        activity: Activity = activity_for(by, activity_id)
        before = Reaction.objects.filter(activity=activity, user=by, emoji=emoji).first()
        if before is not None:
            return before
        reaction, _ = Reaction.objects.update_or_create(activity=activity, user=by, defaults={"emoji": emoji})
        event = ReactionAdded(activity_id=activity.pk, user=Person.of(by), emoji=emoji)
        publish(event, to=Rule("reaction_hearers", {"activity_id": activity.pk, "by_id": by.pk}))
    return reaction
