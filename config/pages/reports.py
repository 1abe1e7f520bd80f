"""How does a person report a thing, see what came of it, and read what moderators decided about them?"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.kernel.errors import NotFound
from config.pages.activity_form import tell_faults
from config.pages.page import SAYABLE, PersonRequest, form_page, page, told
from config.pages.paging import number_in, part_of
from social.moderation.answering import answer_decision
from social.moderation.kinds import label_of
from social.moderation.models import MAX_NOTE, Rule
from social.moderation.reporting import report as report_thing
from social.moderation.reporting import visible_thing
from social.moderation.selectors import decisions_about, reports_of

ROWS = 20


class ReportForm(forms.Form):
    """What it is reported for."""

    reason = forms.ChoiceField(label="What is wrong with it", choices=Rule.choices)
    note = forms.CharField(
        label="What moderators should know", required=False, max_length=MAX_NOTE, widget=forms.Textarea({"rows": 4})
    )
    block = forms.BooleanField(
        label="Block the person too", required=False, help_text="Neither of you will find the other any more."
    )


@page
def report(request: PersonRequest) -> HttpResponse:
    """The form for the thing that `?kind=` and `&id=` name."""
    kind, object_id = request.GET.get("kind", ""), number_in(request.GET.get("id"))
    if object_id is None:
        raise NotFound
    thing = visible_thing(request.user, kind, object_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _, is_new = report_thing(request.user, kind, object_id, **form.cleaned_data)
        except SAYABLE as refusal:
            tell_faults(form, refusal)
        else:
            messages.success(request, "Thank you. Moderators will look at it." if is_new else "You reported it before.")
            return redirect("pages:reports")
    context = {"form": form, "thing": thing, "label": label_of(kind), "has_owner": thing.owner_id is not None}
    return render(request, "social/report.html", context, status=400 if form.errors else 200)


@page
def reports(request: PersonRequest) -> HttpResponse:
    """What one has reported, and what came of it."""
    rows = part_of(request, reports_of(request.user), ROWS)
    told_rows = [(row, label_of(row.case.kind)) for row in rows.rows]
    return render(request, "social/reports.html", {"part": rows, "reports": told_rows})


@page
def decisions(request: PersonRequest) -> HttpResponse:
    """What moderators decided about one, with room to answer each once."""
    rows = part_of(request, decisions_about(request.user), ROWS)
    told_rows = [(row, label_of(row.kind)) for row in rows.rows]
    return render(request, "social/decisions.html", {"part": rows, "decisions": told_rows})


@form_page
def answer(request: PersonRequest, decision_id: int) -> HttpResponse:
    """Answer one."""
    with told(request):
        answer_decision(request.user, decision_id, request.POST.get("text", ""))
        messages.success(request, "Sent. The moderators read it.")
    return redirect("pages:decisions")
