"""What can moderators do about comments and shares? Look, hide and restore; each is noted in the log of the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from activities.engagement import moderation
from activities.engagement.models import Comment, Share
from social.accounts.models import User


class Moderated(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read only but for the actions; nothing is added or deleted here, so that nothing is lost."""

    date_hierarchy = "created_at"
    actions = ["hide", "restore"]
    shown: ClassVar[list[str]]
    set_hidden: ClassVar[Callable[..., bool]]  # hides or shows one, by id; whether that changed anything

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is said in a person's name."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Hiding keeps what was said for whoever has to look again."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        return self.shown

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return self.shown

    @admin.action(description="Hide the selected from everybody", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Hide each; those hidden or deleted already are left as they are."""
        self._change(request, queryset, hidden=True)

    @admin.action(description="Show the selected again", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Show each that is hidden, whoever hid it."""
        self._change(request, queryset, hidden=False)

    def _change(self, request: HttpRequest, queryset: QuerySet[Any], *, hidden: bool) -> None:
        done, word = 0, "Hidden" if hidden else "Restored"
        for row in queryset.order_by("pk"):
            if isinstance(request.user, User) and self.set_hidden(row.pk, request.user, hidden=hidden):
                self.log_change(request, row, f"{word}: {row}.")
                done += 1
        self.message_user(request, f"{done} {word.lower()}.", messages.SUCCESS)


@admin.register(Comment)
class CommentAdmin(Moderated):
    """Comments, with what happened to them."""

    list_display = ["user", "activity", "content", "created_at", "hidden_at", "deleted_at"]
    list_filter = ["created_at", ("hidden_at", admin.EmptyFieldListFilter), ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["content", "user__username"]
    list_select_related = ["user", "activity"]
    shown = ["user", "activity", "parent", "content", "created_at", "edited_at", "deleted_at", "hidden_at", "hidden_by"]
    set_hidden = staticmethod(moderation.set_comment_hidden)


@admin.register(Share)
class ShareAdmin(Moderated):
    """Shares and their notes."""

    list_display = ["user", "activity", "note", "created_at", "hidden_at"]
    list_filter = ["created_at", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = ["note", "user__username"]
    list_select_related = ["user", "activity"]
    shown = ["user", "activity", "note", "created_at", "hidden_at"]
    set_hidden = staticmethod(moderation.set_share_hidden)
