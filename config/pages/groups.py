"""Who is in a group, and how do its owner and its members change that by forms?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import Forbidden
from config.kernel.features import require
from config.pages.conversations import to
from config.pages.new_message import find_and_offer
from config.pages.page import SAYABLE, PersonRequest, form_page, page
from config.pages.paging import number_in
from config.pages.talks import talk_of
from social.conversations import services
from social.conversations.events import FEATURE
from social.conversations.models import MAX_TITLE
from social.conversations.selectors import conversation_for

DONE = {
    "rename": "The group has its new name.",
    "add": "Added. They read what is said from now on.",
    "remove": "Removed. They keep nothing of what is said from now on.",
    "leave": "You have left the group.",
}


@page
def group(request: PersonRequest, conversation_id: int) -> HttpResponse:
    """The members of a group; `?q=` finds people to add."""
    require(FEATURE, request.user)
    seen = conversation_for(request.user, conversation_id)
    if not seen.mine.conversation.is_group:
        return to(conversation_id)
    is_owner = seen.owner_id == request.user.pk
    inside = {member.user_id for member in seen.members}
    context = {
        "talk": talk_of(seen, request.user),
        "is_owner": is_owner,
        "offers": find_and_offer(request, request.user, inside) if is_owner and request.GET.get("q") else [],
        "text": request.GET.get("q", ""),
        "longest_title": MAX_TITLE,
    }
    return render(request, "social/group.html", context)


@form_page
def change(request: PersonRequest, conversation_id: int) -> HttpResponse:
    """Rename the group, add or remove a member, leave: what the form wishes."""
    require(FEATURE, request.user)
    wish = request.POST.get("wish", "")
    if wish in DONE:
        try:
            _do(request, conversation_id, wish)
        except (*SAYABLE, Forbidden) as refusal:
            reasons = [reason for reasons in (refusal.errors or {}).values() for reason in reasons]
            messages.error(request, next(iter(reasons), refusal.message))
        else:
            messages.success(request, DONE[wish])
    if wish == "leave":
        return redirect("pages:messages")
    return redirect("pages:group", conversation_id)


def _do(request: PersonRequest, conversation_id: int, wish: str) -> None:
    person, other = request.user, number_in(request.POST.get("person")) or 0
    if wish == "rename":
        services.rename(person, conversation_id, request.POST.get("title", "").strip())
    elif wish == "add":
        services.add_member(person, conversation_id, other)
    elif wish == "remove":
        services.remove_member(person, conversation_id, other)
    else:
        services.leave(person, conversation_id)
