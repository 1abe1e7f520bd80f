"""What can a program ask about likes, comments and shares?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from activities.engagement import commenting, services, sharing
from activities.engagement.models import Comment, Like, Share
from activities.engagement.pages import NewestFirst
from activities.engagement.selectors import comment_for, comments_of, likes_of, mentionable
from activities.engagement.serializers import (
    CommentSerializer,
    EditCommentSerializer,
    LikeSerializer,
    LikeStateSerializer,
    NewCommentSerializer,
    NewShareSerializer,
    ShareStateSerializer,
)
from activities.tracking.models import Activity
from activities.tracking.selectors import activity_for
from config.kernel.api.idempotency import idempotent
from config.kernel.errors import Invalid
from config.kernel.features import needs
from social.accounts.caller import caller
from social.accounts.models import User
from social.accounts.serializers import PersonSerializer

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@extend_schema(tags=["activities"])
class LikeViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The likes of an activity that the caller may see."""

    permission_classes = [IsAuthenticated, needs("likes")]
    serializer_class = LikeSerializer
    queryset = Like.objects.none()

    def list(self, request: Request, id: str) -> Response:
        """Who likes the activity, newest first."""
        page = self.paginate_queryset(likes_of(activity_for(caller(request), int(id)), caller(request)))
        return self.get_paginated_response(LikeSerializer(page, many=True).data)

    @extend_schema(request=None, responses={200: LikeStateSerializer})
    def create(self, request: Request, id: str) -> Response:
        """Like the activity. Again changes nothing and notifies nobody."""
        count = services.like_activity(activity_for(caller(request), int(id)), caller(request))
        return Response({"activity_id": int(id), "has_liked": True, "like_count": count})

    @extend_schema(request=None, responses={200: LikeStateSerializer})
    def destroy(self, request: Request, id: str) -> Response:
        """Take one's like back."""
        count = services.unlike_activity(activity_for(caller(request), int(id)), caller(request))
        return Response({"activity_id": int(id), "has_liked": False, "like_count": count})


@extend_schema(tags=["activities"])
class CommentViewSet(viewsets.GenericViewSet[Any]):
    """The comments of an activity that the caller may see."""

    permission_classes = [IsAuthenticated, needs("comments")]
    serializer_class = CommentSerializer
    pagination_class = NewestFirst
    queryset = Comment.objects.none()

    @extend_schema(
        parameters=[OpenApiParameter("hidden", OpenApiTypes.BOOL, description="The hidden ones one may see instead.")],
        responses=CommentSerializer(many=True),
    )
    def list(self, request: Request, id: str) -> Response:
        """What is said, newest first, replies too. With `hidden`: one's own hidden comments, or one's activity's."""
        wanted = request.query_params.get("hidden", "false").lower()
        if wanted not in BOOLEANS:
            raise Invalid(errors={"hidden": ["true or false."]})
        rows = comments_of(self._activity(), caller(request), hidden=BOOLEANS[wanted])
        return self.get_paginated_response(CommentSerializer(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=NewCommentSerializer, responses={201: CommentSerializer})
    @idempotent
    def create(self, request: Request, id: str) -> Response:
        """Say something, or reply to a comment. A `client_id` or an Idempotency-Key makes it repeatable."""
        sent = NewCommentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        comment = commenting.add_comment(self._activity(), caller(request), **sent.validated_data)
        return self._answer(comment, status.HTTP_201_CREATED)

    @extend_schema(request=EditCommentSerializer, responses=CommentSerializer)
    def partial_update(self, request: Request, id: str, comment_id: str) -> Response:
        """Change what one has said."""
        activity = self._activity()
        sent = EditCommentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        comment = commenting.edit_comment(activity, caller(request), int(comment_id), **sent.validated_data)
        return self._answer(comment)

    def destroy(self, request: Request, id: str, comment_id: str) -> Response:
        """Take back what one has said."""
        commenting.delete_comment(self._activity(), caller(request), int(comment_id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=CommentSerializer)
    def hide(self, request: Request, id: str, comment_id: str) -> Response:
        """Hide a comment on one's own activity from all but its author."""
        return self._answer(commenting.hide_comment(self._activity(), caller(request), int(comment_id)))

    @extend_schema(request=None, responses={200: CommentSerializer})
    def unhide(self, request: Request, id: str, comment_id: str) -> Response:
        """Show a comment again that one has hidden."""
        return self._answer(commenting.unhide_comment(self._activity(), caller(request), int(comment_id)))

    def _activity(self) -> Activity:
        return activity_for(caller(self.request), int(self.kwargs["id"]))

    def _answer(self, comment: Comment, code: int = status.HTTP_200_OK) -> Response:
        told = comment_for(comment.activity, caller(self.request), comment.pk)
        return Response(CommentSerializer(told).data, status=code)


@extend_schema(tags=["activities"])
class MentionableViewSet(viewsets.GenericViewSet[Any]):
    """Whom the caller may mention under an activity."""

    permission_classes = [IsAuthenticated, needs("comments")]
    serializer_class = PersonSerializer
    queryset = User.objects.none()

    @extend_schema(
        parameters=[OpenApiParameter("search", OpenApiTypes.STR, description="A part of the name or user name.")],
        responses=PersonSerializer(many=True),
    )
    def list(self, request: Request, id: str) -> Response:
        """People known to the caller who may see the activity, at most 20; nobody without a text."""
        activity = activity_for(caller(request), int(id))
        people = mentionable(activity, caller(request), request.query_params.get("search", ""))
        return self.get_paginated_response(PersonSerializer(self.paginate_queryset(people), many=True).data)


@extend_schema(tags=["activities"])
class ShareViewSet(viewsets.GenericViewSet[Any]):
    """Sharing an activity with one's friends and followers."""

    permission_classes = [IsAuthenticated, needs("feed")]
    serializer_class = ShareStateSerializer
    queryset = Share.objects.none()

    @extend_schema(request=NewShareSerializer, responses={200: ShareStateSerializer})
    def create(self, request: Request, id: str) -> Response:
        """Share it, with a note if one likes. Again changes nothing, not the note either."""
        activity = activity_for(caller(request), int(id))
        sent = NewShareSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        share = sharing.share_activity(activity, caller(request), **sent.validated_data)
        return Response({"activity_id": int(id), "has_shared": True, "note": share.note})

    @extend_schema(request=None, responses={200: ShareStateSerializer})
    def destroy(self, request: Request, id: str) -> Response:
        """Take one's share back."""
        sharing.unshare_activity(activity_for(caller(request), int(id)), caller(request))
        return Response({"activity_id": int(id), "has_shared": False, "note": ""})
