"""How are conversations shown, and how does a person write, read, delete and be left in peace by forms?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from config.kernel.errors import Forbidden
from config.kernel.features import require
from config.pages.activity_form import tell_faults
from config.pages.page import SAYABLE, PersonRequest, form_page, page, told
from config.pages.paging import number_in, part_of
from config.pages.talks import bubbles_of, reach_of, talk_of
from social.conversations import receipts, sending, services
from social.conversations.events import FEATURE
from social.conversations.models import MAX_CLIENT_ID, MAX_CONTENT
from social.conversations.selectors import conversation_for, conversations_of, messages_of, seen
from social.conversations.serializers import ConversationSerializer
from social.presence.selectors import presence_of

CONVERSATIONS, SIZE = 30, 50


class SendForm(forms.Form):
    """What one wants to say, under a name of its own, so that the form sent twice says it once."""

    content = forms.CharField(
        label="Message",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 1, "maxlength": MAX_CONTENT, "placeholder": "Write a message"}),
    )
    client_id = forms.CharField(max_length=MAX_CLIENT_ID, widget=forms.HiddenInput())

    @classmethod
    def empty(cls) -> SendForm:
        """A form for one more message."""
        return cls(initial={"client_id": str(uuid4())})

    def clean_content(self) -> str:
        """Lines end as they are stored, not as browsers send them."""
        return str(self.cleaned_data["content"]).replace("\r\n", "\n")


@page
def conversations(request: PersonRequest) -> HttpResponse:
    """All conversations, the one with the newest message first."""
    require(FEATURE, request.user)
    return render(request, "social/talks.html", listed(request))


@page
def conversation(request: PersonRequest, conversation_id: int) -> HttpResponse:
    """One conversation beside the list; `?before=` and the number of a message for what was said earlier."""
    require(FEATURE, request.user)
    return show(request, conversation_id, SendForm.empty())


@form_page
def send(request: PersonRequest, conversation_id: int) -> HttpResponse:
    """Say something. Who answers has read what was shown."""
    require(FEATURE, request.user)
    form = SendForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        try:
            sent = sending.send_message(request.user, conversation_id, words["content"], words["client_id"])
        except (*SAYABLE, Forbidden) as refusal:
            tell_faults(form, refusal)
        else:
            receipts.mark_read(request.user, conversation_id, number_in(request.POST.get("read")) or 0)
            return to(conversation_id, f"#message-{sent.pk}")
    return show(request, conversation_id, form)


@form_page
def change(request: PersonRequest, conversation_id: int) -> HttpResponse:
    """Mark it read, mute it or hear of it again."""
    require(FEATURE, request.user)
    wish = request.POST.get("wish", "")
    if wish == "read":
        receipts.mark_read(request.user, conversation_id, number_in(request.POST.get("read")) or 0)
    elif wish in ("mute", "unmute"):
        services.mute(request.user, conversation_id, wish == "mute")
        messages.success(request, "Muted. It stays in your list." if wish == "mute" else "You hear of it again.")
    return to(conversation_id)


@form_page
def delete(request: PersonRequest, conversation_id: int, message_id: int) -> HttpResponse:
    """Take one's own message back."""
    require(FEATURE, request.user)
    with told(request):
        sending.delete_message(request.user, conversation_id, message_id)
    return to(conversation_id)


def listed(request: PersonRequest) -> dict[str, Any]:
    """The list, as every page of messages shows it."""
    part = part_of(request, conversations_of(request.user), CONVERSATIONS)
    return {"part": part, "talks": [talk_of(one, request.user) for one in seen(request.user, part.rows)]}


def show(request: PersonRequest, conversation_id: int, form: SendForm) -> HttpResponse:
    """The page of a conversation, with what is being written to it."""
    person = request.user
    mine = conversation_for(person, conversation_id)
    rows, before = messages_of(person, mine.mine), number_in(request.GET.get("before"))
    found = list((rows.filter(seq__lt=before) if before else rows)[: SIZE + 1])
    talk = talk_of(mine, person)
    here = presence_of(person, [talk.other.pk]) if talk.other else []
    context = listed(request) | {
        "open": talk,
        "bubbles": bubbles_of(reversed(found[:SIZE]), person, reach_of(mine, person)),
        "earlier": found[SIZE - 1].seq if len(found) > SIZE else None,
        "last_seen": here[0].last_seen if here else None,
        "told": ConversationSerializer(mine, context={"person": person}).data,
        "form": form,
    }
    return render(request, "social/talks.html", context, status=400 if form.errors else 200)


def to(conversation_id: int, place: str = "") -> HttpResponse:
    """Back to a conversation."""
    return HttpResponseRedirect(resolve_url("pages:conversation", conversation_id) + place)
