"""What do moderators find of this app? Django looks here; each feature keeps its own."""

import activities.achievements.admin
import activities.challenges.admin
import activities.engagement.admin
import activities.tracking.admin  # noqa: F401
