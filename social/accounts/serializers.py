"""How are people told in JSON?"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from social.accounts.models import VISIBILITY_NAMES, User, Visibility
from social.accounts.services import edit_profile

RELATIONS = ["self", "friends", "incoming", "outgoing", "none"]


class VisibilityField(serializers.ChoiceField):
    """A Visibility by its name: public, friends, private."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=VISIBILITY_NAMES, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return Visibility[super().to_internal_value(data).upper()]

    def to_representation(self, value: Any) -> str:
        return Visibility(value).label


class PersonSerializer(serializers.ModelSerializer[User]):
    """A person as others see them in a list: an allow-list, the same as `cards.Person`."""

    name = serializers.CharField(source="shown_name", read_only=True)
    avatar = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = User
        fields = ["id", "username", "name", "avatar"]
        read_only_fields = fields


class ProfileSerializer(PersonSerializer):
    """A person's page. `bio` and `city` are null where a private account shows strangers name and picture only.

    Needs the context `relation`, `follow` and `mutual_friends`, and `whole`: whether the caller may see all.
    """

    bio = serializers.SerializerMethodField()
    city = serializers.SerializerMethodField()
    relation = serializers.SerializerMethodField()
    follow = serializers.SerializerMethodField()
    mutual_friends = serializers.SerializerMethodField()

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "is_private", "bio", "city", "relation", "follow", "mutual_friends"]
        read_only_fields = fields

    def get_bio(self, person: User) -> str | None:
        """What they say of themselves."""
        return person.bio if self.context["whole"] else None

    def get_city(self, person: User) -> str | None:
        """Where they say they are."""
        return person.city if self.context["whole"] else None

    @extend_schema_field({"type": "string", "enum": RELATIONS})
    def get_relation(self, person: User) -> str:
        """How the caller stands to them."""
        relation: str = self.context["relation"]
        return relation

    @extend_schema_field({"type": "string", "enum": ["none", "pending", "accepted"]})
    def get_follow(self, person: User) -> str:
        """How the caller follows them."""
        follow: str = self.context["follow"]
        return follow

    def get_mutual_friends(self, person: User) -> int:
        """How many friends the caller shares with them."""
        return int(self.context["mutual_friends"])


class MeSerializer(serializers.ModelSerializer[User]):
    """One's own account. `name` is the display name as it was entered; it may be empty."""

    avatar = serializers.CharField(read_only=True, allow_null=True)
    default_visibility = VisibilityField()

    class Meta:
        model = User
        fields = ["id", "username", "email", "name", "avatar", "bio", "city", "units", "time_zone"]
        fields += ["default_visibility", "is_private", "who_may_message"]
        fields += ["shows_presence", "shows_typing", "sends_read_receipts"]
        read_only_fields = ["id", "username", "email"]

    def update(self, person: User, changes: dict[str, Any]) -> User:
        return edit_profile(person, **changes)
