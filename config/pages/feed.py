"""How is the feed shown, and how does a like come in?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from activities.engagement.services import like_activity, unlike_activity
from activities.feed.selectors import feed_page
from activities.tracking.selectors import activity_for
from config.kernel.features import require
from config.pages.page import PersonRequest, back, form_page, page, told


@page
def feed(request: PersonRequest) -> HttpResponse:
    """What friends and followed people did, newest first; older pages by the cursor."""
    cursor = request.GET.get("cursor")
    shown = feed_page(request.user, cursor=cursor) if request.frame.features["feed"] else None
    return render(request, "social/feed.html", {"page": shown, "is_first": not cursor})


@form_page
def like(request: PersonRequest, activity_id: int) -> HttpResponse:
    """Like an activity, or take the like back."""
    require("likes", request.user)
    activity = activity_for(request.user, activity_id)
    with told(request):
        change = unlike_activity if request.POST.get("wish") == "unlike" else like_activity
        change(activity, request.user)
    return back(request, "pages:feed")
