"""How does a person set webhooks up by the page, and see what became of each delivery?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import Refusal
from config.kernel.features import require
from config.pages.activity_form import tell_faults
from config.pages.page import SAYABLE, PersonRequest, form_page, page, told
from config.pages.paging import number_in, part_of
from notifications.webhooks import services
from notifications.webhooks.kinds import KINDS
from notifications.webhooks.models import Endpoint
from notifications.webhooks.selectors import deliveries_of, endpoint_for, endpoints_of, newest_secret

SIZE = 20
NEW_SECRET = "webhook_secret_of"  # noqa: S105 - in the session: whose secret the next page shows, never the secret
DONE = {
    "test": "A test is on its way. What comes of it is in the log.",
    "rotate": "There is a new secret. For 24 hours deliveries are signed with the old one too.",
    "on": "Switched on. It is told of what happens from now on.",
    "off": "Switched off. What waited for it is dropped.",
    "delete": "Deleted, with its log.",
}


class EndpointForm(forms.Form):
    """Where to send what."""

    url = forms.CharField(
        label="Address",
        max_length=500,
        help_text="A public https address of yours.",
        widget=forms.URLInput({"inputmode": "url", "placeholder": "https://example.org/hook"}),
    )
    description = forms.CharField(label="What it is for", max_length=200, required=False)
    events = forms.MultipleChoiceField(
        label="Events",
        choices=lambda: [(kind.name, kind.says) for kind in KINDS.values()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )


@page
def webhooks(request: PersonRequest) -> HttpResponse:
    """One's endpoints."""
    require("webhooks", request.user)
    context = {"endpoints": endpoints_of(request.user), "at_most": services.MOST}
    return render(request, "social/webhooks.html", context)


@page
def new(request: PersonRequest) -> HttpResponse:
    """Add an endpoint; the page after it shows the secret, once."""
    require("webhooks", request.user)
    form = EndpointForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = services.create_endpoint(request.user, **form.cleaned_data)
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            request.session[NEW_SECRET] = made.pk
            return redirect("pages:webhook", made.pk)
    return render(request, "social/webhook_form.html", {"form": form}, status=400 if form.errors else 200)


@page
def webhook(request: PersonRequest, endpoint_id: int) -> HttpResponse:
    """An endpoint and the log of its deliveries; with its secret if that is new."""
    require("webhooks", request.user)
    endpoint = endpoint_for(request.user, endpoint_id)
    is_new = request.session.get(NEW_SECRET) == endpoint.pk
    if is_new:
        del request.session[NEW_SECRET]
    context = {
        "endpoint": endpoint,
        "secret": newest_secret(request.user, endpoint.pk) if is_new else "",
        "part": part_of(request, deliveries_of(request.user, endpoint.pk), SIZE),
        "says": [KINDS[name].says for name in endpoint.events if name in KINDS],
    }
    answer = render(request, "social/webhook.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@page
def edit(request: PersonRequest, endpoint_id: int) -> HttpResponse:
    """Change where an endpoint is and what it is told."""
    require("webhooks", request.user)
    endpoint = endpoint_for(request.user, endpoint_id)
    form = EndpointForm(request.POST or None, initial=_shown(endpoint))
    if form.is_bound and form.is_valid():
        try:
            services.edit_endpoint(request.user, endpoint.pk, **form.cleaned_data)
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("pages:webhook", endpoint.pk)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "social/webhook_form.html", context, status=400 if form.errors else 200)


@form_page
def change(request: PersonRequest, endpoint_id: int) -> HttpResponse:
    """Test it, give it a new secret, switch it on or off, or delete it."""
    require("webhooks", request.user)
    wish = request.POST.get("wish", "")
    if wish in DONE:
        try:
            _do(request, wish, endpoint_id)
            messages.success(request, DONE[wish])
        except Refusal as refusal:
            messages.error(request, refusal.message)
    return redirect("pages:webhooks") if wish == "delete" else redirect("pages:webhook", endpoint_id)


@form_page
def replay(request: PersonRequest, endpoint_id: int) -> HttpResponse:
    """Send a delivery again."""
    require("webhooks", request.user)
    delivery_id = number_in(request.POST.get("delivery"))
    if delivery_id is not None:
        with told(request):
            services.replay(request.user, endpoint_id, delivery_id)
            messages.success(request, "It is sent again, with the same id.")
    return redirect("pages:webhook", endpoint_id)


def _do(request: PersonRequest, wish: str, endpoint_id: int) -> None:
    if wish == "test":
        services.send_test(request.user, endpoint_id)
    elif wish == "rotate":
        services.rotate_secret(request.user, endpoint_id)
        request.session[NEW_SECRET] = endpoint_id
    elif wish == "delete":
        services.delete_endpoint(request.user, endpoint_id)
    else:
        services.edit_endpoint(request.user, endpoint_id, active=wish == "on")


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    return {"url": endpoint.url, "description": endpoint.description, "events": endpoint.events}
