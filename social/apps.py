"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SocialConfig(AppConfig):
    name = "social"
    verbose_name = "people"

    def ready(self) -> None:
        """Events, subjects and subscribers register themselves as they are imported."""
        for part in ("accounts.subjects", "accounts.subscribers", "friendships.events", "friendships.snapshots"):
            import_module(f"social.{part}")
