"""How is a notification told in JSON?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from notifications.inbox.lines import in_words
from notifications.inbox.links import link_of
from notifications.inbox.models import Notification
from social.accounts.serializers import PersonSerializer


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    """A line of the inbox. `related_id`: the activity of a like, the person of a request.

    What one `group` holds is one line: a newer one replaces it. `actor` is the newest of those who did it, `actors`
    the newest three at most, `others` how many more there are. `link` is the page of what it is about.
    """

    group = serializers.SerializerMethodField()
    actor = PersonSerializer(read_only=True, allow_null=True)
    actors = PersonSerializer(many=True, read_only=True)
    others = serializers.IntegerField(read_only=True, min_value=0)
    link = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields = ["id", "type", "group", "title", "message", "is_read", "related_id", "actor", "actors", "others"]
        fields += ["link", "created_at"]
        read_only_fields = fields

    def get_group(self, row: Notification) -> str:
        return row.group or str(row.pk)

    @extend_schema_field(str)
    def get_link(self, row: Notification) -> str:
        return link_of(row)


def told(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The lines as plain values, as the API and the live side tell them."""
    return [_plain(line) for line in in_words(rows)]


def _plain(line: Notification) -> dict[str, Any]:
    data = dict(NotificationSerializer(line).data)
    data["actor"] = dict(data["actor"]) if data["actor"] else None
    data["actors"] = [dict(actor) for actor in data["actors"]]
    return data


class IdsSerializer(serializers.Serializer[Any]):
    """Which notifications have been read."""

    ids = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=1000)


class UnreadSerializer(serializers.Serializer[Any]):
    """How many are unread."""

    unread = serializers.IntegerField()
