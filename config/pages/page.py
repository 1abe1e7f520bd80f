"""What holds for each of our pages? Signed in, in the person's time zone, strict, and refusals told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from config.kernel.errors import Conflict, Invalid, NotFound, RateLimited, Refusal
from config.pages.context import Frame
from realtime.streams.position import open_stream_sync
from social.accounts.models import User

# Scripts of ours write no markup; the browser holds them to it. One policy names the worker: see worker.js.
STRICTER = {"require-trusted-types-for": ["'script'"], "trusted-types": ["slipstream-worker"]}
# Refusals that are a sentence on the next page; the others are a page of their own.
SAYABLE = (Conflict, Invalid, NotFound, RateLimited)

PERSON = "Slipstream-Person"  # whose page it is: offline_worker.js keeps none for another

PACKER = GZipMiddleware(lambda request: HttpResponse())

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request that came through `page`."""

    user: User
    frame: Frame


def page(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> View[P]:
    """A page for signed-in people; others are sent to log in and come back.

    NotFound becomes the 404 page; other refusals a page that says why.
    """

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = request.user
        request.frame = Frame(person, open_stream_sync(person.pk))  # type: ignore[attr-defined, arg-type]
        with timezone.override(ZoneInfo(person.time_zone)):  # type: ignore[union-attr]
            try:
                answer = view(request, *args, **kwargs)
            except NotFound as fault:
                raise Http404(fault.message) from fault
            except Refusal as refusal:
                answer = render(request, "errors/refused.html", {"refusal": refusal}, status=refusal.status)
        answer[PERSON] = str(person.pk)
        return _packed(request, answer)

    return login_required(csp_update(STRICTER)(shown))  # type: ignore[arg-type, return-value]


def _packed(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """A whole page, compressed for who takes that: markup shrinks to a seventh.

    Not where the address has a query: its words come back in the page, and the size would tell what stands beside them.
    """
    if answer.streaming or request.GET:
        return answer
    return PACKER.process_response(request, answer)  # which adds a random length, too


def form_page(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> View[P]:
    """An address that only takes forms; who opens it otherwise (after logging in, say) is led to the feed."""

    @wraps(view)
    def taken(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("pages:feed")
        return view(request, *args, **kwargs)

    return page(taken)


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """Inside, what cannot be done at the moment becomes a message on the next page."""
    try:
        yield
    except SAYABLE as refusal:
        messages.error(request, refusal.message)


def back(request: HttpRequest, fallback: str) -> HttpResponseRedirect:
    """To the page of ours that the form names in `next`, or to `fallback`."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(there if ours else resolve_url(fallback))
