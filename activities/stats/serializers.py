"""What may be asked of the figures, and how are they told in JSON?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rest_framework import serializers

from activities.stats.selectors import Span
from activities.tracking.models import ActivityType

EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)
MOST_WEEKS, MOST_MONTHS = 106, 60
MOST_DAYS = 732


class AskedSerializer(serializers.Serializer[Any]):
    """Whose figures, and which weeks and months: the last so many, or those that touch `from` to `to`."""

    user = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="A person's id; oneself without it."
    )
    weeks = serializers.IntegerField(
        min_value=1, max_value=MOST_WEEKS, required=False, help_text="How many weeks, the present one included; 12."
    )
    months = serializers.IntegerField(
        min_value=1, max_value=MOST_MONTHS, required=False, help_text="How many months, the present one included; 12."
    )
    to = serializers.DateField(required=False, help_text="The last day; today without it.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python."""
        first = serializers.DateField(required=False, help_text=f"The first day, at most {MOST_DAYS} before `to`.")
        return super().get_fields() | {"from": first}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Either numbers or days; days in order, and not too many."""
        for name in ("from", "to"):
            if name in attrs and ("weeks" in attrs or "months" in attrs):
                raise serializers.ValidationError({name: "Give either days or numbers of weeks and months."})
            if name in attrs and not EARLIEST <= attrs[name] <= LATEST:
                raise serializers.ValidationError({name: f"A day from {EARLIEST} to {LATEST}."})
        if "to" in attrs and "from" not in attrs:
            raise serializers.ValidationError({"from": "Give the first day too."})
        return attrs


def spans(asked: dict[str, Any], today: date) -> tuple[Span, Span]:
    """The days whose weeks, and those whose months are meant. Raises ValidationError, naming the field."""
    if "from" in asked:
        span = Span(asked["from"], asked.get("to", today))
        if not timedelta() <= span.last - span.first <= timedelta(days=MOST_DAYS):
            raise serializers.ValidationError({"from": f"A day before `to`, at most {MOST_DAYS} days."})
        return span, span
    weeks, months = asked.get("weeks", 12), asked.get("months", 12)
    month = today.year * 12 + today.month - months  # months since year 0, January being 0
    return Span(today - timedelta(weeks=weeks - 1), today), Span(date(month // 12, month % 12 + 1, 1), today)


class SumsSerializer(serializers.Serializer[Any]):
    """What some activities sum up to."""

    activities = serializers.IntegerField()
    distance_km = serializers.FloatField()
    duration_minutes = serializers.FloatField()
    elevation_m = serializers.FloatField()


class TypeSumsSerializer(SumsSerializer):
    """Those of one type."""

    activity_type = serializers.ChoiceField(choices=ActivityType.choices)


class PeriodSumsSerializer(SumsSerializer):
    """Those of a week or month that begins at `start`."""

    start = serializers.DateField()


class DaySumsSerializer(SumsSerializer):
    """Those of a day."""

    date = serializers.DateField()


class StreakSerializer(serializers.Serializer[Any]):
    """Days in a row with at least one activity."""

    current = serializers.IntegerField(help_text="0 unless today or yesterday has an activity.")
    longest = serializers.IntegerField()


class ProgressSerializer(serializers.Serializer[Any]):
    """Points and level. Level n begins at 50 · n · (n - 1) points."""

    xp = serializers.IntegerField()
    level = serializers.IntegerField()
    level_xp = serializers.IntegerField(help_text="Where this level begins.")
    next_level_xp = serializers.IntegerField(help_text="Where the next begins.")


class StatsSerializer(serializers.Serializer[Any]):
    """A person's figures, by their own calendar. Of others only what the caller may see counts."""

    user_id = serializers.IntegerField()
    time_zone = serializers.CharField(
        help_text="Whose midnight parts the days; null where it is not one's own.", allow_null=True
    )
    totals = SumsSerializer()
    by_type = TypeSumsSerializer(many=True)
    streak = StreakSerializer()
    by_week = PeriodSumsSerializer(many=True)
    by_month = PeriodSumsSerializer(many=True)
    days = DaySumsSerializer(many=True, help_text="Those of the last 365 days that have an activity.")
    progress = ProgressSerializer(allow_null=True, help_text="Null for others: points come of hidden activities too.")
