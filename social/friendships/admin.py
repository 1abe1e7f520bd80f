"""What can moderators do about friendships? Look, and end one; each end is a decision."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from social.friendships.models import Friendship
from social.moderation.acting import Moderated
from social.moderation.deciding import Matter, Verdict
from social.moderation.models import Action


@admin.register(Friendship)
class FriendshipAdmin(Moderated):
    """Friendships and requests, read only but for the actions."""

    list_display = ["user", "friend", "status", "created_at", "updated_at"]
    list_filter = ["status", "created_at"]
    search_fields = ["user__username", "friend__username", "user__name", "friend__name"]
    list_select_related = ["user", "friend"]
    date_hierarchy = "created_at"
    actions = ["end"]
    kind, shown = "friendship", ["user", "friend", "status", "created_at", "updated_at"]

    def matter(self, row: Friendship) -> Matter:
        """Neither of the two is told more than that they are friends no longer."""
        return Matter(self.kind, row.pk, None)

    def verdict(self, request: HttpRequest, action: str, row: Any) -> Verdict:
        return super().verdict(request, action, row)._replace(friends=(row.user_id, row.friend_id))

    @admin.action(description="End the selected friendships and withdraw the selected requests", permissions=["change"])
    def end(self, request: HttpRequest, queryset: QuerySet[Friendship]) -> None:
        """End each chosen friendship, both rows, as if its asker had; with both rows chosen it is one decision."""
        self.decide_each(request, queryset.select_related("user"), Action.END_FRIENDSHIP, "ended")
