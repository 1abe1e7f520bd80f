"""Which models does this app have? Django looks here; each feature keeps its own."""

from social.accounts.models import User
from social.friendships.models import Follow, Friendship, RequestTally
from social.safety.models import Block, Mute

__all__ = ["Block", "Follow", "Friendship", "Mute", "RequestTally", "User"]
