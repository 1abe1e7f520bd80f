"""What can a program ask about preferences, mutes, and why somebody was told?"""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from notifications.inbox import muting, preferences
from notifications.inbox.preference_serializers import PreferencesSerializer, WhySerializer, preferences_of
from notifications.inbox.why import why
from social.accounts.caller import caller


@extend_schema(tags=["notifications"])
class PreferenceViewSet(viewsets.ViewSet):
    """What the caller wants to be told, where and when."""

    @extend_schema(responses=PreferencesSerializer)
    def retrieve(self, request: Request) -> Response:
        """Every type with its channels, quiet hours, and how often there is e-mail."""
        return Response(preferences_of(caller(request)))

    @extend_schema(request=PreferencesSerializer, responses=PreferencesSerializer)
    def partial_update(self, request: Request) -> Response:
        """Change what is named, and leave the rest as it is."""
        sent = PreferencesSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        changes = dict(sent.validated_data)
        preferences.choose(caller(request), changes.pop("types", {}), **changes)
        return self.retrieve(request)


@extend_schema(tags=["notifications"])
class WhyViewSet(viewsets.ViewSet):
    """Why the caller was told something."""

    @extend_schema(operation_id="notifications_why", responses=WhySerializer)
    def retrieve(self, request: Request, id: str) -> Response:
        """The cause, the preference that allowed it, and the ways to stop it."""
        return Response(WhySerializer(why(caller(request), int(id))).data)


@extend_schema(tags=["notifications"])
class ActivityMuteViewSet(viewsets.ViewSet):
    """Activities of which the caller wants to hear no more."""

    @extend_schema(operation_id="activities_mute", request=None, responses={204: None})
    def create(self, request: Request, id: str) -> Response:
        """Be told no more of what others do about it. Again changes nothing."""
        muting.mute_activity(caller(request), int(id))
        return Response(status=204)

    @extend_schema(operation_id="activities_unmute", responses={204: None})
    def destroy(self, request: Request, id: str) -> Response:
        """Be told of it again."""
        muting.unmute_activity(caller(request), int(id))
        return Response(status=204)
