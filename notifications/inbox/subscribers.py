"""Which events of others put a line into somebody's inbox, or take it out again?"""

from __future__ import annotations

from activities.achievements.events import AchievementUnlocked
from activities.achievements.models import Achievement
from activities.challenges.events import ChallengeClosed, ChallengeJoined, GoalReached, InvitationOver, Invited
from activities.challenges.models import Challenge
from activities.engagement.events import ActivityLiked, Commented, CommentWithdrawn, Shared, Unliked, Unshared
from activities.tracking.events import ActivityChanged
from activities.tracking.models import Activity
from notifications.inbox.jobs import tell_of_message
from notifications.inbox.kinds import KINDS
from notifications.inbox.models import Kind, Notification
from notifications.inbox.services import (
    WHAT_LENGTH,
    mark_causes_read,
    notify,
    take_back,
    take_back_cause,
    take_back_from,
    take_back_thing,
)
from realtime.events import subscriber
from social.conversations.events import MemberParted, MessageDeleted, MessageSent, ReadReceipt
from social.conversations.models import Membership, Message
from social.friendships.events import (
    FollowEnded,
    FollowRequested,
    FollowStarted,
    FriendAccepted,
    FriendRemoved,
    FriendRequested,
)

OF_COMMENTS = [kind for kind, about in KINDS.items() if about.of_comment]
OF_ACTIVITIES = [kind for kind, about in KINDS.items() if about.subject == "activity"]
MESSAGE_LENGTH = 200
ASKED = "follow_request"


@subscriber(FriendRequested)
def told_of_a_request(event: FriendRequested) -> None:
    """The addressee is told who asks."""
    if event.by_me:
        return
    asker = event.user
    notify(
        event.to_id,
        Kind.FRIEND_REQUEST,
        actor=asker,
        related_id=asker.id,
    )


@subscriber(FriendAccepted)
def told_of_an_acceptance(event: FriendAccepted) -> None:
    """Who asked is told; the other's line of the request has done its work."""
    if event.asked_by_me:
        notify(event.to_id, Kind.FRIEND_ACCEPTED, actor=event.user, related_id=event.user.id)
    else:
        take_back(event.to_id, Kind.FRIEND_REQUEST, actor_id=event.user.id, related_id=event.user.id)


@subscriber(FriendRemoved)
def requests_and_acceptances_are_taken_back(event: FriendRemoved) -> None:
    """A withdrawn or rejected request, or an ended friendship, leaves no line behind."""
    for kind in (Kind.FRIEND_REQUEST, Kind.FRIEND_ACCEPTED):
        take_back(event.to_id, kind, actor_id=event.user_id, related_id=event.user_id)


@subscriber(FollowRequested)
def told_of_a_request_to_follow(event: FollowRequested) -> None:
    """Who has a private account is told who asks to follow it."""
    notify(event.to_id, Kind.FOLLOW, wording=ASKED, actor=event.user, related_id=event.user.id)


@subscriber(FollowStarted)
def told_of_a_follower(event: FollowStarted) -> None:
    """Who is followed is told. Who has let them follow knows: the line of the request has done its work."""
    person_id, follower = event.followed.id, event.follower
    lines = Notification.objects.filter(user=person_id, type=Kind.FOLLOW, actor=follower.id)
    if lines.filter(wording=ASKED).exists():
        take_back(person_id, Kind.FOLLOW, actor_id=follower.id, related_id=follower.id)
    else:
        notify(person_id, Kind.FOLLOW, actor=follower, related_id=follower.id)


@subscriber(FollowEnded)
def a_follower_is_taken_back(event: FollowEnded) -> None:
    """The line of a follower, or of a request to follow, that is no more."""
    take_back(event.followed_id, Kind.FOLLOW, actor_id=event.follower_id, related_id=event.follower_id)


@subscriber(ActivityLiked)
def told_of_a_like(event: ActivityLiked) -> None:
    """The owner is told who likes what."""
    owner_id, title = Activity.objects.values_list("user_id", "title").get(pk=event.activity_id)
    notify(owner_id, Kind.LIKE, actor=event.user, related_id=event.activity_id, what=title)


@subscriber(Unliked)
def a_like_is_taken_back(event: Unliked) -> None:
    """The line of a like that is no more."""
    take_back(event.owner_id, Kind.LIKE, actor_id=event.user_id, related_id=event.activity_id)


@subscriber(Commented)
def told_of_a_comment(event: Commented) -> None:
    """The owner, whom it replies to and whom it mentions are told, each once: of the last of the three that is true."""
    told = {event.owner_id: Kind.COMMENT, event.replied_to_id: Kind.REPLY}
    told |= dict.fromkeys(event.mentioned_ids, Kind.MENTION)
    for person_id in sorted(person_id for person_id in told if person_id):
        notify(
            person_id,
            told[person_id],
            actor=event.user,
            related_id=event.activity_id,
            what=event.title,
            cause_id=event.comment_id,
            message=event.content[:MESSAGE_LENGTH],
        )


@subscriber(CommentWithdrawn)
def a_comment_is_taken_back(event: CommentWithdrawn) -> None:
    """The lines of a comment that was deleted or hidden, or mentions these people no longer."""
    take_back_cause(event.told_ids, OF_COMMENTS, actor_id=event.user_id, cause_id=event.comment_id)


@subscriber(Shared)
def told_of_a_share(event: Shared) -> None:
    """The owner is told who shares what."""
    notify(
        event.owner_id,
        Kind.SHARE,
        actor=event.user,
        related_id=event.activity_id,
        what=event.title,
        message=event.note[:MESSAGE_LENGTH],
    )


@subscriber(Unshared)
def a_share_is_taken_back(event: Unshared) -> None:
    """The line of a share that is no more."""
    take_back(event.owner_id, Kind.SHARE, actor_id=event.user_id, related_id=event.activity_id)


@subscriber(AchievementUnlocked)
def told_of_an_achievement(event: AchievementUnlocked) -> None:
    """The person is told what they have earned."""
    badge = event.achievement
    notify(
        event.to_id,
        Kind.ACHIEVEMENT,
        actor=None,
        related_id=Achievement.objects.values_list("pk", flat=True).get(user=event.to_id, key=badge["key"]),
        what=badge["name"],
        message=badge["description"],
    )


@subscriber(Invited)
def told_of_an_invitation(event: Invited) -> None:
    """A friend is told what they are asked to take part in."""
    notify(
        event.person_id,
        Kind.CHALLENGE,
        wording="invitation",
        actor=event.by,
        related_id=event.challenge_id,
        what=event.title,
    )


@subscriber(InvitationOver)
def an_invitation_is_taken_back(event: InvitationOver) -> None:
    """The line of an invitation that has been answered, or holds no more."""
    take_back(event.person_id, Kind.CHALLENGE, actor_id=event.creator_id, related_id=event.challenge_id)


@subscriber(ChallengeJoined)
def told_of_a_participant(event: ChallengeJoined) -> None:
    """The creator is told who takes part."""
    creator_id, title = Challenge.objects.values_list("creator", "title").get(pk=event.challenge_id)
    notify(
        creator_id,
        Kind.CHALLENGE,
        wording="participant",
        actor=event.user,
        related_id=event.challenge_id,
        what=title,
    )


@subscriber(GoalReached)
def told_of_a_goal(event: GoalReached) -> None:
    """Who has come to the goal is told so, once."""
    _tell_of_challenge(event.person_id, event.challenge_id, "goal", event.title)


@subscriber(ChallengeClosed)
def told_of_a_result(event: ChallengeClosed) -> None:
    """Whoever took part is told the final rank, in place of the line of the goal."""
    take_back(event.person_id, Kind.CHALLENGE, actor_id=None, related_id=event.challenge_id)
    place = f" is over: place {event.rank} of {event.participants}"
    _tell_of_challenge(event.person_id, event.challenge_id, "result", event.title[: WHAT_LENGTH - len(place)] + place)


@subscriber(MessageSent)
def told_of_a_message(event: MessageSent) -> None:
    """A group may be large: its members are told by a job."""
    tell_of_message.enqueue(message_id=event.message_id)


@subscriber(MessageDeleted)
def a_message_is_taken_back(event: MessageDeleted) -> None:
    """The lines of a message that was deleted."""
    rows = {"type": Kind.MESSAGE, "related_id": event.conversation_id, "cause_id": event.message_id}
    people = Notification.objects.filter(**rows).values_list("user", flat=True)
    take_back_cause(people, [Kind.MESSAGE], actor_id=event.sender_id, cause_id=event.message_id)


@subscriber(MemberParted)
def a_conversation_is_told_of_no_more(event: MemberParted) -> None:
    """Who is not in it any more has no line of its messages: a device that was away would not be shown one."""
    take_back_from(event.person_id, Kind.MESSAGE, event.conversation_id)


@subscriber(ReadReceipt)
def messages_are_read(event: ReadReceipt) -> None:
    """Who has read the conversation need not read the inbox as well."""
    mine = Membership.objects.get(conversation=event.conversation_id, user=event.person_id)
    seen = Message.objects.filter(conversation=event.conversation_id, seq__lte=mine.read_seq).values("pk")
    mark_causes_read(event.person_id, Kind.MESSAGE, event.conversation_id, seen)


@subscriber(ActivityChanged)
def a_deleted_activity_is_told_of_no_more(event: ActivityChanged) -> None:
    """What others did about an activity goes with it."""
    if Activity.objects.filter(pk=event.activity_id, deleted_at__isnull=False).exists():
        take_back_thing(OF_ACTIVITIES, event.activity_id)


def _tell_of_challenge(person_id: int, challenge_id: int, wording: str, what: str) -> None:
    notify(person_id, Kind.CHALLENGE, wording=wording, actor=None, related_id=challenge_id, what=what)
