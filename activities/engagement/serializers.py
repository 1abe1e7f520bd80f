"""How are likes, comments and shares told in JSON, and what may be sent of them?"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.engagement.models import Comment, Like, Mention
from activities.engagement.wording import LONGEST_COMMENT, LONGEST_NOTE
from social.accounts.serializers import PersonSerializer


class LikeSerializer(serializers.ModelSerializer[Like]):
    """Who likes an activity, and since when."""

    user = PersonSerializer(read_only=True)

    class Meta:
        model = Like
        fields = ["user", "created_at"]


class LikeStateSerializer(serializers.Serializer[Any]):
    """How it stands after liking or taking the like back."""

    activity_id = serializers.IntegerField()
    has_liked = serializers.BooleanField()
    like_count = serializers.IntegerField()


class MentionedSerializer(serializers.Serializer[Mention]):
    """Somebody a comment mentions: the user name after an @ in its content leads to this person."""

    id = serializers.IntegerField(source="person_id")
    username = serializers.CharField(source="person.username")


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """What somebody said about an activity.

    `parent` is the comment that began the thread, or null, also where the reader may not read that one. `is_hidden`:
    only its author and the activity's owner see it.
    """

    author = PersonSerializer(source="user", read_only=True)
    parent = serializers.SerializerMethodField()  # type: ignore[assignment]
    mentions = MentionedSerializer(many=True, read_only=True)
    is_hidden = serializers.SerializerMethodField()

    class Meta:
        model = Comment
        fields = ["id", "activity_id", "author", "content", "parent", "mentions", "is_hidden"]
        fields += ["created_at", "edited_at"]
        read_only_fields = fields

    @extend_schema_field({"type": ["integer", "null"]})
    def get_parent(self, comment: Comment) -> int | None:
        """The comment that began the thread."""
        return comment.parent_id if getattr(comment, "parent_is_shown", True) else None

    def get_is_hidden(self, comment: Comment) -> bool:
        """Whether the activity's owner or a moderator has hidden it."""
        return comment.hidden_at is not None


class Sent(serializers.Serializer[Any]):
    """What is sent to us: unknown fields are refused by name."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(data.keys() - self.fields.keys())):
            raise serializers.ValidationError({name: ["Unknown field."] for name in unknown})
        return super().to_internal_value(data)


class NewCommentSerializer(Sent):
    """What one says, and to which comment it replies."""

    content = serializers.CharField(max_length=LONGEST_COMMENT)
    parent_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False, allow_null=True)
    client_id = serializers.CharField(max_length=64, required=False, help_text="Sent again, it changes nothing.")


class EditCommentSerializer(Sent):
    """What one would rather have said."""

    content = serializers.CharField(max_length=LONGEST_COMMENT)


class NewShareSerializer(Sent):
    """What one says about what one shares."""

    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class ShareStateSerializer(serializers.Serializer[Any]):
    """How it stands after sharing an activity, or taking that back."""

    activity_id = serializers.IntegerField()
    has_shared = serializers.BooleanField()
    note = serializers.CharField()


def comment_frame(comment_id: int) -> dict[str, Any]:
    """A comment as live events carry it: the API's own JSON, with all whom it mentions."""
    mentions = Prefetch("mentions", queryset=Mention.objects.select_related("person").order_by("pk"))
    comment = Comment.objects.select_related("user").prefetch_related(mentions).get(pk=comment_id)
    data = dict(CommentSerializer(comment).data)
    data["author"] = dict(data["author"])
    return data
