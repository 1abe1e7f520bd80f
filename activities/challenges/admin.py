"""What can moderators do about challenges? Look, and call one off."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from activities.challenges.models import Challenge
from activities.challenges.services import cancel_as_moderator
from config.kernel.errors import Conflict


@admin.register(Challenge)
class ChallengeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Challenges, read only but for the action."""

    list_display = ["title", "creator", "metric", "goal", "starts_at", "ends_at", "visibility", "cancelled_at"]
    list_filter = ["metric", "visibility", "starts_at"]
    search_fields = ["title", "creator__username", "creator__name"]
    list_select_related = ["creator"]
    date_hierarchy = "starts_at"
    actions = ["cancel"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Challenges are people's own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Challenge | None = None) -> bool:
        """A challenge is called off, and stays to be read."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Challenge | None = None) -> list[str]:
        return [field.name for field in Challenge._meta.fields]

    @admin.action(description="Call off the selected challenges", permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Challenge]) -> None:
        """Call off each chosen challenge that is not over; each is noted in the log of the admin."""
        cancelled = 0
        for row in queryset.filter(cancelled_at=None):
            cancelled += self._cancel_one(request, row)
        self.message_user(request, f"{cancelled} called off.", messages.SUCCESS)

    def _cancel_one(self, request: HttpRequest, row: Challenge) -> int:
        try:
            cancel_as_moderator(row)
        except Conflict as over:
            self.message_user(request, f"{row}: {over.message}", messages.WARNING)
            return 0
        self.log_change(request, row, "Called off.")
        return 1
