"""How do staff tell everybody something from the admin? By adding an announcement; none is changed afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from social.announcements.models import Announcement
from social.announcements.services import announce


@admin.register(Announcement)
class AnnouncementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What was said, by whom, when."""

    list_display = ["message", "author", "created_at"]
    list_select_related = ["author"]
    fields = ["message"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("social.broadcast")

    def has_change_permission(self, request: HttpRequest, obj: Announcement | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Announcement | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Announcement, form: Any, change: bool) -> None:
        """Through the service, which tells everybody."""
        stored = announce(request.user, obj.message)  # type: ignore[arg-type]
        obj.pk, obj.author, obj.created_at = stored.pk, stored.author, stored.created_at
