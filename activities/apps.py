"""How does Django know this app, and what is registered when it starts?"""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "activities"

    def ready(self) -> None:
        """Events, audiences and commands register themselves as they are imported."""
        tracked = ("tracking.audiences", "tracking.jobs", "engagement.events", "engagement.commands", "feed.snapshots")
        engaged = ("engagement.audiences", "engagement.topics")
        counted = ("stats.subscribers", "achievements.subscribers")
        challenged = ("challenges.audiences", "challenges.subscribers", "challenges.commands", "challenges.snapshots")
        recorded = ("tasks.events", "tracking.imports.jobs", "tracking.zones.jobs", "exports.jobs")
        moderated = ("tracking.moderation", "engagement.moderation")
        for part in (*moderated, *recorded, *challenged, *tracked, *engaged, *counted):
            import_module(f"activities.{part}")
