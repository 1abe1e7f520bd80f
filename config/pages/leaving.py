"""How does a person delete their account, knowing what goes and until when they can come back?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render

from config.pages.activity_form import tell_faults
from config.pages.page import SAYABLE, PersonRequest, page
from social.departure.services import GRACE, leave_for_good


class LeaveForm(forms.Form):
    """The password again: a phone on a table is not its owner."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


@page
def leave(request: PersonRequest) -> HttpResponse:
    """Says what goes, asks for the password, and closes the account."""
    form = LeaveForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return _leave(request, form)
        except SAYABLE as refusal:
            tell_faults(form, refusal)
    context = {"form": form, "days": GRACE.days}
    return render(request, "social/leave.html", context, status=400 if form.errors else 200)


def _leave(request: PersonRequest, form: LeaveForm) -> HttpResponse:
    departure = leave_for_good(request.user, form.cleaned_data["password"])
    told: dict[str, Any] = {"due_at": departure.due_at, "address": request.user.email}
    logout(request)
    return render(request, "account/left.html", told)
