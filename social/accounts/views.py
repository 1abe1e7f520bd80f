"""What does a person read who tries too often?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW_S = 60  # every limit but one counts by the minute


def too_many(request: HttpRequest) -> HttpResponse:
    """The page of a 429, with Retry-After. As `handler429` of the root URLs it is allauth's too."""
    page = render(request, "account/too_many.html", status=429)
    page["Retry-After"] = str(WINDOW_S)
    return page
