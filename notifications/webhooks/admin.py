"""What can moderators do about webhooks? See how they do, and switch one off. Never secrets, paths or contents."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from notifications.webhooks.models import Endpoint, WebhookDelivery
from notifications.webhooks.services import set_active_as_moderator


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows `shown` and no other field; nothing is added, changed or deleted by hand."""

    shown: tuple[str, ...] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Webhooks are people's own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What was sent stays to be read."""
        return False

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return self.shown

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return self.shown


@admin.register(Endpoint)
class EndpointAdmin(ReadOnly):
    """Endpoints: whose, where to and how they do."""

    shown = ("owner", "place", "events", "disabled_at", "disabled_reason", "failures", "failing_since", "created_at")
    list_display = ("owner", "place", "disabled_at", "disabled_reason", "failures", "created_at")
    list_filter = ("disabled_reason", "created_at")
    search_fields = ("owner__username",)
    list_select_related = ("owner",)
    actions = ("switch_off", "switch_on")

    @admin.action(description="Switch the selected webhooks off", permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> None:
        """Switch each off; its owner is told, and cannot switch it on again."""
        self._switch(request, queryset, active=False)

    @admin.action(description="Switch the selected webhooks on again", permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> None:
        """Switch each on, whoever had switched it off."""
        self._switch(request, queryset, active=True)

    def _switch(self, request: HttpRequest, queryset: QuerySet[Endpoint], *, active: bool) -> None:
        done, word = 0, "on" if active else "off"
        for endpoint in queryset.order_by("pk"):
            if set_active_as_moderator(endpoint.pk, active=active):
                self.log_change(request, endpoint, f"Switched {word}.")
                done += 1
        self.message_user(request, f"{done} switched {word}.", messages.SUCCESS)


@admin.register(WebhookDelivery)
class DeliveryAdmin(ReadOnly):
    """Deliveries: of which kind, and what became of them."""

    shown = ("endpoint", "message_id", "type", "status", "dropped_reason", "tries", "next_attempt_at", "created_at")
    list_display = shown
    list_filter = ("status", "type", "created_at")
    list_select_related = ("endpoint",)
