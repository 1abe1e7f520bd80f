"""How does a person choose what they are told, and learn why they were told something?"""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.pages.page import PersonRequest, page, told
from config.pages.paging import number_in
from notifications.inbox.kinds import CHOOSABLE, Channels
from notifications.inbox.models import Digest
from notifications.inbox.muting import mute_activity
from notifications.inbox.preferences import OFTEN, TIMES, channels_of, choose, delivery_of
from notifications.inbox.why import why
from notifications.push.sealing import is_available
from social.accounts.models import User

RHYTHMS = [
    (Digest.SOON, "Soon after, while I am away"),
    (Digest.DAILY, "Once a day"),
    (Digest.WEEKLY, "Once a week"),
    (Digest.NEVER, "Never"),
]
CHANNELS = {"in_app": "In the inbox", "email": "By e-mail", "push": "In the browser, while the page is closed"}


class Row(NamedTuple):
    """A type with its boxes."""

    label: str
    boxes: list[BoundField]


class PreferencesForm(forms.Form):
    """Where each type is told, and when and how often there is something outside the page."""

    quiet_from = forms.TimeField(label="Quiet from", required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    quiet_until = forms.TimeField(label="until", required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    digest = forms.ChoiceField(label="Mail me what I missed", choices=RHYTHMS)
    weekly_summary = forms.BooleanField(label="Mail me my week, on Sundays", required=False)
    monthly_report = forms.BooleanField(label="Mail me my month, on the 1st", required=False)

    def __init__(self, person: User, data: Any = None) -> None:
        delivery, chosen = delivery_of(person), channels_of(person)
        initial = {name: getattr(delivery, name) for name in (*TIMES, *OFTEN)}
        super().__init__(data, initial=initial)
        self.shown = [name for name in CHANNELS if name != "push" or is_available()]
        for kind, name in self._places():
            wanted = getattr(chosen[kind], name)
            self.fields[f"{kind}.{name}"] = forms.BooleanField(label=CHANNELS[name], required=False, initial=wanted)

    def clean(self) -> dict[str, Any]:
        """Quiet hours have two ends."""
        told: dict[str, Any] = super().clean() or {}
        if (told.get("quiet_from") is None) != (told.get("quiet_until") is None):
            self.add_error("quiet_until", "Quiet hours have a begin and an end, or neither.")
        return told

    def rows(self) -> list[Row]:
        """The types in their order."""
        return [Row(about.label, [self[f"{kind}.{name}"] for name in self.shown]) for kind, about in CHOOSABLE.items()]

    def save(self, person: User) -> None:
        """Store what was chosen. What is not in the inbox is nowhere."""
        types: dict[str, dict[str, bool]] = {}
        for kind, name in self._places():
            wanted = self.cleaned_data[f"{kind}.{name}"] and self.cleaned_data[f"{kind}.in_app"]
            types.setdefault(kind, {})[name] = wanted
        changed = {kind: wanted for kind, wanted in types.items() if _differs(channels_of(person)[kind], wanted)}
        choose(person, changed, **{name: self.cleaned_data[name] for name in (*TIMES, *OFTEN)})

    def _places(self) -> list[tuple[str, str]]:
        return [(str(kind), name) for kind in CHOOSABLE for name in self.shown]


@page
def preferences(request: PersonRequest) -> HttpResponse:
    """What one is told, where and when; with `?why=` and the number of a line, why it came."""
    muted = number_in(request.POST.get("mute"))
    if muted is not None:
        with told(request):
            mute_activity(request.user, muted)
            messages.success(request, "Muted. You hear no more of it.")
        return redirect("pages:preferences")
    form = PreferencesForm(request.user, request.POST or None)
    if form.is_bound and form.is_valid():
        form.save(request.user)
        messages.success(request, "Saved.")
        return redirect("pages:preferences")
    asked = number_in(request.GET.get("why"))
    context = {
        "form": form,
        "why": why(request.user, asked) if asked is not None else None,
        "push_key": settings.VAPID_PUBLIC_KEY if is_available() else "",
    }
    status = 400 if form.errors else 200
    return render(request, "social/preferences.html", context, status=status)


def _differs(channels: Channels, wanted: dict[str, bool]) -> bool:
    return any(getattr(channels, name) != value for name, value in wanted.items())
