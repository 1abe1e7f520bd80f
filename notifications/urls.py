"""Where are notifications in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from notifications.inbox.viewsets import NotificationViewSet

urlpatterns = [
    route("notifications", NotificationViewSet.as_view({"get": "list"}), "notifications"),
    route("notifications/unread-count", NotificationViewSet.as_view({"get": "unread_count"}), "unread-count"),
    route("notifications/read", NotificationViewSet.as_view({"post": "read_many"}), "notifications-read"),
    route("notifications/read-all", NotificationViewSet.as_view({"post": "read_all"}), "notifications-read-all"),
    route("notifications/<id>/read", NotificationViewSet.as_view({"post": "read_one"}), "notification-read"),
]
