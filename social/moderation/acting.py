"""How does a list in the admin act on its rows? With a reason, by the one service, so that each is a decision."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from config.kernel.errors import Conflict, Invalid, Refusal
from social.accounts.models import User
from social.moderation.deciding import Matter, Verdict, decide
from social.moderation.models import MAX_REASON, Action
from social.moderation.selectors import changes_by, decisions_on
from social.moderation.suspending import LENGTHS

DAYS = [(days, f"{days} day{'' if days == '1' else 's'}" if days else "for good") for days in LENGTHS]


class ReasonForm(ActionForm):
    """Each action asks why."""

    reason = forms.CharField(required=False, max_length=MAX_REASON, label="Why (the person reads it)")


class LengthForm(ReasonForm):
    """And, for people, how long."""

    days = forms.ChoiceField(required=False, choices=DAYS, label="Suspend for")


class Moderated(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read only but for the actions; nothing is added or deleted here, so that nothing is lost."""

    action_form: ClassVar[type[ActionForm]] = ReasonForm  # type: ignore[misc]
    kind: ClassVar[str]
    shown: ClassVar[list[str]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is said in a person's name."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Hiding keeps what was said for whoever has to look again."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.shown, "decisions"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.shown, "decisions"]

    @admin.display(description="decisions on it", empty_value="none")
    def decisions(self, row: Any) -> SafeString | None:
        """Who did what, when and why, with what it changed, before and after."""
        told = [(str(decision), *_told(decision)) for decision in decisions_on(self.kind, row.pk)]
        return format_html_join("", "<p>{}<br>{}<br>{}</p>", told) if told else None

    def matter(self, row: Any) -> Matter:
        """What is decided on when `row` is chosen."""
        return Matter(self.kind, row.pk, row.user_id)

    def verdict(self, request: HttpRequest, action: str, row: Any) -> Verdict:
        """What the form above the list says."""
        return Verdict(action, request.POST.get("reason", "").strip())

    def decide_each(self, request: HttpRequest, rows: QuerySet[Any], action: Action, word: str) -> None:
        """Decide on each; where there is nothing to change it is left out. `word` is what was done: "hidden"."""
        done = 0
        for row in rows.order_by("pk"):
            try:
                decision = decide(self.matter(row), cast(User, request.user), self.verdict(request, action, row))
            except Refusal as refusal:
                self._tell(request, row, refusal)
                if isinstance(refusal, Invalid):
                    break
            else:
                done += 1
                self.log_change(request, row, f"{word.capitalize()}: decision {decision.pk}.")
        self.message_user(request, f"{done} {word}.", messages.SUCCESS if done else messages.WARNING)

    def _tell(self, request: HttpRequest, row: Any, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict) and refusal.code == "nothing_to_change":
            return
        faults = [fault for found in (refusal.errors or {}).values() for fault in found]
        self.message_user(request, f"{row}: {' '.join(faults) or refusal.message}", messages.ERROR)


class Hideable(Moderated):
    """What can be hidden and shown again."""

    actions = ["hide", "restore"]

    @admin.action(description="Hide the selected from everybody", permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Hide each; those hidden or deleted already are left as they are."""
        self.decide_each(request, queryset, Action.HIDE, "hidden")

    @admin.action(description="Show the selected again", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Show each that is hidden, whoever hid it."""
        self.decide_each(request, queryset, Action.RESTORE, "restored")


def _told(decision: Any) -> tuple[str, str]:
    who = decision.moderator.username if decision.moderator else "somebody who has left"
    changes = "; ".join(f"{one.of}, {one.field}: {one.before} → {one.after}" for one in changes_by(decision))
    return f"{decision.created_at:%Y-%m-%d %H:%M} by {who}: {decision.reason}", changes
