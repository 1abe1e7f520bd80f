"""What does a stranger see first?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static


def home(request: HttpRequest) -> HttpResponse:
    """The way in; signed-in people are led to their feed."""
    if request.user.is_authenticated:
        return redirect("pages:feed")
    return render(request, "social/landing.html")


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon unasked."""
    return redirect(static("slipstream/favicon.ico"))
