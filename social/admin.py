"""What do moderators find of this app? Django looks here; each feature keeps its own."""

import social.accounts.admin
import social.announcements.admin
import social.conversations.admin
import social.friendships.admin
import social.moderation.admin  # noqa: F401
