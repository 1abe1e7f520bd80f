"""How does a conversation begin, and how do people join, leave and rename it?

Whatever changes a conversation, or adds a message to it, holds the lock of its row; so what happens at the same moment
happens one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from config.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from config.kernel.ratelimits import spend
from realtime.events import People, Rule, publish
from social.accounts.cards import Person
from social.accounts.models import User
from social.accounts.services import CONTROL, LINE_BREAK
from social.conversations.events import Action, ConversationUpdate, MemberParted
from social.conversations.models import MAX_TITLE, Conversation, Membership, MembershipQuerySet
from social.conversations.rights import refuse_unless_all_take_messages
from social.conversations.selectors import NONE_SUCH, membership_for
from social.friendships.selectors import friend_ids
from social.friendships.services import pair

MOST_MEMBERS = 100
STRANGERS_A_DAY = "20/d"
GROUPS_A_DAY = "50/d"


def start_conversation(by: User, with_ids: Sequence[int], title: str = "") -> tuple[Conversation, bool]:
    """Begin a conversation; with one person and no title it is the one the two have already, if there is one.

    The second value says whether it is new. Raises Invalid for nobody, oneself, somebody twice or too many; NotFound
    for who may not be known, Forbidden for who takes messages from friends only, RateLimited.
    """
    _refuse_faulty_members(by, with_ids)
    if len(with_ids) == 1 and not title:
        return _start_pair(by, with_ids[0])
    _check_title(title)
    _refuse_strangers(by, with_ids)
    spend("conversation_group", by.pk, GROUPS_A_DAY)
    with transaction.atomic():
        conversation = Conversation.objects.create(title=title, owner=by)
        _join(conversation, [by.pk, *with_ids])
        _tell_all(conversation, "new")
    return conversation, True


def rename(by: User, conversation_id: int, title: str) -> None:
    """Give a group another title; its owner does. Raises NotFound, Forbidden, Conflict, Invalid."""
    _check_title(title)
    with transaction.atomic():
        conversation = _owned(by, conversation_id)
        if conversation.title != title:
            Conversation.objects.filter(pk=conversation.pk).update(title=title)
            _tell_all(conversation, "renamed", title=title)


def add_member(by: User, conversation_id: int, person_id: int) -> None:
    """Let a person into a group, by its owner; they read what is said from now on. Again changes nothing.

    Raises NotFound, Forbidden as for a message, Conflict when the group is full.
    """
    with transaction.atomic():
        conversation = _owned(by, conversation_id)
        if _present(conversation).filter(user=person_id).exists():
            return
        _refuse_strangers(by, [person_id])
        if _present(conversation).count() >= MOST_MEMBERS:
            raise Conflict(f"A group has at most {MOST_MEMBERS} members.", code="group_full")
        _join(conversation, [person_id])
        _tell(conversation, "new", to=[person_id])
        _tell_all(conversation, "member_added", person=User.objects.get(pk=person_id))


def remove_member(by: User, conversation_id: int, person_id: int) -> None:
    """Take a person out of a group, by its owner; oneself is `leave`. NotFound for who is not in it."""
    if person_id == by.pk:
        leave(by, conversation_id)
        return
    with transaction.atomic():
        conversation = _owned(by, conversation_id)
        known = User.objects.known_to(by).values("pk")
        member = _present(conversation).filter(user=person_id, user__in=known).select_related("user").first()
        if member is None:
            raise NotFound("There is no such member.")
        _part(conversation, member.user, "member_removed")


def leave(by: User, conversation_id: int) -> None:
    """Leave a group. An owner hands it to the oldest member; the last one out closes it. NotFound, Conflict."""
    with transaction.atomic():
        conversation = locked(conversation_id)
        membership_for(by, conversation_id)
        _refuse_pair(conversation)
        _part(conversation, by, "member_left")
        if conversation.owner_id == by.pk:
            _hand_over(conversation)


def mute(by: User, conversation_id: int, muted: bool) -> None:
    """Say whether one's own devices stay silent about a conversation. NotFound."""
    with transaction.atomic():
        mine = membership_for(by, conversation_id)
        if Membership.objects.filter(pk=mine.pk).exclude(muted=muted).update(muted=muted):
            _tell(mine.conversation, "muted" if muted else "unmuted", to=[by.pk])


def hand_over_groups(person_id: int) -> None:
    """Give each group of a person who goes for good to its oldest member; one without another member is closed."""
    for pk in list(Conversation.objects.filter(owner=person_id).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            conversation = locked(pk)
            _present(conversation).filter(user=person_id).update(left_at=timezone.now())
            _hand_over(conversation)


def locked(conversation_id: int) -> Conversation:
    """The conversation, its row locked until the transaction ends. NotFound."""
    conversation = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFound(NONE_SUCH)
    return conversation


def _start_pair(by: User, other_id: int) -> tuple[Conversation, bool]:
    low, high = sorted((by.pk, other_id))
    with pair(by.pk, other_id):
        _refuse_strangers(by, [other_id])
        conversation = Conversation.objects.filter(low=low, high=high).first()
        if conversation is not None:
            return conversation, False
        if other_id not in friend_ids(by.pk):
            spend("conversation_stranger", by.pk, STRANGERS_A_DAY)
        conversation = Conversation.objects.create(low_id=low, high_id=high)
        _join(conversation, [by.pk, other_id])
        _tell_all(conversation, "new")
    return conversation, True


def _refuse_faulty_members(by: User, ids: Sequence[int]) -> None:
    if not ids:
        fault = "Name somebody."
    elif by.pk in ids:
        fault = "You are in it anyway: name the others."
    elif len(set(ids)) != len(ids):
        fault = "Name each person once."
    elif len(ids) >= MOST_MEMBERS:
        fault = f"A group has at most {MOST_MEMBERS} members."
    else:
        return
    raise Invalid(errors={"members": [fault]})


def _check_title(title: str) -> None:
    if len(title) > MAX_TITLE or CONTROL.search(title) or LINE_BREAK.search(title):
        raise Invalid(errors={"title": [f"At most {MAX_TITLE} characters in one line, without control characters."]})


def _refuse_strangers(by: User, ids: Sequence[int]) -> None:
    if User.objects.known_to(by).filter(pk__in=ids).count() != len(ids):
        raise NotFound
    refuse_unless_all_take_messages(by, ids)


def _owned(by: User, conversation_id: int) -> Conversation:
    conversation = locked(conversation_id)
    membership_for(by, conversation_id)
    _refuse_pair(conversation)
    if conversation.owner_id != by.pk:
        raise Forbidden("Only the owner of the group may do this.", code="not_the_owner")
    return conversation


def _refuse_pair(conversation: Conversation) -> None:
    if not conversation.is_group:
        raise Conflict("A conversation of two stays as it is.", code="not_a_group")


def _present(conversation: Conversation) -> MembershipQuerySet:
    return Membership.objects.present().filter(conversation=conversation)


def _join(conversation: Conversation, ids: Sequence[int]) -> None:
    """Members from the next message on, also those who were in it before."""
    top = conversation.last_seq
    fields = {"joined_at": timezone.now(), "left_at": None, "first_seq": top + 1, "read_seq": top, "delivered_seq": top}
    Membership.objects.bulk_create(
        [Membership(conversation=conversation, user_id=pk, **fields) for pk in ids],
        update_conflicts=True,
        unique_fields=["conversation", "user"],
        update_fields=list(fields),
    )


def _part(conversation: Conversation, person: User, action: Action) -> None:
    _present(conversation).filter(user=person).update(left_at=timezone.now())
    publish(MemberParted(person_id=person.pk, conversation_id=conversation.pk), to=None)
    _tell(conversation, "gone", to=[person.pk])
    _tell_all(conversation, action, person=person)


def _hand_over(conversation: Conversation) -> None:
    heir = (
        _present(conversation).filter(user__is_active=True).select_related("user").order_by("joined_at", "pk").first()
    )
    changes = {"owner": heir.user} if heir else {"owner": None, "closed_at": timezone.now()}
    Conversation.objects.filter(pk=conversation.pk).update(**changes)
    if heir:
        _tell_all(conversation, "owner_changed", person=heir.user)


def _tell_all(
    conversation: Conversation, action: Action, *, title: str | None = None, person: User | None = None
) -> None:
    event = _update(conversation, action, title, person)
    args = {"conversation_id": conversation.pk, "about": person.pk if person else None}
    publish(event, to=Rule("conversation_members", args))


def _tell(conversation: Conversation, action: Action, *, to: list[int]) -> None:
    publish(_update(conversation, action), to=People.of(*to))


def _update(
    conversation: Conversation, action: Action, title: str | None = None, person: User | None = None
) -> ConversationUpdate:
    card = Person.of(person) if person else None
    return ConversationUpdate(action=action, conversation_id=conversation.pk, title=title, person=card)
