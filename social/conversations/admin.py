"""What can moderators do about conversations? See that they exist, and take a message down; never read along."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from social.conversations.models import Conversation, Message
from social.conversations.sending import take_down


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
class MessageAdmin(Looking):
    """Who has written when. What is in a message is read in a report of it, nowhere else."""

    list_display = ["__str__", "sender", "created_at", "deleted_at"]
    list_filter = ["created_at", "deleted_at"]
    search_fields = ["sender__username"]
    list_select_related = ["sender"]
    fields = ["conversation", "seq", "sender", "created_at", "deleted_at"]
    actions = ["take_down"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return super().get_queryset(request).defer("content")

    @admin.action(description="Take the selected messages down", permissions=["change"])
    def take_down(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Delete each chosen message as its sender could; each is noted in the log of the admin."""
        taken = [message for message in queryset if take_down(message)]
        for message in taken:
            self.log_change(request, message, f"Taken down: a message of {message.sender_id}.")
        self.message_user(request, f"{len(taken)} taken down.", messages.SUCCESS)
