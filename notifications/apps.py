"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "notifications"

    def ready(self) -> None:
        """Events, subscribers and commands register themselves as they are imported."""
        for part in ("inbox.events", "inbox.subscribers", "inbox.moderating", "inbox.commands", "inbox.snapshots"):
            import_module(f"notifications.{part}")
        for part in ("emails.jobs", "emails.subscribers", "push.jobs", "push.subscribers"):
            import_module(f"notifications.{part}")
        for part in ("telling", "subscribers", "jobs"):
            import_module(f"notifications.webhooks.{part}")
