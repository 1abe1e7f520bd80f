"""How does a person begin a conversation: with whom, under which name, with which words?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import Forbidden
from config.kernel.features import require
from config.pages.activity_form import tell_faults
from config.pages.conversations import SendForm, to
from config.pages.page import SAYABLE, PersonRequest, page
from config.pages.paging import number_in
from social.accounts.models import User
from social.accounts.selectors import find_people, person_for
from social.conversations import sending, services
from social.conversations.events import FEATURE
from social.conversations.models import MAX_TITLE, Membership
from social.conversations.rights import may_write_to
from social.friendships.selectors import friends_of

OFFERED = 20


class Offer(NamedTuple):
    """Somebody to write to; `may` is false for who takes no messages of the reader."""

    person: User
    may: bool


class Chosen(NamedTuple):
    """Somebody who was chosen, and the address of the page without them."""

    person: User
    without: str


class BeginForm(SendForm):
    """The first words, and the name of a group."""

    title = forms.CharField(label="Name of the group", required=False, max_length=MAX_TITLE)


@page
def begin(request: PersonRequest) -> HttpResponse:
    """Choose people, by `?with=` and their numbers, and write to them."""
    require(FEATURE, request.user)
    return _shown(request, _named(request, request.POST.getlist("with") or request.GET.getlist("with")))


@page
def begin_with(request: PersonRequest, person_id: int) -> HttpResponse:
    """Write to one person: in the conversation of the two, if there is one."""
    require(FEATURE, request.user)
    person = person_for(request.user, person_id)
    low, high = sorted((request.user.pk, person_id))
    there = Membership.objects.of(request.user).filter(conversation__low=low, conversation__high=high).first()
    if there is not None:
        return to(there.conversation_id)
    if person_id == request.user.pk:
        return redirect("pages:messages")
    return _shown(request, [person])


def find_and_offer(request: HttpRequest, person: User, besides: Collection[int]) -> list[Offer]:
    """Whom `?q=` finds, or friends where nothing is asked, without `besides` and oneself."""
    text = request.GET.get("q", "").replace("\x00", "").strip()
    rows = find_people(person, text)[: OFFERED + len(besides) + 1] if text else friends_of(person)[:OFFERED]
    found = [one for one in rows if one.pk not in besides and one.pk != person.pk][:OFFERED]
    takers = may_write_to(person, [one.pk for one in found])
    return [Offer(one, one.pk in takers) for one in found]


def _named(request: PersonRequest, numbers: list[str]) -> list[User]:
    ids = {number for text in numbers if (number := number_in(text)) is not None} - {request.user.pk}
    people = User.objects.known_to(request.user).in_bulk(list(ids)[: services.MOST_MEMBERS])
    return [people[pk] for pk in ids if pk in people]


def _shown(request: PersonRequest, people: list[User]) -> HttpResponse:
    form = BeginForm(request.POST or None, initial={"client_id": str(uuid4())})
    if form.is_bound and form.is_valid():
        try:
            return to(_begin(request.user, [one.pk for one in people], form.cleaned_data))
        except (*SAYABLE, Forbidden) as refusal:
            tell_faults(form, refusal)
    ids = {one.pk for one in people}
    closed = [one for one in people if one.pk not in may_write_to(request.user, ids)]
    context: dict[str, Any] = {
        "form": form,
        "chosen": [Chosen(one, _without(people, one)) for one in people],
        "closed": closed,
        "offers": find_and_offer(request, request.user, ids),
        "text": request.GET.get("q", ""),
    }
    return render(request, "social/message_new.html", context, status=400 if form.errors else 200)


def _begin(person: User, ids: list[int], words: dict[str, str]) -> int:
    if len(ids) == 1 and not words["title"]:
        return sending.send_to(person, ids[0], words["content"], words["client_id"]).conversation_id
    conversation, _ = services.start_conversation(person, ids, words["title"])
    if words["content"].strip():
        sending.send_message(person, conversation.pk, words["content"], words["client_id"])
    return conversation.pk


def _without(people: list[User], one: User) -> str:
    return "?" + urlencode([("with", other.pk) for other in people if other != one])
