"""How does a person keep others away or out of sight by the page, and see whom?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import NotFound
from config.pages.page import PersonRequest, back, form_page, page, told
from config.pages.paging import number_in, part_of
from social.safety import services
from social.safety.selectors import blocked_by, muted_by

SIZE = 50
LISTS = {"blocked": blocked_by, "muted": muted_by}
TABS = [("blocked", "Blocked"), ("muted", "Muted")]
ACTS = {
    "block": (services.block_person, "Blocked. Neither of you finds the other here any more."),
    "unblock": (services.unblock_person, "Unblocked. You find each other again; what was ended stays ended."),
    "mute": (services.mute_person, "Muted. You are shown nothing of what they do; they cannot tell."),
    "unmute": (services.unmute_person, "You are shown again what they do."),
}


@page
def kept_away(request: PersonRequest) -> HttpResponse:
    """Whom one has blocked, or muted: `?show=`."""
    show = request.GET.get("show", "blocked")
    if show not in LISTS:
        raise NotFound("There is no such list.")
    part = part_of(request, LISTS[show](request.user), SIZE)
    context = {"part": part, "show": show, "tabs": TABS, "query": f"show={show}&"}
    return render(request, "social/kept_away.html", context)


@form_page
def keep_away(request: PersonRequest) -> HttpResponse:
    """Block, unblock, mute or unmute the person that the form names."""
    wish, person_id = request.POST.get("wish", ""), number_in(request.POST.get("person"))
    if wish in ACTS and person_id is not None:
        act, done = ACTS[wish]
        with told(request):
            act(request.user, person_id)
            messages.success(request, done)
    return redirect("pages:kept-away") if wish == "block" else back(request, "pages:kept-away")
