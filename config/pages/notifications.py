"""How is the inbox shown, and how does something in it become read?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from config.pages.page import PersonRequest, back, form_page, page
from config.pages.paging import part_of
from notifications.inbox.lines import in_words
from notifications.inbox.models import Kind, Notification
from notifications.inbox.selectors import notifications_of
from notifications.inbox.services import mark_all_read, mark_read

SIZE = 30
OF_PEOPLE = {Kind.FRIEND_ACCEPTED, Kind.FOLLOW}
OF_ACTIVITIES = {Kind.LIKE, Kind.COMMENT, Kind.REPLY, Kind.MENTION, Kind.SHARE}


@page
def notifications(request: PersonRequest) -> HttpResponse:
    """What the person has been told, newest first."""
    part = part_of(request, notifications_of(request.user), SIZE)
    told = [(row, place_of(row)) for row in in_words(part.rows)]
    return render(request, "social/notifications.html", {"part": part, "told": told})


@form_page
def read(request: PersonRequest) -> HttpResponse:
    """Mark one read, by its id, or all."""
    one = request.POST.get("id", "")
    if one.isascii() and one.isdigit() and len(one) < 19:
        mark_read(request.user, [int(one)])
    elif request.POST.get("all"):
        mark_all_read(request.user)
    return back(request, "pages:notifications")


def place_of(row: Notification) -> str:
    """The address of what it is about. `inbox.js` leads to the same places."""
    if row.type in OF_ACTIVITIES and row.related_id is not None:
        return reverse("pages:activity", args=[row.related_id])
    if row.type == Kind.CHALLENGE and row.related_id is not None:
        return reverse("pages:challenge", args=[row.related_id])
    if row.type == Kind.ACHIEVEMENT:
        return reverse("pages:stats") + "#badges"
    if row.type in OF_PEOPLE and row.actor is not None:
        return reverse("pages:person", args=[row.actor.username])
    return reverse("pages:friends") if row.type == Kind.FRIEND_REQUEST else reverse("pages:notifications")
