"""What can a program ask about conversations?"""

from __future__ import annotations

from typing import Any

import msgspec
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.api.idempotency import idempotent
from config.kernel.errors import NotFound
from config.kernel.features import needs
from social.accounts.caller import caller
from social.conversations import paging, receipts, selectors, sending, services
from social.conversations.events import FEATURE, UnreadMessages
from social.conversations.models import Conversation, Message
from social.conversations.serializers import (
    ChangeSerializer,
    ConversationSerializer,
    DeliveredSerializer,
    MarkSerializer,
    MemberInputSerializer,
    MessageSerializer,
    SendSerializer,
    StartSerializer,
    TotalSerializer,
    UnreadMessagesSerializer,
)

PAGING = [
    OpenApiParameter("before", OpenApiTypes.INT, description="Messages with a lower `seq` than this, newest first."),
    OpenApiParameter("cursor", OpenApiTypes.INT, description="The same; from `next`."),
    OpenApiParameter("after_seq", OpenApiTypes.INT, description="Messages with a higher `seq`, oldest first."),
]


def told(request: Request, conversation_id: int) -> dict[str, Any]:
    """A conversation as the caller sees it."""
    seen = selectors.conversation_for(caller(request), conversation_id)
    return dict(ConversationSerializer(seen, context={"person": caller(request)}).data)


def sent(kind: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent, checked."""
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    checked: dict[str, Any] = given.validated_data
    return checked


@extend_schema(tags=["messages"])
class ConversationViewSet(viewsets.GenericViewSet[Any]):
    """The caller's conversations."""

    permission_classes = [IsAuthenticated, needs(FEATURE)]
    serializer_class = ConversationSerializer
    queryset = Conversation.objects.none()

    @extend_schema(responses=ConversationSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The conversation with the newest message first, each with its members, newest message and unread count."""
        person = caller(request)
        rows = selectors.seen(person, self.paginate_queryset(selectors.conversations_of(person)) or [])
        return self.get_paginated_response(ConversationSerializer(rows, many=True, context={"person": person}).data)

    @extend_schema(request=StartSerializer, responses={200: ConversationSerializer, 201: ConversationSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin a conversation: with one person the one there is (200) or a new one; more, or a `title`, a group."""
        given = sent(StartSerializer, request)
        started, is_new = services.start_conversation(caller(request), given["members"], given["title"])
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(told(request, started.pk), status=code)

    def retrieve(self, request: Request, id: str) -> Response:
        """One conversation of the caller's."""
        return Response(told(request, int(id)))

    @extend_schema(request=ChangeSerializer, responses=ConversationSerializer)
    def partial_update(self, request: Request, id: str) -> Response:
        """Rename a group, as its owner; mute or unmute a conversation for oneself."""
        given = sent(ChangeSerializer, request)
        if "title" in given:
            services.rename(caller(request), int(id), given["title"])
        if "muted" in given:
            services.mute(caller(request), int(id), given["muted"])
        return Response(told(request, int(id)))

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, id: str) -> Response:
        """Leave a group. An owner hands it to its oldest member."""
        services.leave(caller(request), int(id))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["messages"])
class MemberViewSet(viewsets.GenericViewSet[Any]):
    """The members of a group."""

    permission_classes = [IsAuthenticated, needs(FEATURE)]
    serializer_class = ConversationSerializer
    queryset = Conversation.objects.none()

    @extend_schema(request=MemberInputSerializer, responses=ConversationSerializer)
    def create(self, request: Request, id: str) -> Response:
        """Let a person in, as the owner. Again changes nothing."""
        services.add_member(caller(request), int(id), sent(MemberInputSerializer, request)["user_id"])
        return Response(told(request, int(id)))

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, id: str, user_id: str) -> Response:
        """Take a person out, as the owner; oneself is to leave."""
        services.remove_member(caller(request), int(id), int(user_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["messages"])
class MessageViewSet(viewsets.GenericViewSet[Any]):
    """The messages of a conversation of the caller's."""

    permission_classes = [IsAuthenticated, needs(FEATURE)]
    serializer_class = MessageSerializer
    queryset = Message.objects.none()

    @extend_schema(parameters=PAGING, responses=MessageSerializer(many=True))
    def list(self, request: Request, id: str) -> Response:
        """A page of messages, 50 at a time and at most 100, newest first; with `after_seq` oldest first."""
        person = caller(request)
        return paging.page(request, selectors.messages_of(person, selectors.membership_for(person, int(id))))

    @extend_schema(request=SendSerializer, responses={201: MessageSerializer})
    def create(self, request: Request, id: str) -> Response:
        """Send a message. The same `client_id` again answers the same message; with another content, 409."""
        given = sent(SendSerializer, request)
        message = sending.send_message(caller(request), int(id), given["content"], given["client_id"])
        return Response(MessageSerializer(message).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, id: str, message_id: str) -> Response:
        """Take one's own message back, for everybody."""
        sending.delete_message(caller(request), int(id), int(message_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(tags=["messages"])
class MarkViewSet(viewsets.GenericViewSet[Any]):
    """How far the caller has come."""

    permission_classes = [IsAuthenticated, needs(FEATURE)]
    serializer_class = UnreadMessagesSerializer
    queryset = Conversation.objects.none()

    @extend_schema(responses=TotalSerializer)
    def unread_count(self, request: Request) -> Response:
        """How many messages the caller has not read, in all conversations."""
        return Response({"total": selectors.unread_total(caller(request))})

    @extend_schema(request=MarkSerializer, responses=UnreadMessagesSerializer)
    def read(self, request: Request, id: str) -> Response:
        """Mark all read up to the highest of `message_ids`, or up to `seq`, on every device."""
        receipts.mark_read(caller(request), int(id), self._up_to(request, int(id)))
        now = UnreadMessages.now(caller(request).pk, int(id))
        if now is None:
            raise NotFound(selectors.NONE_SUCH)
        return Response(msgspec.structs.asdict(now))

    @extend_schema(request=MarkSerializer, responses=DeliveredSerializer)
    def delivered(self, request: Request, id: str) -> Response:
        """Say that a device of the caller's has received all up to there."""
        reached = receipts.mark_delivered(caller(request), int(id), self._up_to(request, int(id)))
        return Response({"conversation_id": int(id), "delivered_seq": reached})

    def _up_to(self, request: Request, conversation_id: int) -> int:
        given = sent(MarkSerializer, request)
        if "seq" in given:
            return int(given["seq"])
        return receipts.highest(caller(request), conversation_id, given["message_ids"])
