"""What follows when a person's figures are counted anew, and what else earns a badge?"""

from __future__ import annotations

from activities.achievements.services import review
from activities.challenges.events import GoalReached
from activities.stats.events import Recounted
from activities.stats.jobs import count_again
from realtime.events import subscriber
from social.accounts.models import User


@subscriber(Recounted)
def badges_and_quests_follow(event: Recounted) -> None:
    """In the same transaction, under the lock of that person's figures."""
    review(User.objects.get(pk=event.person_id), tell=event.tell)


@subscriber(GoalReached)
def a_goal_was_reached(event: GoalReached) -> None:
    """It was found by a job of the challenges, maybe after the figures were counted."""
    count_again([event.person_id])
