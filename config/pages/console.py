"""How does a developer try the live side by hand? On a page that connects, sends frames and shows what comes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from config.pages.page import PersonRequest, page


@page
def console(request: PersonRequest) -> HttpResponse:
    """The socket console, as the person who is signed in."""
    return render(request, "realtime/console.html")
