"""Where do moderators work? In a queue of what was reported, and in the list of what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.kernel.errors import Refusal
from social.accounts.models import User
from social.moderation.deciding import decide_case
from social.moderation.forms import DecisionForm
from social.moderation.kinds import KINDS
from social.moderation.models import Action, Case, Decision, Outcome
from social.moderation.selectors import changes_by, history_of, outcomes_about

NEEDED = {
    Action.SUSPEND: "social.change_user",
    Action.REINSTATE: "social.change_user",
    Action.END_FRIENDSHIP: "social.change_friendship",
}
"""What else a moderator must be allowed for an action, besides changing cases."""


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that services write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Settled(admin.SimpleListFilter):
    """The open ones, unless asked otherwise."""

    title, parameter_name = "outcome", "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "All"), (Outcome.UPHELD, "Upheld"), (Outcome.DISMISSED, "Dismissed")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Open"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        wanted = self.value() or Outcome.OPEN
        return queryset if wanted == "all" else queryset.filter(outcome=wanted)


@admin.register(Case)
class CaseAdmin(ReadOnly):
    """What was reported, the most reported first; a case shows the content, who reported it and the person's past."""

    list_display = ["__str__", "owner", "reporters", "reported_at", "opened_at", "outcome"]
    list_filter = [Settled, "kind"]
    search_fields = ["owner__username"]
    list_select_related = ["owner"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Case.objects.annotate(report_count=Count("reports")).order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return ["-report_count", "-reported_at", "-pk"]

    @admin.display(description="reporters", ordering="report_count")
    def reporters(self, case: Any) -> int:
        """How many people reported it."""
        return int(case.report_count)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A case, and the form that decides it."""
        case = get_object_or_404(Case.objects.select_related("owner"), pk=object_id if object_id.isdigit() else 0)
        if not self.has_view_permission(request, case):
            raise PermissionDenied
        form = DecisionForm(case, request.POST if request.method == "POST" else None)
        if request.method == "POST" and self._decide(request, case, form):
            return HttpResponseRedirect(reverse("admin:social_case_changelist"))
        return render(request, "moderation/case.html", self._context(request, case, form))

    def _decide(self, request: HttpRequest, case: Case, form: DecisionForm) -> bool:
        if not self.has_change_permission(request, case):
            raise PermissionDenied
        if not form.is_valid():
            return False
        verdict = form.verdict()
        if not request.user.has_perm(NEEDED.get(Action(verdict.action), "social.change_case")):
            raise PermissionDenied
        try:
            decision = decide_case(case, cast(User, request.user), verdict)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return False
        self.log_change(request, case, f"Decided: {verdict.action}, decision {decision.pk}.")
        self.message_user(request, f"{decision.get_action_display()}: done.", messages.SUCCESS)
        return True

    def _context(self, request: HttpRequest, case: Case, form: DecisionForm) -> dict[str, Any]:
        sort = KINDS.get(case.kind)
        return {
            **self.admin_site.each_context(request),
            "title": f"Reported: {case}",
            "opts": Case._meta,
            "case": case,
            "thing": sort.find(case.object_id, case.reported_at) if sort else None,
            "reports": case.reports.select_related("reporter").order_by("pk"),
            "history": history_of(case.owner_id)[:50],
            "outcomes": outcomes_about(case.owner_id),
            "form": form,
            "may_decide": self.has_change_permission(request, case),
        }


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    """What was decided, by whom, why, what it changed, and what the person answered."""

    list_display = ["__str__", "person", "moderator", "created_at", "until", "answered_at"]
    list_filter = ["action", "rule", ("answered_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["person__username", "moderator__username"]
    list_select_related = ["person", "moderator"]
    ordering = ["-pk"]
    fields = ["action", "kind", "object_id", "person", "moderator", "rule", "reason", "created_at", "until"]
    fields += ["lifted_at", "changes", "answer", "answered_at", "case"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record is not changed."""
        return False

    @admin.display(description="before → after", empty_value="nothing was changed")
    def changes(self, decision: Decision) -> str | None:
        """Each value that it changed."""
        told = [f"{one.of}, {one.field}: {one.before} → {one.after}" for one in changes_by(decision)]
        return "; ".join(told) or None
