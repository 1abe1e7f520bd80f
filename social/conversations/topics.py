"""Who may watch a conversation? Its members, who are told of it anyway; joining only confirms that."""

from __future__ import annotations

from collections.abc import Collection

from realtime.sockets.topics import topic
from social.accounts.models import User
from social.conversations.events import FEATURE
from social.conversations.models import Membership


def members_among(people: Collection[int], conversation_id: int) -> set[int]:
    """Those of `people` who are members and may see it: of two, neither if one has blocked the other."""
    members = Membership.objects.present().filter(conversation=conversation_id).select_related("conversation")
    return {member.user_id for member in members if member.user_id in people and _sees(member)}


@topic("conversation", among=members_among, feature=FEATURE)
def may_watch(person_id: int, conversation_id: int) -> bool:
    """Whether the person is a member, and may see it."""
    return Membership.objects.of(person_id).filter(conversation=conversation_id).exists()


def _sees(member: Membership) -> bool:
    other = member.conversation.other_than(member.user_id)
    return other is None or User.objects.known_to(member.user_id).filter(pk=other).exists()
