"""How does a person hide places, and say how they are shown while they are here?"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.tracking.models import Activity
from activities.tracking.routes.polyline import decoded
from activities.tracking.selectors import activity_for
from activities.tracking.zones.models import LARGEST_M, SMALLEST_M
from activities.tracking.zones.services import AT_MOST, add_zone, remove_zone
from config.pages.activity_form import tell_faults
from config.pages.page import SAYABLE, PersonRequest, form_page, page, told
from config.pages.paging import number_in
from social.accounts.models import User
from social.presence.models import Status
from social.presence.services import set_status

SHOWN_AS = [
    (Status.ONLINE, "Online"),
    (Status.BUSY, "Busy"),
    (Status.AWAY, "Away"),
    (Status.OFFLINE, "Invisible"),
]
USUAL_M = 200


def degrees(label: str, most: int) -> forms.FloatField:
    """A latitude or longitude."""
    widget = forms.NumberInput({"step": "any", "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=-most, max_value=most, widget=widget)


class ZoneForm(forms.Form):
    """A place to hide."""

    latitude, longitude = degrees("Latitude", 90), degrees("Longitude", 180)
    radius_m = forms.IntegerField(label="Radius in metres", min_value=SMALLEST_M, max_value=LARGEST_M, initial=USUAL_M)


@page
def zones(request: PersonRequest) -> HttpResponse:
    """The places one hides, and a form for another; `?near=last` fills in the start of the last activity."""
    form = ZoneForm(request.POST or None, initial=_near(request) | {"radius_m": USUAL_M})
    if form.is_bound and form.is_valid():
        try:
            _, is_new = add_zone(request.user, **form.cleaned_data)
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Hidden. Your routes are trimmed soon." if is_new else "You hide it already.")
            return redirect("pages:zones")
    context = {"form": form, "zones": request.user.privacy_zones.order_by("pk"), "at_most": AT_MOST}
    context["nothing_near"] = "near" in request.GET and "latitude" not in form.initial
    return render(request, "social/zones.html", context, status=400 if form.errors else 200)


@form_page
def remove(request: PersonRequest) -> HttpResponse:
    """Show a place again."""
    zone_id = number_in(request.POST.get("zone"))
    if zone_id is not None:
        with told(request):
            remove_zone(request.user, zone_id)
            messages.success(request, "Removed. Your routes there are shown whole again soon.")
    return redirect("pages:zones")


@form_page
def presence(request: PersonRequest) -> HttpResponse:
    """Choose how one is shown while one is here."""
    with told(request):
        set_status(request.user, request.POST.get("status", ""))
        messages.success(request, f"You are shown as {dict(SHOWN_AS)[Status(request.POST['status'])].lower()}.")
    return redirect("pages:settings")


def _near(request: PersonRequest) -> dict[str, float]:
    """Where the person's last activity that has a route began."""
    start = _last_start(request.user) if request.GET.get("near") == "last" else None
    return {"latitude": round(start[0], 5), "longitude": round(start[1], 5)} if start else {}


def _last_start(person: User) -> tuple[float, float] | None:
    rows = Activity.objects.present().filter(user=person).exclude(whole_route=None, route="")
    last = rows.order_by("-started_at").values_list("pk", flat=True).first()
    places = decoded(activity_for(person, last).shown_line) if last else []
    return places[0] if places else None
