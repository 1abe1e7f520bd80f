"""Which models does this app have? Django looks here; each feature keeps its own."""

from activities.engagement.models import Comment, Like
from activities.tracking.models import Activity

__all__ = ["Activity", "Comment", "Like"]
