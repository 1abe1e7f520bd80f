"""Who follows whom, who asks to, and how does a person begin, answer or end that by the page?"""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from config.kernel.errors import NotFound
from config.kernel.features import require
from config.pages.page import PersonRequest, back, form_page, page, told
from config.pages.paging import number_in, part_of
from social.accounts.models import User
from social.friendships import following, selectors
from social.friendships.models import Follow, Status

SIZE = 50
LISTS = {
    "requests": selectors.asking_to_follow,
    "followers": selectors.followers_of,
    "following": selectors.followed_by,
}
TABS = [("followers", "Followers"), ("following", "Following"), ("requests", "Requests")]
DONE = {
    "unfollow": "You follow them no longer.",
    "accept": "They follow you now.",
    "reject": "The request is gone. They are not told.",
    "remove": "They follow you no longer. They are not told.",
}
ACTS = {
    "unfollow": following.unfollow_person,
    "accept": following.accept_follower,
    "reject": following.reject_follower,
    "remove": following.remove_follower,
}


class Following(NamedTuple):
    """How two people follow each other: none, pending or accepted, either way."""

    mine: str
    theirs: str


@page
def followers(request: PersonRequest) -> HttpResponse:
    """Followers, whom one follows, or who asks to follow: `?show=`."""
    require("friends", request.user)
    show = request.GET.get("show", "followers")
    if show not in LISTS:
        raise NotFound("There is no such list.")
    part = part_of(request, LISTS[show](request.user), SIZE)
    asking = selectors.asking_to_follow(request.user).count()
    context = {"part": part, "show": show, "tabs": TABS, "query": f"show={show}&", "asking": asking}
    return render(request, "social/followers.html", context)


@form_page
def follow(request: PersonRequest) -> HttpResponse:
    """Follow, unfollow, accept, reject or remove the person that the form names."""
    require("friends", request.user)
    wish, person_id = request.POST.get("wish", ""), number_in(request.POST.get("person"))
    if person_id is not None and (wish in ACTS or wish == "follow"):
        with told(request):
            messages.success(request, _do(request.user, wish, person_id))
    return back(request, "pages:followers")


def follows_between(viewer: User, other_id: int) -> Following:
    """How `viewer` and the other follow each other; one query. A rejection of one's own looks as if it waited."""
    mine, theirs = Q(follower=viewer, followed=other_id), Q(follower=other_id, followed=viewer)
    rows = dict(Follow.objects.filter(mine | theirs).values_list("follower", "status"))
    own, other = rows.get(viewer.pk, "none"), rows.get(other_id, "none")
    return Following("pending" if own == Status.REJECTED else own, "none" if other == Status.REJECTED else other)


def _do(person: User, wish: str, other_id: int) -> str:
    if wish == "follow":
        is_on = following.follow_person(person, other_id) == Status.ACCEPTED
        return "You follow them now." if is_on else "Your request is on its way."
    ACTS[wish](person, other_id)
    return DONE[wish]
