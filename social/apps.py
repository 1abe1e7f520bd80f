"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SocialConfig(AppConfig):
    name = "social"
    verbose_name = "people"

    def ready(self) -> None:
        """Events, subjects and subscribers register themselves as they are imported."""
        parts = [
            "accounts.jobs",
            "accounts.subjects",
            "accounts.subscribers",
            "friendships.events",
            "friendships.snapshots",
            "conversations.commands",
            "conversations.snapshots",
            "conversations.subscribers",
            "conversations.topics",
        ]
        parts += ["friendships.audiences", "safety.events", "announcements.events", "announcements.commands"]
        parts += [f"presence.{part}" for part in ("audiences", "commands", "events", "snapshots", "subscribers")]
        parts += ["departure.jobs", "moderation.people", "moderation.closing", "moderation.jobs"]
        parts += ["conversations.reporting", "log_ins.subscribers"]
        for part in parts:
            import_module(f"social.{part}")
