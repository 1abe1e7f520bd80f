"""Which events of others are put down for somebody's endpoints?"""

from __future__ import annotations

from activities.achievements.events import AchievementUnlocked
from activities.achievements.models import Achievement
from activities.challenges.events import ChallengeClosed, GoalReached
from activities.engagement.events import ActivityLiked, Commented, Shared
from activities.tracking.events import FeedUpdate
from activities.tracking.models import Activity
from notifications.webhooks.queueing import put_down
from realtime.events import subscriber
from social.conversations.events import MessageSent
from social.conversations.models import Membership
from social.friendships.events import FriendAccepted, FriendRequested


@subscriber(FeedUpdate)
def activity_happened(event: FeedUpdate) -> None:
    """The owner's endpoints are told of a record, a change or a deletion.

    "new" without the activity, and "deleted" of one that is still there, say that others may see more or less of it.
    """
    rows = Activity.objects.filter(pk=event.activity_id)
    if event.action == "new" and event.activity is not None:
        put_down("activity_created", rows.values("user"), activity_id=event.activity_id)
    elif event.action == "edited":
        put_down("activity_updated", rows.values("user"), activity_id=event.activity_id)
    elif event.action == "deleted":
        gone = rows.filter(deleted_at__isnull=False)
        put_down("activity_deleted", gone.values("user"), activity_id=event.activity_id)


@subscriber(ActivityLiked)
def activity_was_liked(event: ActivityLiked) -> None:
    """The owner's endpoints are told who likes it."""
    owner = Activity.objects.filter(pk=event.activity_id).values("user")
    put_down("activity_liked", owner, activity_id=event.activity_id, person_id=event.user.id)


@subscriber(Commented)
def activity_was_commented(event: Commented) -> None:
    """The owner's endpoints are told of another's comment. An edit names no owner."""
    if event.owner_id and event.owner_id != event.user.id:
        facts = {"activity_id": event.activity_id, "comment_id": event.comment_id}
        put_down("activity_commented", [event.owner_id], **facts)


@subscriber(Shared)
def activity_was_shared(event: Shared) -> None:
    """The owner's endpoints are told who shares it."""
    put_down("activity_shared", [event.owner_id], activity_id=event.activity_id, share_id=event.share_id)


@subscriber(FriendRequested)
def friend_was_requested(event: FriendRequested) -> None:
    """The addressee's endpoints are told who asks."""
    if not event.by_me:
        put_down("friend_request", [event.to_id], person_id=event.user.id)


@subscriber(FriendAccepted)
def friend_accepted(event: FriendAccepted) -> None:
    """The asker's endpoints are told."""
    if event.asked_by_me:
        put_down("friend_accepted", [event.to_id], person_id=event.user.id)


@subscriber(MessageSent)
def message_was_sent(event: MessageSent) -> None:
    """The endpoints of the other members are told that there is one."""
    members = Membership.objects.present().filter(conversation=event.conversation_id)
    put_down("message_received", members.exclude(user=event.sender_id).values("user"), message_id=event.message_id)


@subscriber(GoalReached)
def goal_was_reached(event: GoalReached) -> None:
    """The endpoints of whoever came to the goal are told."""
    put_down("challenge_goal_reached", [event.person_id], challenge_id=event.challenge_id)


@subscriber(ChallengeClosed)
def challenge_ended(event: ChallengeClosed) -> None:
    """The endpoints of whoever took part are told that their rank is final."""
    put_down("challenge_ended", [event.person_id], challenge_id=event.challenge_id)


@subscriber(AchievementUnlocked)
def badge_was_earned(event: AchievementUnlocked) -> None:
    """The person's endpoints are told of it."""
    key = event.achievement["key"]
    row = Achievement.objects.filter(user=event.to_id, key=key).values_list("pk", flat=True).first()
    if row is not None:
        put_down("achievement_unlock", [event.to_id], achievement_id=row)
