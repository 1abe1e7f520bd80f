"""What can moderators see of achievements? Who has which; they are neither given nor taken by hand."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from activities.achievements.models import Achievement


@admin.register(Achievement)
class AchievementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Achievements, read only."""

    list_display = ["user", "key", "unlocked_at"]
    list_filter = ["key", "unlocked_at"]
    search_fields = ["user__username", "user__name", "key"]
    list_select_related = ["user"]
    date_hierarchy = "unlocked_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Achievement | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Achievement | None = None) -> bool:
        return False
