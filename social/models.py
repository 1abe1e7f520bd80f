"""Which models does this app have? Django looks here; each feature keeps its own."""

from social.accounts.models import User
from social.announcements.models import Announcement
from social.avatars.models import Avatar
from social.conversations.models import Conversation, Membership, Message
from social.departure.models import Departure
from social.friendships.models import Follow, Friendship, RequestTally
from social.log_ins.models import LogIn
from social.moderation.models import Case, Decision, Report
from social.presence.models import Presence
from social.safety.models import Block, Mute

__all__ = [
    "Announcement",
    "Avatar",
    "Block",
    "Case",
    "Conversation",
    "Decision",
    "Departure",
    "Follow",
    "Friendship",
    "LogIn",
    "Membership",
    "Message",
    "Mute",
    "Presence",
    "Report",
    "RequestTally",
    "User",
]
