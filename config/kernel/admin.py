"""What does an operator see of the kernel? The switches of features, and the jobs that have died."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from procrastinate.contrib.django import models as procrastinate
from waffle.admin import FlagAdmin as WaffleFlagAdmin

from config.kernel.jobs import dead
from config.kernel.models import DeadJob, Flag

for shows_arguments in (
    procrastinate.ProcrastinateJob,
    procrastinate.ProcrastinateEvent,
    procrastinate.ProcrastinatePeriodicDefer,
):
    if admin.site.is_registered(shows_arguments):
        admin.site.unregister(shows_arguments)


@admin.register(Flag)
class FlagAdmin(WaffleFlagAdmin):  # type: ignore[misc]
    """Feature flags, without the fields that ours never reads: test cookies, languages, roll-out by session."""

    exclude = ["testing", "languages", "rollout"]
    list_display = ("name", "note", "everyone", "percent", "superusers", "staff", "authenticated")  # type: ignore[assignment]


@admin.register(DeadJob)
class DeadJobAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Jobs after their last try: what they were, and the kind of fault; never with what they were called."""

    list_display = ("task_name", "queue_name", "attempts", "error", "arguments")
    list_filter = ("queue_name", "task_name")
    fields = ("task_name", "queue_name", "priority", "attempts", "error", "arguments")
    readonly_fields = fields
    actions = ("retry",)

    @admin.display(description="error", empty_value="This release knows no such job, or it was cancelled.")
    def error(self, row: DeadJob) -> str | None:
        """Why it failed last."""
        found: str | None = row.error  # type: ignore[attr-defined]
        return found

    @admin.display(description="arguments")
    def arguments(self, row: DeadJob) -> str:
        """Their names only (S-OP-4)."""
        return ", ".join(sorted(row.args))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A job is enqueued by a service."""
        return False

    @admin.action(description="Retry the selected dead jobs", permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[DeadJob]) -> None:
        """Try them again, with all their tries."""
        rows = {row.pk: row for row in queryset}
        revived = dead.revive(rows)
        for pk in revived:
            self.log_change(request, rows[pk], "Put back into its queue.")
        self.message_user(request, f"{len(revived)} of {len(rows)} are tried again.", messages.SUCCESS)

    def delete_model(self, request: HttpRequest, obj: DeadJob) -> None:
        """Procrastinate's models write nothing themselves."""
        dead.forget([obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """As above, for several."""
        dead.forget(queryset.values_list("pk", flat=True))
