"""Which models does this app have? Django looks here; each feature keeps its own."""

from realtime.events.models import OutboxEvent

__all__ = ["OutboxEvent"]
