"""Which features keep something of a person? Importing this registers what each of them tells, loads and deletes."""

from __future__ import annotations

from importlib import import_module

FEATURES = (
    "social.accounts",
    "social.avatars",
    "social.log_ins",
    "social.friendships",
    "social.safety",
    "social.moderation",
    "social.presence",
    "social.conversations",
    "activities.tracking",
    "activities.engagement",
    "activities.challenges",
    "activities.achievements",
    "activities.stats",
    "activities.tasks",
    "notifications.inbox",
    "notifications.webhooks",
    "notifications.push",
)
for feature in FEATURES:
    import_module(f"{feature}.personal")
