"""How is an activity shown, recorded by hand, changed and deleted on its pages?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.engagement.selectors import likes_of
from activities.tracking.models import Activity
from activities.tracking.selectors import activity_for
from activities.tracking.services import create_activity, delete_activity, edit_activity
from config.kernel.errors import Forbidden
from config.pages.activity_form import ActivityForm, tell_faults
from config.pages.page import SAYABLE, PersonRequest, page
from social.accounts.models import User

LIKERS = 50


@page
def activity(request: PersonRequest, activity_id: int) -> HttpResponse:
    """One activity, with its figures, its route and who likes it."""
    shown = activity_for(request.user, activity_id)
    likes = likes_of(shown, request.user)[:LIKERS] if request.frame.features["likes"] else []
    return render(
        request,
        "social/activity.html",
        {"activity": shown, "likers": [like.user for like in likes], "whole": True},
    )


@page
def new(request: PersonRequest) -> HttpResponse:
    """Record an activity by hand."""
    form = ActivityForm(request.POST or None, person=request.user)
    if form.is_bound and form.is_valid():
        try:
            recorded = create_activity(request.user, **form.values())
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Recorded.")
            return redirect("pages:activity", recorded.pk)
    return _form_page(request, form, {})


@page
def edit(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Change an activity of one's own."""
    shown = _own(request.user, activity_id)
    form = ActivityForm(request.POST or None, person=request.user, activity=shown)
    if form.is_bound and form.is_valid():
        try:
            edit_activity(shown, request.user, **form.changes())
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("pages:activity", shown.pk)
    return _form_page(request, form, {"activity": shown})


@page
def delete(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Ask whether, then delete an activity of one's own."""
    shown = _own(request.user, activity_id)
    if request.method != "POST":
        return render(request, "social/activity_delete.html", {"activity": shown})
    delete_activity(shown, request.user)
    messages.success(request, f"“{shown.title}” is deleted.")
    return redirect("pages:person", request.user.username)


def _own(person: User, activity_id: int) -> Activity:
    shown = activity_for(person, activity_id)
    if shown.user_id != person.pk:
        raise Forbidden("Only its owner may change an activity.")
    return shown


def _form_page(request: PersonRequest, form: ActivityForm, context: dict[str, Any]) -> HttpResponse:
    return render(
        request, "social/activity_form.html", {"form": form, **context}, status=400 if form.errors else 200
    )
