"""How does a person describe an activity, in their own units and time zone?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from activities.tracking.models import Activity, ActivityType
from activities.tracking.serializers import EARLIEST, MAX_CLIMB_M, MAX_KM, MAX_MINUTES
from config.kernel.errors import Refusal
from config.pages.figures import KM_A_MILE, M_A_FOOT
from social.accounts.models import User, Visibility

WHO = [(Visibility.PUBLIC, "Everybody"), (Visibility.FRIENDS, "Friends"), (Visibility.PRIVATE, "Only me")]
TIME = ("hours", "minutes", "seconds")


def who_field(**kwargs: Any) -> forms.TypedChoiceField:
    """Who may see an activity."""
    return forms.TypedChoiceField(label="Who may see it", choices=WHO, coerce=int, **kwargs)


def whole(label: str, most: int, hint: str = "") -> forms.IntegerField:
    """A whole number that need not be given."""
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, help_text=hint, widget=widget)


def measured(label: str, most: float, step: str) -> forms.FloatField:
    """A figure in the person's units; it need not be given."""
    widget = forms.NumberInput({"step": step, "inputmode": "decimal"})
    return forms.FloatField(label=label, required=False, min_value=0, max_value=most, widget=widget)


class ActivityForm(forms.Form):
    """A new activity, or the changes to one."""

    activity_type = forms.ChoiceField(label="What", choices=ActivityType.choices)
    title = forms.CharField(max_length=120)
    started_at = forms.DateTimeField(
        label="Started", widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    hours, minutes, seconds = whole("Hours", MAX_MINUTES // 60), whole("Minutes", 59), whole("Seconds", 59)
    distance = measured("Distance", MAX_KM, step="0.01")
    climb = measured("Climb", MAX_CLIMB_M, step="any")
    average_heart_rate = whole("Average heart rate", 260, "Beats a minute.")
    calories = whole("Energy", 100_000, "Kilocalories.")
    visibility = who_field()
    description = forms.CharField(label="Notes", max_length=5000, required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(self, data: Any = None, *, person: User, activity: Activity | None = None) -> None:
        self.is_metric = person.units == "km"
        initial = self._values_of(activity) if activity else self._usual_values(person)
        super().__init__(data, initial=initial)
        self.fields["distance"].help_text = "Kilometres." if self.is_metric else "Miles."
        self.fields["climb"].help_text = "Metres." if self.is_metric else "Feet."

    def clean_started_at(self) -> datetime:
        """Between 1970 and tomorrow."""
        value: datetime = self.cleaned_data["started_at"]
        if not EARLIEST <= value <= timezone.now() + timedelta(days=1):
            raise forms.ValidationError("Give a time between 1970 and now.")
        return value

    def clean_average_heart_rate(self) -> int | None:
        """A heart that beats."""
        value: int | None = self.cleaned_data["average_heart_rate"]
        if value is not None and value < 20:
            raise forms.ValidationError("Ensure this value is greater than or equal to 20.")
        return value

    def clean_description(self) -> str:
        """Lines end as they are stored, not as browsers send them."""
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")

    def values(self) -> dict[str, Any]:
        """What was typed, in the names and units of the services."""
        clean = self.cleaned_data
        plain = (
            "activity_type",
            "title",
            "started_at",
            "average_heart_rate",
            "calories",
            "visibility",
            "description",
        )
        hours, minutes, seconds = (clean[part] or 0 for part in TIME)
        return {name: clean[name] for name in plain} | {
            "duration_s": hours * 3600 + minutes * 60 + seconds,
            "distance_m": (clean["distance"] or 0) * self._m_a_distance,
            "elevation_m": None if clean["climb"] is None else clean["climb"] * self._m_a_climb,
        }

    def changes(self) -> dict[str, Any]:
        """Only what was changed: a figure that was shown rounded and left alone stays exact."""
        origin = {"duration_s": TIME, "distance_m": ("distance",), "elevation_m": ("climb",)}
        changed = set(self.changed_data)
        return {name: value for name, value in self.values().items() if changed & {*origin.get(name, (name,))}}

    @property
    def _m_a_distance(self) -> float:
        return 1000.0 if self.is_metric else 1000 * KM_A_MILE

    @property
    def _m_a_climb(self) -> float:
        return 1.0 if self.is_metric else M_A_FOOT

    def _usual_values(self, person: User) -> dict[str, Any]:
        return {"visibility": person.default_visibility, "started_at": timezone.localtime().replace(second=0)}

    def _values_of(self, activity: Activity) -> dict[str, Any]:
        kept = ("activity_type", "title", "average_heart_rate", "calories", "visibility", "description")
        climb = activity.elevation_m
        minutes, seconds = divmod(activity.duration_s, 60)
        return {name: getattr(activity, name) for name in kept} | {
            "started_at": timezone.localtime(activity.started_at).replace(second=0, microsecond=0),
            "hours": minutes // 60,
            "minutes": minutes % 60,
            "seconds": seconds,
            "distance": round(activity.distance_m / self._m_a_distance, 2),
            "climb": None if climb is None else round(climb / self._m_a_climb),
        }


def tell_faults(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a service's refusal at the fields it names, or above the form."""
    for field, texts in (refusal.errors or {"": [refusal.message]}).items():
        for text in texts:
            form.add_error(field if field in form.fields else None, text)
