"""How is an activity shown, recorded by hand, changed and deleted on its pages?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.engagement.models import Share
from activities.engagement.selectors import comment_for, likes_of
from activities.tracking.models import Activity
from activities.tracking.photos.selectors import photos_of
from activities.tracking.selectors import activity_for
from activities.tracking.services import create_activity, delete_activity, edit_activity
from config.kernel.errors import Forbidden, NotFound
from config.pages.activity_form import ActivityForm, tell_faults
from config.pages.page import SAYABLE, PersonRequest, page
from config.pages.paging import number_in
from config.pages.thread import CommentForm, ShareForm, thread_of
from social.accounts.models import User

LIKERS = 50


@page
def activity(request: PersonRequest, activity_id: int) -> HttpResponse:
    """One activity: figures, route, splits, photos, who likes it, and what is said about it."""
    return show_activity(request, activity_for(request.user, activity_id))


def show_activity(
    request: PersonRequest,
    shown: Activity,
    *,
    saying: forms.Form | None = None,
    sharing: forms.Form | None = None,
) -> HttpResponse:
    """The activity's page; with a form that was refused, it is shown as it was typed."""
    viewer, features = request.user, request.frame.features
    reply_to = number_in(saying.data.get("parent_id") if saying else request.GET.get("reply"))
    context: dict[str, Any] = {
        "activity": shown,
        "is_mine": shown.user_id == viewer.pk,
        "photos": photos_of(shown),
        "likers": [like.user for like in likes_of(shown, viewer)[:LIKERS]] if features["likes"] else [],
        "sharing": sharing or ShareForm(),
        "share": Share.objects.present().filter(activity=shown, user=viewer).first() if features["feed"] else None,
    }
    if features["comments"]:
        context["thread"] = thread_of(shown, viewer, number_in(request.GET.get("before")))
        context["reply_to"] = _comment(shown, viewer, reply_to)
        context["saying"] = saying or CommentForm(initial={"parent_id": reply_to})
    is_refused = any(form is not None and form.errors for form in (saying, sharing))
    return render(request, "social/activity.html", context, status=400 if is_refused else 200)


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
    shown = own(request.user, activity_id)
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
    shown = own(request.user, activity_id)
    if request.method != "POST":
        return render(request, "social/activity_delete.html", {"activity": shown})
    delete_activity(shown, request.user)
    messages.success(request, f"“{shown.title}” is deleted.")
    return redirect("pages:person", request.user.username)


def own(person: User, activity_id: int) -> Activity:
    """An activity of the person's own. Raises NotFound, and Forbidden for another's."""
    shown = activity_for(person, activity_id)
    if shown.user_id != person.pk:
        raise Forbidden("Only its owner may change an activity.")
    return shown


def _comment(shown: Activity, viewer: User, comment_id: int | None) -> Any:
    """The comment that is replied to, if it is there."""
    try:
        return comment_for(shown, viewer, comment_id) if comment_id else None
    except NotFound:
        return None


def _form_page(request: PersonRequest, form: ActivityForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "social/activity_form.html", {"form": form, **context}, status=400 if form.errors else 200)
