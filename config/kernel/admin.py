"""Where does an operator switch a feature? On waffle's own page; it registers that for its own model only."""

from __future__ import annotations

from django.contrib import admin
from waffle.admin import FlagAdmin as WaffleFlagAdmin

from config.kernel.models import Flag


@admin.register(Flag)
class FlagAdmin(WaffleFlagAdmin):  # type: ignore[misc]
    """Feature flags, without the fields that ours never reads: test cookies, languages, roll-out by session."""

    exclude = ["testing", "languages", "rollout"]
    list_display = ("name", "note", "everyone", "percent", "superusers", "staff", "authenticated")  # type: ignore[assignment]
