"""How do recorded files come in by the page: one, tried first or not, or many at once?"""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.tasks.models import Task
from activities.tasks.selectors import task_for
from activities.tracking.importing import DryRun, dry_run, import_activity
from activities.tracking.imports.archives import is_zip
from activities.tracking.imports.batches import KIND, start_batch
from activities.tracking.imports.limits import BATCH_FILES, FILE_BYTES
from activities.tracking.imports.views import BatchImportView, ImportView
from config.kernel.errors import NotFound, Refusal
from config.kernel.ratelimits import spend
from config.pages.activity_form import tell_faults, who_field
from config.pages.page import SAYABLE, PersonRequest, page

ACCEPTED = ".gpx,.tcx,.fit,.gz,.zip"


class FilesInput(forms.FileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleaned one by one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list of at least one."""
        one = super().clean
        return [one(file, initial) for file in data or [None]]


class ImportForm(forms.Form):
    """Recorded files, and what their owner wants to say differently from a single one."""

    file = FilesField(
        label="Recorded files",
        help_text=f"GPX, TCX or FIT, at most {FILE_BYTES // 1_000_000} MB each; or a zip of up to {BATCH_FILES}.",
        widget=FilesInput({"accept": ACCEPTED}),
    )
    title = forms.CharField(max_length=120, required=False, help_text="Left empty, the file's own title is taken.")
    visibility = who_field(required=False, empty_value=None)
    force = forms.BooleanField(label="Import it all the same", required=False)

    def overrides(self) -> dict[str, Any]:
        """What wins over the file; what was not sent or left empty does not."""
        return {
            name: self.cleaned_data[name]
            for name in ("title", "visibility")
            if self.cleaned_data[name] not in ("", None)
        }


@page
def import_files(request: PersonRequest) -> HttpResponse:
    """Make activities of recorded files, or tell what one would make."""
    usual = {"visibility": request.user.default_visibility}
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm(initial=usual)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            if "try" in request.POST:
                context["tried"] = _try(request, form)
            else:
                return _import(request, form)
        except SAYABLE as refusal:
            _explain(form, context, refusal)
    return render(request, "social/import.html", context, status=400 if form.errors else 200)


@page
def progress(request: PersonRequest, task_id: UUID) -> HttpResponse:
    """How far an import of many files is, and what became of each."""
    task: Task = task_for(request.user, task_id)
    if task.kind != KIND:
        raise NotFound("There is no such import.")
    return render(request, "social/import_progress.html", {"task": task, "files": task.result.get("files", [])})


def _import(request: PersonRequest, form: ImportForm) -> HttpResponse:
    files = form.cleaned_data["file"]
    if len(files) > 1 or _is_zip(files[0]):
        spend(BatchImportView.throttle_group, request.user.pk, BatchImportView.throttle_rate)
        return redirect("pages:import-progress", start_batch(request.user, files).pk)
    spend(ImportView.throttle_group, request.user.pk, ImportView.throttle_rate)
    force = form.cleaned_data["force"]
    made = import_activity(request.user, files[0], files[0].name, force=force, **form.overrides())
    messages.success(request, "Imported. Your friends can see it now, if you share it with them.")
    return redirect("pages:activity", made.pk)


def _try(request: PersonRequest, form: ImportForm) -> DryRun:
    spend(ImportView.throttle_group, request.user.pk, ImportView.throttle_rate)
    return dry_run(request.user, cast(BinaryIO, form.cleaned_data["file"][0]), **form.overrides())


def _explain(form: ImportForm, context: dict[str, Any], refusal: Refusal) -> None:
    """The refusal at its field, and the way to the activity that is there already."""
    errors = (refusal.errors or {}).get("files")
    if errors:
        form.add_error("file", errors)
    else:
        tell_faults(form, refusal)
    context["double"] = refusal.extra.get("activity_id")
    context["may_force"] = refusal.code == "duplicate_activity"


def _is_zip(file: Any) -> bool:
    start = file.read(4)
    file.seek(0)
    return is_zip(start)
