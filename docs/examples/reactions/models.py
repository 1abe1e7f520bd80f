"""What is stored of reactions, and of who wants to hear of them?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

EMOJI = ("👏", "🔥", "💪")


class Reaction(models.Model):
    """`user` reacted to `activity`; a second reaction replaces the first."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions")
    emoji = models.CharField(max_length=4, choices=[(emoji, emoji) for emoji in EMOJI])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "user"], name="one_reaction_a_person")]


class ReactionsOff(models.Model):
    """`user` does not want to hear of reactions."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
