"""How does Django know this app, and what registers itself when it starts?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    name = "reactions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Events, topics and commands register themselves as they are imported."""
        for part in ("audiences", "events", "topics", "commands", "personal"):
            import_module(f"reactions.{part}")
