"""What can a program ask about people?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from social.accounts.caller import caller
from social.accounts.models import PersonQuerySet, User
from social.accounts.selectors import find_people, person_for, sees_whole
from social.accounts.serializers import MeSerializer, PersonSerializer, ProfileSerializer
from social.departure.serializers import LeaveSerializer, LeftSerializer
from social.departure.services import leave_for_good
from social.friendships.selectors import follow_state, relation
from social.friendships.suggestions import mutual_friends_of


class Search(serializers.Serializer[Any]):
    """What is searched for."""

    search = serializers.CharField(max_length=60, allow_blank=True, default="")


class PeopleView(generics.ListAPIView[User]):
    """People."""

    serializer_class = PersonSerializer

    def get_queryset(self) -> PersonQuerySet:
        asked = Search(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return find_people(caller(self.request), asked.validated_data["search"])

    @extend_schema(parameters=[OpenApiParameter("search", str, description="A part of a name or user name.")])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Find people by a part of their name or user name, at most 100; an empty list without `search`."""
        return super().get(request, *args, **kwargs)


class ProfileView(generics.GenericAPIView[User]):
    """One person."""

    serializer_class = ProfileSerializer

    def get(self, request: Request, id: str) -> Response:
        """A person's profile, and how the caller stands to them."""
        viewer = caller(request)
        person = person_for(viewer, int(id))
        stands = relation(viewer, person.pk)
        context = {
            "relation": stands,
            "whole": sees_whole(viewer, person, stands),
            "follow": follow_state(viewer, person.pk),
            "mutual_friends": mutual_friends_of(viewer, person.pk),
        }
        return Response(ProfileSerializer(person, context=context).data)


class MeView(generics.RetrieveUpdateAPIView[User]):
    """The caller's own account."""

    serializer_class = MeSerializer
    http_method_names = ["get", "patch", "delete", "head", "options"]

    def get_object(self) -> User:
        return caller(self.request)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One's own account and settings."""
        return super().get(request, *args, **kwargs)

    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change some of one's own settings. User name and e-mail are not changed here."""
        return super().patch(request, *args, **kwargs)

    @extend_schema(request=LeaveSerializer, responses={202: LeftSerializer})
    def delete(self, request: Request) -> Response:
        """Delete one's account: it is closed at once, and all of it is deleted after seven days."""
        sent = LeaveSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        departure = leave_for_good(caller(request), sent.validated_data["password"])
        return Response(LeftSerializer(departure).data, status=202)
