"""Which models does this app have? Django looks here; each feature keeps its own."""

from notifications.inbox.models import Notification

__all__ = ["Notification"]
