"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "activities"

    def ready(self) -> None:
        """Events, audiences and commands register themselves as they are imported."""
        for part in ("tracking.audiences", "engagement.events", "engagement.commands", "feed.snapshots"):
            import_module(f"activities.{part}")
