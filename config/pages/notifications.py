"""How is the inbox shown, and how does something in it become read?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from config.pages.page import PersonRequest, back, form_page, page
from config.pages.paging import part_of
from notifications.inbox.lines import in_words
from notifications.inbox.links import link_of
from notifications.inbox.selectors import notifications_of
from notifications.inbox.services import mark_all_read, mark_read

SIZE = 30


@page
def notifications(request: PersonRequest) -> HttpResponse:
    """What the person has been told, newest first."""
    part = part_of(request, notifications_of(request.user), SIZE)
    told = [(row, link_of(row)) for row in in_words(part.rows)]
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
