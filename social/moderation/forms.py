"""What does a moderator fill in to decide on a reported thing?"""

from __future__ import annotations

from typing import Any

from django import forms

from social.accounts.models import User
from social.moderation.acting import DAYS
from social.moderation.deciding import Verdict
from social.moderation.kinds import KINDS
from social.moderation.models import MAX_REASON, Action, Case, Outcome, Rule


class DecisionForm(forms.Form):
    """What to do, by which rule, why, and what else that needs."""

    action = forms.ChoiceField(label="What to do")
    rule = forms.ChoiceField(label="By which rule", choices=Rule.choices, initial=Rule.OTHER)
    reason = forms.CharField(label="Why (the person reads it)", max_length=MAX_REASON, widget=forms.Textarea)
    days = forms.ChoiceField(label="Suspend for", choices=DAYS, required=False)
    friend = forms.CharField(label="End the friendship with (user name)", max_length=30, required=False)

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data)
        self.case = case
        self.fields["action"].choices = possible(case)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whose friendship ends is named by user name."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("action") == Action.END_FRIENDSHIP:
            told["friend"] = User.objects.filter(username__iexact=told.get("friend", "")).first()
            if told["friend"] is None:
                self.add_error("friend", "There is nobody of this name.")
        return told

    def verdict(self) -> Verdict:
        """What was filled in."""
        told = self.cleaned_data
        friend = told["friend"] if told["action"] == Action.END_FRIENDSHIP else None
        friends = (self.case.owner_id, friend.pk) if friend and self.case.owner_id else None
        return Verdict(told["action"], told["reason"], told["rule"], told["days"], friends)


def possible(case: Case) -> list[tuple[str, str]]:
    """What can be done in this case at all."""
    left_out: set[str] = set() if case.outcome == Outcome.OPEN else {Action.DISMISS}
    if case.kind not in KINDS or not KINDS[case.kind].hides:
        left_out |= {Action.HIDE, Action.RESTORE}
    if case.owner_id is None:
        left_out |= {Action.WARN, Action.SUSPEND, Action.REINSTATE, Action.END_FRIENDSHIP}
    return [choice for choice in Action.choices if choice[0] not in left_out]
