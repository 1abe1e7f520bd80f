"""What can moderators do about people? Look, suspend, and restore, through the same services as everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from config.kernel.errors import Forbidden
from social.accounts import services
from social.accounts.models import User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # Django's own has no limit
SHOWN = ["username", "name", "bio", "city", "is_private", "is_active", "date_joined"]
ROLES = ["is_staff", "is_superuser", "groups", "user_permissions"]


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """People, without address or password. Only a superuser may change who is a moderator, and what they may do."""

    list_display = ["username", "name", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "date_joined"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    fields = [*SHOWN, *ROLES]
    filter_horizontal = ["groups", "user_permissions"]
    actions = ["suspend", "restore"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Deletion is the person's own; a moderator suspends."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return SHOWN if request.user.is_superuser else [*SHOWN, *ROLES]

    @admin.action(description="Suspend the selected people", permissions=["change"])
    def suspend(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Shut them out, everywhere and at once."""
        self._each(request, queryset.filter(is_active=True), services.suspend, "Suspended.")

    @admin.action(description="Restore the selected people", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let them log in again."""
        self._each(request, queryset.filter(is_active=False), services.restore, "Restored.")

    def _each(self, request: HttpRequest, people: QuerySet[User], act: Callable[..., Any], done: str) -> None:
        for person in list(people):
            try:
                act(person, by=request.user)
            except Forbidden as refusal:
                self.message_user(request, f"{person}: {refusal.message}", messages.ERROR)
            else:
                self.log_change(request, person, done)
                self.message_user(request, f"{person}: {done}", messages.SUCCESS)
