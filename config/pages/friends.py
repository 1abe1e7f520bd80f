"""How are friends and requests shown, and how is one asked, answered or removed?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from config.kernel.features import require
from config.pages.page import PersonRequest, back, form_page, page, told
from config.pages.paging import part_of
from social.friendships import services
from social.friendships.selectors import friends_of, outgoing_requests

FRIENDS, WAITING = 60, 100
DONE = {
    "ask": "Your request is on its way.",
    "accept": "You are friends now.",
    "reject": "The request is gone. They are not told.",
    "remove": "Done. They are not told.",
}


@page
def friends(request: PersonRequest) -> HttpResponse:
    """Friends, who asks, and whom one has asked."""
    require("friends", request.user)
    asked = [row.friend for row in outgoing_requests(request.user)[:WAITING]]
    context = {"friends": part_of(request, friends_of(request.user), FRIENDS), "asked": asked}
    return render(request, "social/friends.html", context)


@form_page
def friend(request: PersonRequest) -> HttpResponse:
    """Ask, accept, reject or remove the person that the form names."""
    require("friends", request.user)
    wish, person = request.POST.get("wish", ""), request.POST.get("person", "")
    if person.isascii() and person.isdigit() and len(person) < 19 and wish in DONE:
        with told(request):
            messages.success(request, _do(request, wish, int(person)))
    return back(request, "pages:friends")


def _do(request: PersonRequest, wish: str, person_id: int) -> str:
    if wish == "ask":
        became_friends = services.send_request(request.user, person_id)
        return DONE["accept" if became_friends else "ask"]
    act = {
        "accept": services.accept_request,
        "reject": services.reject_request,
        "remove": services.remove_friend,
    }
    act[wish](request.user, person_id)
    return DONE[wish]
