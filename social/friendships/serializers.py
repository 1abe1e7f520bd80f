"""How are friends and requests told in JSON?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from social.accounts.serializers import PersonSerializer
from social.friendships.models import Friendship


class RequestSerializer(serializers.ModelSerializer[Friendship]):
    """A friend request: `user` is the other person."""

    user = serializers.SerializerMethodField()
    direction = serializers.SerializerMethodField()

    class Meta:
        model = Friendship
        fields = ["user", "direction", "status", "created_at"]
        read_only_fields = fields

    def get_direction(self, request: Friendship) -> str:
        """incoming or outgoing, as seen by the caller."""
        return "outgoing" if request.user_id == self.context["request"].user.pk else "incoming"

    def get_user(self, request: Friendship) -> dict[str, Any]:
        """The other person's card."""
        other = request.friend if self.get_direction(request) == "outgoing" else request.user
        return dict(PersonSerializer(other).data)


class StandingSerializer(serializers.Serializer[Any]):
    """How the caller and the other person stand after a request: pending, accepted, rejected."""

    status = serializers.ChoiceField(choices=["pending", "accepted", "rejected"])


class SuggestionSerializer(PersonSerializer):
    """A person one may know, and how many friends one shares with them."""

    mutual_friends = serializers.IntegerField(read_only=True)

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "mutual_friends"]
        read_only_fields = fields


class FollowSerializer(serializers.Serializer[Any]):
    """How the caller follows a person: accepted, or pending until a private account approves."""

    status = serializers.ChoiceField(choices=["pending", "accepted"])
