"""What do moderators find of this app? Django looks here; each feature keeps its own."""

import notifications.webhooks.admin  # noqa: F401
