"""What can moderators do about comments and shares? Look, hide and restore; each time is a decision."""

from __future__ import annotations

from django.contrib import admin

from activities.engagement.models import Comment, Share
from social.moderation.acting import Hideable


@admin.register(Comment)
class CommentAdmin(Hideable):
    """Comments, with what happened to them."""

    list_display = ["user", "activity", "content", "created_at", "hidden_at", "deleted_at"]
    list_filter = ["created_at", ("hidden_at", admin.EmptyFieldListFilter), ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["content", "user__username"]
    list_select_related = ["user", "activity"]
    shown = ["user", "activity", "parent", "content", "created_at", "edited_at", "deleted_at", "hidden_at", "hidden_by"]
    kind = "comment"
    date_hierarchy = "created_at"


@admin.register(Share)
class ShareAdmin(Hideable):
    """Shares and their notes."""

    list_display = ["user", "activity", "note", "created_at", "hidden_at"]
    list_filter = ["created_at", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = ["note", "user__username"]
    list_select_related = ["user", "activity"]
    shown = ["user", "activity", "note", "created_at", "hidden_at"]
    kind = "share"
    date_hierarchy = "created_at"
