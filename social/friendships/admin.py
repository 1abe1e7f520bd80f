"""What can moderators do about friendships? Look, and end one, through the same service as the people do."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from config.kernel.errors import NotFound
from social.friendships.models import Friendship
from social.friendships.services import remove_friend


@admin.register(Friendship)
class FriendshipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Friendships and requests, read only but for the actions."""

    list_display = ["user", "friend", "status", "created_at", "updated_at"]
    list_filter = ["status", "created_at"]
    search_fields = ["user__username", "friend__username", "user__name", "friend__name"]
    list_select_related = ["user", "friend"]
    date_hierarchy = "created_at"
    actions = ["end"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody is befriended by a moderator."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Friendship | None = None) -> bool:
        """Deleting one row would leave half a friendship: the action ends both."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Friendship | None = None) -> list[str]:
        return ["user", "friend", "status", "created_at", "updated_at"]

    @admin.action(description="End the selected friendships and withdraw the selected requests", permissions=["change"])
    def end(self, request: HttpRequest, queryset: QuerySet[Friendship]) -> None:
        """End each chosen friendship, both rows, as if its asker had; each is noted in the log of the admin."""
        ended = 0
        for row in queryset.select_related("user"):
            ended += self._end_one(request, row)
        self.message_user(request, f"{ended} ended.", messages.SUCCESS)

    def _end_one(self, request: HttpRequest, row: Friendship) -> int:
        try:
            remove_friend(row.user, row.friend_id)
        except NotFound:  # its other row was chosen too, and both went with it; or it was rejected before
            return 0
        self.log_change(request, row, f"Ended: {row.status} between {row.user_id} and {row.friend_id}.")
        return 1
