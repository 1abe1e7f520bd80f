"""What can moderators do about people? Look, suspend, and restore, through the same services as everything else."""

from __future__ import annotations

from typing import Any

from allauth.account.admin import EmailAddressAdmin
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from social.accounts.models import User
from social.moderation.acting import LengthForm, Moderated
from social.moderation.deciding import Matter, Verdict
from social.moderation.models import Action

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # Django's own has no limit
admin.action(EmailAddressAdmin.make_verified, permissions=["change"])  # allauth's asks for the right to look only
SHOWN = ["username", "name", "bio", "city", "is_private", "is_active", "date_joined"]
ROLES = ["is_staff", "is_superuser", "groups", "user_permissions"]


@admin.register(User)
class PersonAdmin(Moderated):
    """People, without address or password. Only a superuser may change who is a moderator, and what they may do."""

    list_display = ["username", "name", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "date_joined"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    filter_horizontal = ["groups", "user_permissions"]
    actions = ["suspend", "restore", "warn"]
    action_form = LengthForm
    kind, shown = "person", [*SHOWN, *ROLES]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        told = [*SHOWN, "decisions"]
        return told if request.user.is_superuser else [*told, *ROLES]

    def matter(self, row: User) -> Matter:
        return Matter(self.kind, row.pk, row.pk)

    def verdict(self, request: HttpRequest, action: str, row: Any) -> Verdict:
        return super().verdict(request, action, row)._replace(days=request.POST.get("days", ""))

    @admin.action(description="Suspend the selected people", permissions=["change"])
    def suspend(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Shut them out, everywhere and at once, for the chosen time."""
        self.decide_each(request, queryset, Action.SUSPEND, "suspended")

    @admin.action(description="Let the selected people in again", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let them log in again."""
        self.decide_each(request, queryset, Action.REINSTATE, "restored")

    @admin.action(description="Warn the selected people", permissions=["change"])
    def warn(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Tell each, and keep that it was told."""
        self.decide_each(request, queryset, Action.WARN, "warned")
