"""Where are notifications in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from notifications.inbox.preference_viewsets import ActivityMuteViewSet, PreferenceViewSet, WhyViewSet
from notifications.inbox.viewsets import NotificationViewSet
from notifications.push.viewsets import PushViewSet
from notifications.webhooks.viewsets import DeliveryViewSet, EndpointViewSet

urlpatterns = [
    route("notifications", NotificationViewSet.as_view({"get": "list"}), "notifications"),
    route("notifications/unread-count", NotificationViewSet.as_view({"get": "unread_count"}), "unread-count"),
    route("notifications/read", NotificationViewSet.as_view({"post": "read_many"}), "notifications-read"),
    route("notifications/read-all", NotificationViewSet.as_view({"post": "read_all"}), "notifications-read-all"),
    route(
        "notifications/preferences",
        PreferenceViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        "notification-preferences",
    ),
    route(
        "notifications/push",
        PushViewSet.as_view({"get": "retrieve", "post": "create", "delete": "destroy"}),
        "notifications-push",
    ),
    route("notifications/<id>/read", NotificationViewSet.as_view({"post": "read_one"}), "notification-read"),
    route("notifications/<id>/why", WhyViewSet.as_view({"get": "retrieve"}), "notification-why"),
    route(
        "activities/<id>/mute", ActivityMuteViewSet.as_view({"post": "create", "delete": "destroy"}), "activity-mute"
    ),
    route("webhooks", EndpointViewSet.as_view({"get": "list", "post": "create"}), "webhooks"),
    route(
        "webhooks/<id>",
        EndpointViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        "webhook",
    ),
    route("webhooks/<id>/test", EndpointViewSet.as_view({"post": "test"}), "webhook-test"),
    route("webhooks/<id>/rotate-secret", EndpointViewSet.as_view({"post": "rotate"}), "webhook-rotate-secret"),
    route("webhooks/<id>/deliveries", DeliveryViewSet.as_view({"get": "list"}), "webhook-deliveries"),
    route(
        "webhooks/<id>/deliveries/<delivery_id>/replay", DeliveryViewSet.as_view({"post": "replay"}), "webhook-replay"
    ),
]
