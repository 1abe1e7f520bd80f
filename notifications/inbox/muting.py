"""How does a person hear no more of an activity, and of it again?"""

from __future__ import annotations

from activities.tracking.models import Activity
from activities.tracking.selectors import activity_for
from notifications.inbox.models import ActivityMute
from social.accounts.models import User


def mute_activity(person: User, activity_id: int) -> None:
    """Tell the person no more of what others do about the activity; again changes nothing. Raises NotFound."""
    activity: Activity = activity_for(person, activity_id)
    ActivityMute.objects.get_or_create(user=person, activity=activity)


def unmute_activity(person: User, activity_id: int) -> None:
    """Tell the person of it again; what happened meanwhile is not made good. Raises NotFound."""
    activity: Activity = activity_for(person, activity_id)
    ActivityMute.objects.filter(user=person, activity=activity).delete()
