"""What does the link at the foot of a letter lead to? A page that asks; a POST, also a mail program's, does it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from config.kernel.errors import NotFound
from notifications.emails import unsubscribing


@csrf_exempt  # the signed token is the proof, and mail programs have no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Reading changes nothing: programs look at links before people do."""
    try:
        person_id, name = unsubscribing.read(token)
    except NotFound as fault:
        raise Http404 from fault
    is_done = request.method == "POST"
    if is_done:
        unsubscribing.unsubscribe(person_id, name)
    return render(request, "emails/unsubscribe.html", {"about": unsubscribing.LISTS[name][0], "is_done": is_done})
