"""Which events of others put a line into somebody's inbox, or take it out again?"""

from __future__ import annotations

from collections.abc import Collection

from activities.achievements.events import AchievementUnlocked
from activities.achievements.models import Achievement
from activities.challenges.events import ChallengeClosed, ChallengeJoined, GoalReached, InvitationOver, Invited
from activities.challenges.models import Challenge
from activities.engagement.events import ActivityLiked, Commented, CommentWithdrawn, Shared, Unliked, Unshared
from activities.tracking.models import Activity
from notifications.inbox.models import Kind
from notifications.inbox.services import notify, take_back, take_back_cause
from realtime.events import subscriber
from social.accounts.models import User
from social.friendships.events import FriendAccepted, FriendRemoved, FriendRequested

SAYING = {
    Kind.COMMENT: "commented on",
    Kind.REPLY: "replied to you on",
    Kind.MENTION: "mentioned you on",
}
MESSAGE_LENGTH = 200


@subscriber(FriendRequested)
def told_of_a_request(event: FriendRequested) -> None:
    """The addressee is told who asks."""
    if event.by_me:
        return
    asker = event.user
    notify(
        event.to_id,
        Kind.FRIEND_REQUEST,
        f"{asker.name} wants to be your friend",
        actor_id=asker.id,
        related_id=asker.id,
        about=event.subjects(),
    )


@subscriber(FriendAccepted)
def told_of_an_acceptance(event: FriendAccepted) -> None:
    """Who asked is told; the other's line of the request has done its work."""
    if event.asked_by_me:
        notify(
            event.to_id,
            Kind.FRIEND_ACCEPTED,
            f"{event.user.name} accepted your friend request",
            actor_id=event.user.id,
            related_id=event.user.id,
            about=event.subjects(),
        )
    else:
        take_back(event.to_id, Kind.FRIEND_REQUEST, actor_id=event.user.id, related_id=event.user.id)


@subscriber(FriendRemoved)
def requests_and_acceptances_are_taken_back(event: FriendRemoved) -> None:
    """A withdrawn or rejected request, or an ended friendship, leaves no line behind."""
    for kind in (Kind.FRIEND_REQUEST, Kind.FRIEND_ACCEPTED):
        take_back(event.to_id, kind, actor_id=event.user_id, related_id=event.user_id)


@subscriber(ActivityLiked)
def told_of_a_like(event: ActivityLiked) -> None:
    """The owner is told who likes what."""
    owner_id, title = Activity.objects.values_list("user_id", "title").get(pk=event.activity_id)
    notify(
        owner_id,
        Kind.LIKE,
        f"{event.user.name} likes {title}",
        actor_id=event.user.id,
        related_id=event.activity_id,
        about=event.subjects(),
    )


@subscriber(Unliked)
def a_like_is_taken_back(event: Unliked) -> None:
    """The line of a like that is no more."""
    take_back(event.owner_id, Kind.LIKE, actor_id=event.user_id, related_id=event.activity_id)


@subscriber(Commented)
def told_of_a_comment(event: Commented) -> None:
    """The owner, whom it replies to and whom it mentions are told, each once: of the last of the three that is true."""
    told = {event.owner_id: Kind.COMMENT, event.replied_to_id: Kind.REPLY}
    told |= dict.fromkeys(event.mentioned_ids, Kind.MENTION)
    kinds = {person_id: kind for person_id, kind in told.items() if person_id}
    for person_id in _hearing(kinds, event.user.id):
        notify(
            person_id,
            kinds[person_id],
            f"{event.user.name} {SAYING[kinds[person_id]]} {event.title}",
            actor_id=event.user.id,
            related_id=event.activity_id,
            cause_id=event.comment_id,
            about=event.subjects(),
            message=event.content[:MESSAGE_LENGTH],
        )


@subscriber(CommentWithdrawn)
def a_comment_is_taken_back(event: CommentWithdrawn) -> None:
    """The lines of a comment that was deleted or hidden, or mentions these people no longer."""
    take_back_cause(event.told_ids, SAYING, actor_id=event.user_id, cause_id=event.comment_id)


@subscriber(Shared)
def told_of_a_share(event: Shared) -> None:
    """The owner is told who shares what."""
    for owner_id in _hearing([event.owner_id], event.user.id):
        notify(
            owner_id,
            Kind.SHARE,
            f"{event.user.name} shared {event.title}",
            actor_id=event.user.id,
            related_id=event.activity_id,
            about=event.subjects(),
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
        f"You have earned {badge['name']}",
        actor_id=None,
        related_id=Achievement.objects.values_list("pk", flat=True).get(user=event.to_id, key=badge["key"]),
        about=(),
        message=badge["description"],
    )


@subscriber(Invited)
def told_of_an_invitation(event: Invited) -> None:
    """A friend is told what they are asked to take part in."""
    notify(
        event.person_id,
        Kind.CHALLENGE,
        f"{event.by.name} invites you to {event.title}",
        actor_id=event.by.id,
        related_id=event.challenge_id,
        about=(f"challenge:{event.challenge_id}", f"person:{event.by.id}"),
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
        f"{event.user.name} takes part in {title}",
        actor_id=event.user.id,
        related_id=event.challenge_id,
        about=event.subjects(),
    )


@subscriber(GoalReached)
def told_of_a_goal(event: GoalReached) -> None:
    """Who has come to the goal is told so, once."""
    _tell_of_challenge(event.person_id, event.challenge_id, f"You have reached the goal of {event.title}")


@subscriber(ChallengeClosed)
def told_of_a_result(event: ChallengeClosed) -> None:
    """Whoever took part is told the final rank, in place of the line of the goal."""
    take_back(event.person_id, Kind.CHALLENGE, actor_id=None, related_id=event.challenge_id)
    title = f"{event.title} is over: place {event.rank} of {event.participants}"
    _tell_of_challenge(event.person_id, event.challenge_id, title)


def _tell_of_challenge(person_id: int, challenge_id: int, title: str) -> None:
    about = (f"challenge:{challenge_id}",)
    notify(person_id, Kind.CHALLENGE, title, actor_id=None, related_id=challenge_id, about=about)


def _hearing(people: Collection[int], actor_id: int) -> list[int]:
    """Those of `people` who hear of what the actor does: no block either way, and they have not muted the actor."""
    known = User.objects.known_to(actor_id).filter(pk__in=people).exclude(mutes_made__muted=actor_id)
    return list(known.order_by("pk").values_list("pk", flat=True))
