"""How does a person take their data away: a table, a document, or everything?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from activities.exports.handing import begin, table_file
from activities.exports.links import file_of, link_to
from activities.exports.serializers import TableSerializer, asked_of
from activities.exports.services import KEPT, PDF, start_pdf
from activities.exports.views import DOCUMENTS_AN_HOUR
from activities.tasks.models import Task
from activities.tasks.selectors import tasks_of
from activities.tracking.models import ActivityType
from config.kernel.features import require
from config.kernel.ratelimits import spend
from config.pages.page import PersonRequest, form_page, page, told
from config.takeout.services import KIND as TAKEOUT
from config.takeout.services import start_takeout

SHOWN = 20
NAMES = {"first": "from", "last": "to", "activity_type": "type", "bom": "bom"}  # as the API calls them


def day_field(label: str) -> forms.DateField:
    """A day that need not be given."""
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}))


class ExportForm(forms.Form):
    """Which activities to put into the file."""

    first, last = day_field("From"), day_field("To")
    activity_type = forms.ChoiceField(
        label="What", required=False, choices=[("", "All activities"), *ActivityType.choices]
    )
    bom = forms.BooleanField(label="For Excel: begin the table with a mark that says it is UTF-8", required=False)

    def clean(self) -> dict[str, Any]:
        """As the API checks it."""
        typed = super().clean() or {}
        given = {name: typed[field] for field, name in NAMES.items() if typed.get(field)}
        checked = TableSerializer(data=given)
        if not checked.is_valid():
            for name, faults in checked.errors.items():
                field = next((field for field, known in NAMES.items() if known == name), None)
                self.add_error(field, [str(fault) for fault in faults])
        return typed | {"given": checked.validated_data}


@page
def exports(request: PersonRequest) -> HttpResponseBase:
    """What was asked for and how far it is, and the ways to ask for more."""
    form = ExportForm(request.POST or None)
    if form.is_bound and form.is_valid():
        require("exports", request.user)
        with told(request):
            return _hand_out(request, form.cleaned_data["given"])
        return redirect("pages:exports")
    shown = tasks_of(request.user, (PDF, TAKEOUT)).select_related("export_file")[:SHOWN]
    context = {"form": form, "tasks": [_with_end(task) for task in shown]}
    return render(request, "social/exports.html", context, status=400 if form.errors else 200)


@form_page
def takeout(request: PersonRequest) -> HttpResponse:
    """Have everything about oneself put into one archive."""
    with told(request):
        start_takeout(request.user)
        messages.success(request, "Your archive is being made.")
    return redirect("pages:exports")


@page
def download(request: PersonRequest, task_id: UUID) -> HttpResponse:
    """The file of one's own task, by an address that soon ends."""
    return HttpResponseRedirect(link_to(file_of(request.user, task_id)))


def _hand_out(request: PersonRequest, given: dict[str, Any]) -> HttpResponseBase:
    if "csv" in request.POST:
        return table_file(request.user, given, begin(request.user))
    spend("export_pdf", request.user.pk, DOCUMENTS_AN_HOUR)
    start_pdf(request.user, asked_of(given), request.user.units)
    messages.success(request, "Your document is being made.")
    return redirect("pages:exports")


def _with_end(task: Task) -> Task:
    """With `ends_at`: until when there is something to download; None if there is nothing, or no more."""
    file = getattr(task, "export_file", None)
    task.ends_at = file.created_at + KEPT if file else None  # type: ignore[attr-defined]
    return task
