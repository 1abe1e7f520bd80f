"""How does a person say who they are and how they want things shown?"""

from __future__ import annotations

from copy import copy
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.pages.activity_form import WHO, tell_faults
from config.pages.page import SAYABLE, PersonRequest, page
from config.pages.zones import SHOWN_AS
from social.accounts.models import User
from social.accounts.services import edit_profile
from social.log_ins.selectors import log_ins_of
from social.presence.selectors import chosen_by


def zones(also: str) -> list[tuple[str, str]]:
    """The time zones people live in, UTC, and `also`."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    return [(name, name.replace("_", " ")) for name in sorted(places | {"UTC", also})]


PRIVACY = ["default_visibility", "is_private", "who_may_message", "shows_presence", "shows_typing"]
PRIVACY += ["sends_read_receipts"]
MOST_LOG_INS = 50


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person may change of themselves."""

    class Meta:
        model = User
        fields = ["name", "bio", "city", "units", "time_zone", *PRIVACY]
        labels = {
            "default_visibility": "Who may see new activities",
            "shows_presence": "Show when I am here",
            "shows_typing": "Show when I type",
            "sends_read_receipts": "Show what I have read",
        }
        help_texts = {"name": "Left empty, your user name is shown."}
        widgets = {"bio": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(choices=zones(self.instance.time_zone))
        self.fields["default_visibility"].choices = WHO  # type: ignore[attr-defined]

    def clean_bio(self) -> str:
        """Lines end as they are stored, not as browsers send them."""
        return str(self.cleaned_data["bio"]).replace("\r\n", "\n")


@page
def settings(request: PersonRequest) -> HttpResponse:
    """Show and change the profile."""
    # a copy: checking a form writes to its instance, and the rest of the page shows the person
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if form.is_bound and form.is_valid():
        try:
            edit_profile(request.user, **form.cleaned_data)
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("pages:settings")
    context = {"form": form, "shown_as": SHOWN_AS, "chosen": chosen_by(request.user)}
    context["log_ins"] = log_ins_of(request.user)[:MOST_LOG_INS]
    return render(request, "social/settings.html", context, status=400 if form.errors else 200)
