"""How is a log-in told in JSON?"""

from __future__ import annotations

from rest_framework import serializers

from social.log_ins.models import LogIn


class LogInSerializer(serializers.ModelSerializer[LogIn]):
    """One log-in. Needs the context `session_key`: that of the request."""

    expires_at = serializers.DateTimeField(source="session.expire_date", read_only=True)
    current = serializers.SerializerMethodField(help_text="Whether it is the one that asks.")

    class Meta:
        model = LogIn
        fields = ["id", "device", "created_at", "last_seen_at", "expires_at", "current"]
        read_only_fields = fields

    def get_current(self, log_in: LogIn) -> bool:
        """By its session."""
        return bool(log_in.session_id == self.context["session_key"])
