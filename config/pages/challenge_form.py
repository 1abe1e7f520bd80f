"""How does a person describe a challenge, in their own units and time zone?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from activities.challenges.models import Challenge, Circle, Metric
from activities.challenges.serializers import MAX_GOAL
from activities.tracking.models import ActivityType
from config.pages.amounts import scale_of
from social.accounts.models import User

METRICS = [
    (Metric.DISTANCE, "Distance"),
    (Metric.TIME, "Time"),
    (Metric.COUNT, "Number of activities"),
    (Metric.ELEVATION, "Climb"),
]
CIRCLES = [(Circle.FRIENDS, "My friends"), (Circle.INVITED, "Only those I invite"), (Circle.PUBLIC, "Everybody")]
WORDS = ("title", "description")
USUAL_DAYS = 28
MOMENT = "%Y-%m-%dT%H:%M"


def moment(label: str) -> forms.DateTimeField:
    """A moment in the person's time zone."""
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT), input_formats=[MOMENT]
    )


class ChallengeForm(forms.Form):
    """A new challenge, or the changes to one; of one that has started only the words can be changed."""

    title = forms.CharField(max_length=120)
    description = forms.CharField(
        label="What it is about", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    metric = forms.ChoiceField(label="What counts", choices=METRICS)
    goal = forms.FloatField(min_value=0, widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}))
    starts_at, ends_at = moment("Starts"), moment("Ends")
    activity_types = forms.MultipleChoiceField(
        label="Which activities count",
        choices=ActivityType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="None chosen: all of them.",
    )
    visibility = forms.ChoiceField(label="Who may see it and join", choices=CIRCLES)

    def __init__(self, data: Any = None, *, person: User, challenge: Challenge | None = None) -> None:
        self.units = person.units
        super().__init__(data, initial=self._values_of(challenge) if challenge else _usual_values())
        far, high = ("Kilometres", "metres") if self.units == "km" else ("Miles", "feet")
        self.fields["goal"].help_text = f"{far}, hours, activities, or {high} of climb."
        if challenge is not None and challenge.has_started:
            for name in self.fields.keys() - set(WORDS):
                self.fields[name].disabled = True

    def clean_description(self) -> str:
        """Lines end as they are stored, not as browsers send them."""
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """The goal in the units of the services is a whole number that the database can hold."""
        clean: dict[str, Any] = super().clean() or {}
        if "goal" in clean and "metric" in clean and not 1 <= self._goal(clean) <= MAX_GOAL:
            self.add_error("goal", "Give a goal that somebody can reach.")
        return clean

    def values(self) -> dict[str, Any]:
        """What was typed, in the names and units of the services."""
        clean = self.cleaned_data
        return clean | {"goal": self._goal(clean), "activity_types": sorted(clean["activity_types"])}

    def changes(self) -> dict[str, Any]:
        """Only what was changed: a goal that was shown rounded and left alone stays exact."""
        changed = set(self.changed_data) | ({"goal"} if "metric" in self.changed_data else set())
        return {name: value for name, value in self.values().items() if name in changed}

    def _goal(self, clean: dict[str, Any]) -> int:
        goal: float = clean["goal"]
        return round(goal * scale_of(clean["metric"], self.units))

    def _values_of(self, challenge: Challenge) -> dict[str, Any]:
        kept = ("title", "description", "metric", "activity_types", "visibility")
        return {name: getattr(challenge, name) for name in kept} | {
            "goal": round(challenge.goal / scale_of(challenge.metric, self.units), 2),
            "starts_at": timezone.localtime(challenge.starts_at).replace(second=0, microsecond=0),
            "ends_at": timezone.localtime(challenge.ends_at).replace(second=0, microsecond=0),
        }


def _usual_values() -> dict[str, Any]:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {"starts_at": today, "ends_at": today + timedelta(days=USUAL_DAYS)}
