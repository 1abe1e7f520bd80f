"""What can moderators do about conversations? See that they exist, and take a message down; never read along."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from social.conversations.models import Conversation, Message
from social.moderation.acting import Hideable
from social.moderation.deciding import Matter


class Looking(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read only but for the actions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People write themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row that is gone would leave a hole in the numbers; a message is taken down instead."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [str(name) for name in self.fields or []]


@admin.register(Conversation)
class ConversationAdmin(Looking):
    """Who talks to whom how much, without what is said."""

    list_display = ["__str__", "title", "low", "high", "owner", "member_count", "last_seq", "active_at", "closed_at"]
    list_filter = ["created_at", "closed_at"]
    search_fields = ["title", "members__user__username"]
    list_select_related = ["low", "high", "owner"]
    fields = ["title", "low", "high", "owner", "last_seq", "created_at", "active_at", "closed_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conversation]:
        present = Count("members", filter=Q(members__left_at=None))
        rows: QuerySet[Conversation] = super().get_queryset(request).annotate(member_count=present)
        return rows

    @admin.display(description="members", ordering="member_count")
    def member_count(self, conversation: Any) -> int:
        """How many are in it."""
        return int(conversation.member_count)


@admin.register(Message)
class MessageAdmin(Hideable):
    """Who has written when. What is in a message is read in a report of it, nowhere else."""

    list_display = ["__str__", "sender", "created_at", "deleted_at"]
    list_filter = ["created_at", "deleted_at"]
    search_fields = ["sender__username"]
    list_select_related = ["sender"]
    kind, shown = "message", ["conversation", "seq", "sender", "created_at", "deleted_at", "hidden_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return super().get_queryset(request).defer("content")

    def matter(self, row: Message) -> Matter:
        return Matter(self.kind, row.pk, row.sender_id)
