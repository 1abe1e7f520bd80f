"""What is stored of conversations and their messages?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from config.kernel.history import recorded
from social.accounts.models import User

MAX_CONTENT, MAX_CLIENT_ID, MAX_TITLE = 4000, 64, 100


class Conversation(models.Model):
    """Two people, `low` and `high` by id, or a group, where both are empty. Nobody can see it once all have left."""

    title = models.CharField(max_length=MAX_TITLE, blank=True)
    low = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    active_at = models.DateTimeField(auto_now_add=True, help_text="When it began, or its last message was sent.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When the last one left.")

    class Meta:
        db_table = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="one_conversation_a_pair"),
            models.CheckConstraint(
                # said with "is not null": a comparison with an empty one is neither true nor false, and would pass
                condition=Q(low=None, high=None) | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                name="a_pair_is_ordered_or_empty",
            ),
            models.CheckConstraint(condition=Q(low=None) | Q(owner=None, title=""), name="a_pair_has_no_owner"),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    @property
    def is_group(self) -> bool:
        """Whether it is a group, however few are in it."""
        return self.low_id is None

    def other_than(self, person_id: int) -> int | None:
        """In a conversation of two, the id of the other."""
        return self.high_id if self.low_id == person_id else self.low_id


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Sets of memberships."""

    def present(self) -> MembershipQuerySet:
        """Of those who have not left."""
        return self.filter(left_at=None)

    def of(self, person: User | int) -> MembershipQuerySet:
        """The person's own, of conversations they may see: a block hides a conversation of two from both."""
        pk = person if isinstance(person, int) else person.pk
        known = User.objects.known_to(pk).values("pk")
        pair = Q(conversation__low__in=known, conversation__high__in=known)
        return self.present().filter(Q(conversation__low=None) | pair, user=pk)

    def with_unread(self, person: User | int) -> MembershipQuerySet:
        """Adds `unread` to the person's own: messages of others they may know of, above their read marker."""
        after = Message.objects.of_member().filter(seq__gt=OuterRef("read_seq")).by_people_known_to(person)
        theirs = after.exclude(sender=OuterRef("user")).order_by().values("conversation")
        counted = Subquery(theirs.annotate(n=Count("*")).values("n"), output_field=IntegerField())
        return self.annotate(unread=Coalesce(counted, 0))

    def with_last_message(self, person: User | int) -> MembershipQuerySet:
        """Adds `last_message_id` to the person's own: of the newest message they may read."""
        newest = Message.objects.of_member().by_people_known_to(person).order_by("-seq")
        return self.annotate(last_message_id=Subquery(newest.values("pk")[:1]))


class Membership(models.Model):
    """`user` is in `conversation`, or was until `left_at`. The markers are sequence numbers of messages."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    first_seq = models.BigIntegerField(default=1, help_text="The first message the member may read.")
    delivered_seq = models.BigIntegerField(default=0, help_text="Up to here it has reached one of their devices.")
    read_seq = models.BigIntegerField(default=0, help_text="Up to here they have read it.")
    muted = models.BooleanField(default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        db_table = "conversation_members"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user"], name="one_membership_a_person"),
            models.CheckConstraint(condition=Q(read_seq__lte=F("delivered_seq")), name="what_is_read_was_delivered"),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(left_at=None), name="conversations_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} in conversation {self.conversation_id}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Sets of messages; deleted ones are in them, and told without their content."""

    def by_people_known_to(self, person: User | int) -> MessageQuerySet:
        """Sent by people who are active, with no block either way."""
        return self.filter(sender__in=User.objects.known_to(person).values("pk"))

    def of_member(self) -> MessageQuerySet:
        """Of the membership around this subquery: of its conversation, from where the member may read on."""
        return self.filter(conversation=OuterRef("conversation"), seq__gte=OuterRef("first_seq"))

    def visible_to(self, person: User | int) -> MessageQuerySet:
        """What the person may read: of their conversations, from where they may read on, by people they may know."""
        mine = Membership.objects.of(person).filter(
            conversation=OuterRef("conversation"), first_seq__lte=OuterRef("seq")
        )
        return self.by_people_known_to(person).filter(Exists(mine))


@recorded("hidden_at")
class Message(models.Model):
    """What `sender` said, the `seq`-th of its conversation. A deleted one keeps its row, which nobody is shown.

    A moderator deletes it with `hidden_at`, and may take that back.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    seq = models.BigIntegerField()
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content = models.TextField(max_length=MAX_CONTENT)
    client_id = models.CharField(max_length=MAX_CLIENT_ID)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        db_table = "messages"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_a_number"),
            models.UniqueConstraint(fields=["conversation", "sender", "client_id"], name="one_message_a_client_id"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="messages_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | Q(deleted_at__isnull=False), name="a_hidden_message_is_shown_to_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.seq} of conversation {self.conversation_id}"
