"""What can a program ask about reactions?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.tracking.selectors import activity_for
from reactions.models import EMOJI, Reaction
from reactions.services import react_to_activity
from social.accounts.caller import caller
from social.accounts.models import User
from social.accounts.serializers import PersonSerializer


class ReactionSerializer(serializers.ModelSerializer[Reaction]):
    """A reaction, and whose it is."""

    user = PersonSerializer(read_only=True)
    emoji = serializers.ChoiceField(choices=EMOJI)

    class Meta:
        model = Reaction
        fields = ["user", "emoji"]


@extend_schema(tags=["reactions"])
class ReactionsView(generics.ListAPIView[Reaction]):
    """The reactions to an activity that the caller may see."""

    serializer_class = ReactionSerializer
    queryset = Reaction.objects.none()

    def get_queryset(self) -> Any:
        """By people the caller may know of, newest first."""
        viewer = caller(self.request)
        activity = activity_for(viewer, int(self.kwargs["id"]))
        return activity.reactions.filter(user__in=User.objects.known_to(viewer)).select_related("user").order_by("-pk")

    def post(self, request: Request, id: str) -> Response:
        """React."""
        sent = ReactionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        reaction = react_to_activity(int(id), caller(request), sent.validated_data["emoji"])
        return Response(ReactionSerializer(reaction).data, status=201)
