"""How is the feed shown, and how does a like or a recorded file come in?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.engagement.services import like_activity, unlike_activity
from activities.feed.selectors import feed_page
from activities.tracking.importing import import_activity
from activities.tracking.selectors import activity_for
from config.kernel.features import require
from config.pages.activity_form import ImportForm, tell_faults
from config.pages.page import SAYABLE, PersonRequest, back, form_page, page, told


@page
def feed(request: PersonRequest) -> HttpResponse:
    """What friends and followed people did, newest first; older pages by the cursor."""
    cursor = request.GET.get("cursor")
    shown = feed_page(request.user, cursor=cursor) if request.frame.features["feed"] else None
    return render(
        request, "social/feed.html", {"page": shown, "is_first": not cursor, "import_form": ImportForm()}
    )


@form_page
def like(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Like an activity, or take the like back."""
    require("likes", request.user)
    activity = activity_for(request.user, activity_id)
    with told(request):
        change = unlike_activity if request.POST.get("wish") == "unlike" else like_activity
        change(activity, request.user)
    return back(request, "pages:feed")


@page
def import_file(request: PersonRequest) -> HttpResponse:
    """Make an activity of a recorded file."""
    usual = {"visibility": request.user.default_visibility}
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm(initial=usual)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data.pop("file")
        try:
            activity = import_activity(request.user, file, file.name, **form.overrides())
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Imported. Your friends can see it now, if you share it with them.")
            return redirect("pages:activity", activity.pk)
    return render(request, "social/import.html", {"form": form}, status=400 if form.errors else 200)
