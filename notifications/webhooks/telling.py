"""What is an endpoint told of each kind of event? The API's own JSON, as the owner may see it at that moment."""

from __future__ import annotations

import json
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from activities.achievements.badges import BY_KEY
from activities.achievements.models import Achievement
from activities.achievements.selectors import Standing
from activities.achievements.serializers import AchievementSerializer
from activities.challenges.selectors import challenge_for
from activities.challenges.serializers import ChallengeSerializer
from activities.engagement.models import Like, Share
from activities.engagement.selectors import comment_for, likes_of
from activities.engagement.serializers import CommentSerializer, LikeSerializer
from activities.tracking.models import Activity
from activities.tracking.selectors import activity_for
from activities.tracking.serializers import ActivityDetailSerializer, shared_of
from config.kernel.errors import NotFound
from config.kernel.features import is_enabled
from notifications.webhooks.kinds import KINDS, Facts, kind
from notifications.webhooks.models import WebhookDelivery
from social.accounts.models import PersonQuerySet, User
from social.accounts.serializers import PersonSerializer
from social.conversations.models import Message
from social.friendships.selectors import friends_of, incoming_requests

TEST = "test"


def content_of(delivery: WebhookDelivery, owner: User) -> bytes | None:
    """The very bytes to send; None if the owner may see nothing of it any more."""
    data = {"message": "This is a test."} if delivery.type == TEST else _told(delivery, owner)
    if data is None:
        return None
    whole = {"type": delivery.type, "timestamp": delivery.created_at, "data": data}
    return json.dumps(whole, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def _told(delivery: WebhookDelivery, owner: User) -> dict[str, Any] | None:
    known = KINDS.get(delivery.type)  # none where an extension has been taken out
    if known is None or (known.feature and not is_enabled(known.feature, owner)):
        return None
    try:
        return known.tell(owner, delivery.facts)
    except NotFound:
        return None


def _heard(owner: User) -> PersonQuerySet:
    """Whom the owner may know of and has not muted."""
    return User.objects.known_to(owner).exclude(mutes_received__muter=owner.pk)


def _mine(owner: User, facts: Facts) -> Activity:
    activity = activity_for(owner, facts["activity_id"])
    if activity.user_id != owner.pk:
        raise NotFound
    return activity


@kind("activity_created", "You recorded an activity")
@kind("activity_updated", "You changed an activity")
def tell_activity(owner: User, facts: Facts) -> dict[str, Any] | None:
    """The activity as it is now."""
    return {"activity": ActivityDetailSerializer(_mine(owner, facts)).data}


@kind("activity_deleted", "You deleted an activity")
def tell_deletion(owner: User, facts: Facts) -> dict[str, Any] | None:
    """Its id is all that is left."""
    return {"activity_id": facts["activity_id"]}


@kind("activity_liked", "Somebody likes your activity", feature="likes")
def tell_like(owner: User, facts: Facts) -> dict[str, Any] | None:
    """Who likes it, if they still do, and how many do."""
    activity = _mine(owner, facts)
    like = likes_of(activity, owner).filter(user=facts["person_id"], user__in=_heard(owner).values("pk")).first()
    if like is None:
        return None
    count = Like.objects.filter(activity=activity).known_to(owner.pk).count()
    return {"activity_id": activity.pk, "like_count": count, **LikeSerializer(like).data}


@kind("activity_commented", "Somebody commented on your activity", feature="comments")
def tell_comment(owner: User, facts: Facts) -> dict[str, Any] | None:
    """The comment as it is now, unless it is hidden."""
    comment = comment_for(_mine(owner, facts), owner, facts["comment_id"])
    if comment.hidden_at or not _heard(owner).filter(pk=comment.user_id).exists():
        return None
    return {"comment": CommentSerializer(comment).data}


@kind("activity_shared", "Somebody shared your activity")
def tell_share(owner: User, facts: Facts) -> dict[str, Any] | None:
    """Who shares it, and what they say."""
    activity = _mine(owner, facts)
    shares = Share.objects.present().filter(activity=activity, pk=facts["share_id"])
    share = shares.filter(user__in=_heard(owner).values("pk")).select_related("user").first()
    return {"activity_id": activity.pk, "share": shared_of(share)} if share else None


@kind("friend_request", "Somebody wants to be your friend", feature="friends")
def tell_request(owner: User, facts: Facts) -> dict[str, Any] | None:
    """Who asks, while they wait for an answer."""
    asked = incoming_requests(owner).filter(user=facts["person_id"]).first()
    return {"user": PersonSerializer(asked.user).data, "created_at": asked.created_at} if asked else None


@kind("friend_accepted", "Somebody accepted your friend request", feature="friends")
def tell_acceptance(owner: User, facts: Facts) -> dict[str, Any] | None:
    """Who it was, while the two are friends."""
    friend = friends_of(owner).filter(pk=facts["person_id"]).first()
    return {"user": PersonSerializer(friend).data} if friend else None


@kind("message_received", "Somebody sent you a message", feature="messages")
def tell_message(owner: User, facts: Facts) -> dict[str, Any] | None:
    """From whom and where; never what it says, which is for the eyes of its readers only."""
    readable = Message.objects.visible_to(owner).filter(pk=facts["message_id"], deleted_at=None)
    message = readable.filter(sender__in=_heard(owner).values("pk")).select_related("sender").first()
    if message is None:
        return None
    return {
        "message_id": message.pk,
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "sender": PersonSerializer(message.sender).data,
        "created_at": message.created_at,
    }


@kind("challenge_goal_reached", "You reached the goal of a challenge", feature="challenges")
@kind("challenge_ended", "A challenge you took part in is over", feature="challenges")
def tell_challenge(owner: User, facts: Facts) -> dict[str, Any] | None:
    """The challenge, and how the owner stands in it."""
    return {"challenge": ChallengeSerializer(challenge_for(owner, facts["challenge_id"])).data}


@kind("achievement_unlock", "You earned a badge")
def tell_achievement(owner: User, facts: Facts) -> dict[str, Any] | None:
    """The badge."""
    row = Achievement.objects.filter(user=owner, pk=facts["achievement_id"], key__in=BY_KEY).first()
    if row is None:
        return None
    standing = Standing(BY_KEY[row.key], BY_KEY[row.key].goal, row.unlocked_at)
    return {"achievement": AchievementSerializer(standing).data}
