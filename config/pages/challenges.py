"""How are challenges listed, shown, joined, made and changed on their pages?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.challenges import joining, services
from activities.challenges.leaderboard import SCOPES, Board
from activities.challenges.models import Challenge, Invitation, Participation
from activities.challenges.selectors import FILTERS, challenge_for, challenges_for
from config.kernel.errors import Forbidden, NotFound
from config.kernel.features import require
from config.pages.activity_form import tell_faults
from config.pages.challenge_form import ChallengeForm
from config.pages.page import SAYABLE, PersonRequest, form_page, page, told
from config.pages.paging import number_in, part_of
from social.accounts.models import User
from social.friendships.selectors import friends_of

CHALLENGES, LINES, FRIENDS = 20, 20, 100
TABS = [("active", "Under way"), ("upcoming", "Upcoming"), ("mine", "Mine"), ("ended", "Ended")]
DONE = {
    "join": "You take part. What you have done since the start counts.",
    "leave": "You take part no longer.",
    "decline": "The invitation is off your list.",
    "cancel": "The challenge is called off.",
}


@page
def challenges(request: PersonRequest) -> HttpResponse:
    """The challenges one may see: those under way, or as `?show=` says."""
    require("challenges", request.user)
    show = request.GET.get("show", TABS[0][0])
    if show not in FILTERS:
        raise NotFound("There is no such list.")
    part = part_of(request, challenges_for(request.user, show), CHALLENGES)
    context = {"part": part, "show": show, "tabs": TABS, "query": f"show={show}&"}
    return render(request, "social/challenges.html", context)


@page
def challenge(request: PersonRequest, challenge_id: int) -> HttpResponse:
    """One challenge, how one stands in it, and the board: of all, or of friends."""
    shown = _challenge(request, challenge_id)
    scope = request.GET.get("scope", SCOPES[0])
    if scope not in SCOPES:
        raise NotFound("There is no such board.")
    board = Board(shown, request.user.pk, scope)
    part = part_of(request, board, LINES)
    context = {
        "challenge": shown,
        "mine": _mine(shown),
        "my_line": board.row_of(request.user.pk),
        "part": part,
        "scope": scope,
        "query": f"scope={scope}&",
        "to_invite": _to_invite(shown, request.user),
    }
    return render(request, "social/challenge.html", context)


@page
def new(request: PersonRequest) -> HttpResponse:
    """Set up a challenge."""
    require("challenges", request.user)
    form = ChallengeForm(request.POST or None, person=request.user)
    if form.is_bound and form.is_valid():
        try:
            made = services.create_challenge(request.user, **form.values())
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Here it is. Join it yourself, and invite your friends.")
            return redirect("pages:challenge", made.pk)
    return _form_page(request, form, {})


@page
def edit(request: PersonRequest, challenge_id: int) -> HttpResponse:
    """Change a challenge of one's own."""
    shown = _own(request, challenge_id)
    form = ChallengeForm(request.POST or None, person=request.user, challenge=shown)
    if form.is_bound and form.is_valid():
        try:
            services.edit_challenge(shown, request.user, **form.changes())
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("pages:challenge", shown.pk)
    return _form_page(request, form, {"challenge": shown})


@form_page
def change(request: PersonRequest, challenge_id: int) -> HttpResponse:
    """Join, leave, decline or call off."""
    wish = request.POST.get("wish", "")
    if wish == "leave":  # one may leave what one may no longer see
        require("challenges", request.user)
        with told(request):
            joining.leave_challenge(challenge_id, request.user)
            messages.success(request, DONE[wish])
    elif wish in DONE:
        shown = _challenge(request, challenge_id)
        with told(request):
            _do(wish, shown, request.user)
            messages.success(request, DONE[wish])
    can_see = Challenge.objects.visible_to(request.user).filter(pk=challenge_id).exists()
    return redirect("pages:challenge", challenge_id) if can_see else redirect("pages:challenges")


@form_page
def invite(request: PersonRequest, challenge_id: int) -> HttpResponse:
    """Ask the friends that the form names."""
    shown = _own(request, challenge_id)
    people = {pk for text in request.POST.getlist("person")[:FRIENDS] if (pk := number_in(text))}
    with told(request):
        invited = services.invite(shown, request.user, people)
        messages.success(request, "Nobody new was invited." if not invited else f"Invited: {invited}.")
    return redirect("pages:challenge", challenge_id)


def _challenge(request: PersonRequest, challenge_id: int) -> Challenge:
    require("challenges", request.user)
    return challenge_for(request.user, challenge_id)


def _own(request: PersonRequest, challenge_id: int) -> Challenge:
    shown = _challenge(request, challenge_id)
    if shown.creator_id != request.user.pk:
        raise Forbidden("Only its creator may change a challenge.")
    return shown


def _do(wish: str, shown: Challenge, person: User) -> None:
    act = {"join": joining.join_challenge, "decline": joining.decline, "cancel": services.cancel_challenge}
    act[wish](shown, person)


def _mine(shown: Any) -> Participation | None:
    return next(iter(shown.mine), None)


def _to_invite(shown: Challenge, viewer: User) -> list[User]:
    """Friends who are not asked yet and do not take part; for its creator, while one can join."""
    if shown.creator_id != viewer.pk or shown.is_over:
        return []
    there = Participation.objects.present().filter(challenge=shown).values("user")
    asked = Invitation.objects.filter(challenge=shown).values("person")
    return list(friends_of(viewer).exclude(pk__in=there).exclude(pk__in=asked)[:FRIENDS])


def _form_page(request: PersonRequest, form: ChallengeForm, context: dict[str, Any]) -> HttpResponse:
    status = 400 if form.errors else 200
    return render(request, "social/challenge_form.html", {"form": form, **context}, status=status)
