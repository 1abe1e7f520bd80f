"""How does a person comment on, share, and add photos to an activity by forms?"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from activities.engagement import commenting, sharing
from activities.engagement.selectors import comment_for
from activities.tracking.models import Activity
from activities.tracking.photos.services import add_photos, remove_photo
from activities.tracking.photos.viewsets import PhotoViewSet
from activities.tracking.selectors import activity_for
from config.kernel.errors import Forbidden, Invalid
from config.kernel.features import require
from config.kernel.ratelimits import spend
from config.pages.activities import own, show_activity
from config.pages.activity_form import tell_faults
from config.pages.page import SAYABLE, PersonRequest, form_page, page, told
from config.pages.thread import CommentForm, ShareForm

WISHES = {
    "delete": commenting.delete_comment,
    "hide": commenting.hide_comment,
    "unhide": commenting.unhide_comment,
}


@form_page
def say(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Say something, or reply to what somebody said."""
    require("comments", request.user)
    activity = activity_for(request.user, activity_id)
    form = CommentForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        try:
            said = commenting.add_comment(activity, request.user, words["content"], parent_id=words["parent_id"])
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            return _to(activity, f"#comment-{said.pk}")
    return show_activity(request, activity, saying=form)


@page
def edit(request: PersonRequest, activity_id: int, comment_id: int) -> HttpResponse:
    """Change what one has said."""
    require("comments", request.user)
    activity = activity_for(request.user, activity_id)
    comment = comment_for(activity, request.user, comment_id)
    if comment.user_id != request.user.pk:
        raise Forbidden("Only its author may change a comment.")
    form = CommentForm(request.POST or None, initial={"content": comment.content})
    if form.is_bound and form.is_valid():
        try:
            commenting.edit_comment(activity, request.user, comment_id, form.cleaned_data["content"])
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            return _to(activity, f"#comment-{comment_id}")
    context = {"activity": activity, "comment": comment, "form": form}
    return render(request, "social/comment_edit.html", context, status=400 if form.errors else 200)


@form_page
def change(request: PersonRequest, activity_id: int, comment_id: int) -> HttpResponse:
    """Delete a comment of one's own, or hide one on one's own activity, or show it again."""
    require("comments", request.user)
    activity = activity_for(request.user, activity_id)
    wish = WISHES.get(request.POST.get("wish", ""))
    if wish is not None:
        with told(request):
            wish(activity, request.user, comment_id)
    return _to(activity, "#comments")


@form_page
def share(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Share an activity with a note, or take that back."""
    require("feed", request.user)
    activity = activity_for(request.user, activity_id)
    if request.POST.get("wish") == "unshare":
        with told(request):
            sharing.unshare_activity(activity, request.user)
        return _to(activity)
    form = ShareForm(request.POST)
    if form.is_valid():
        try:
            sharing.share_activity(activity, request.user, form.cleaned_data["note"])
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Shared with your friends and followers, as far as they may see it.")
            return _to(activity)
    return show_activity(request, activity, sharing=form)


@form_page
def photos(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Add photos to an activity of one's own."""
    activity = own(request.user, activity_id)
    with told(request):
        files = request.FILES.getlist("photos")
        if not files:
            raise Invalid("Choose a photo first.")
        spend(PhotoViewSet.throttle_group, request.user.pk, PhotoViewSet.throttle_rate)
        add_photos(activity, request.user, files)  # type: ignore[arg-type]  # an upload reads like a file
    return _to(activity, "#photos")


@form_page
def photo(request: PersonRequest, activity_id: int, photo_id: UUID) -> HttpResponse:
    """Take a photo from an activity of one's own."""
    activity = own(request.user, activity_id)
    with told(request):
        remove_photo(activity, request.user, photo_id)
    return _to(activity, "#photos")


def _to(activity: Activity, place: str = "") -> HttpResponse:
    return HttpResponseRedirect(resolve_url("pages:activity", activity.pk) + place)
