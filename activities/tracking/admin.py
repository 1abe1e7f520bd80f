"""What can moderators do about activities? Look, hide and restore; each time is a decision."""

from __future__ import annotations

from django.contrib import admin

from activities.tracking.models import Activity
from social.moderation.acting import Hideable


@admin.register(Activity)
class ActivityAdmin(Hideable):
    """Activities by their words and figures; never by where they led, which zones may hide."""

    list_display = ["title", "user", "activity_type", "visibility", "created_at", "hidden_at", "deleted_at"]
    list_filter = [
        "activity_type",
        ("hidden_at", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["title", "user__username"]
    list_select_related = ["user"]
    date_hierarchy = "created_at"
    kind = "activity"
    shown = ["user", "title", "description", "activity_type", "visibility", "started_at", "created_at"]
    shown += ["deleted_at", "hidden_at"]
