"""Where are conversations in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.conversations.viewsets import ConversationViewSet, MarkViewSet, MemberViewSet, MessageViewSet

urlpatterns = [
    route("conversations", ConversationViewSet.as_view({"get": "list", "post": "create"}), "conversations"),
    route("conversations/unread-count", MarkViewSet.as_view({"get": "unread_count"}), "conversations-unread"),
    route(
        "conversations/<id>",
        ConversationViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        "conversation",
    ),
    route("conversations/<id>/members", MemberViewSet.as_view({"post": "create"}), "conversation-members"),
    route("conversations/<id>/members/<user_id>", MemberViewSet.as_view({"delete": "destroy"}), "conversation-member"),
    route(
        "conversations/<id>/messages",
        MessageViewSet.as_view({"get": "list", "post": "create"}),
        "conversation-messages",
    ),
    route(
        "conversations/<id>/messages/<message_id>",
        MessageViewSet.as_view({"delete": "destroy"}),
        "conversation-message",
    ),
    route("conversations/<id>/read", MarkViewSet.as_view({"post": "read"}), "conversation-read"),
    route("conversations/<id>/delivered", MarkViewSet.as_view({"post": "delivered"}), "conversation-delivered"),
]
