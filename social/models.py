"""Which models does this app have? Django looks here; each feature keeps its own."""

from social.accounts.models import User
from social.announcements.models import Announcement
from social.conversations.models import Conversation, Membership, Message
from social.departure.models import Departure
from social.friendships.models import Follow, Friendship, RequestTally
from social.presence.models import Presence
from social.safety.models import Block, Mute

__all__ = [
    "Announcement",
    "Block",
    "Conversation",
    "Departure",
    "Follow",
    "Friendship",
    "Membership",
    "Message",
    "Mute",
    "Presence",
    "RequestTally",
    "User",
]
