"""Where are blocks and mutes in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.safety.viewsets import SafetyViewSet

urlpatterns = [
    route("users/<id>/block", SafetyViewSet.as_view({"post": "block", "delete": "unblock"}), "user-block"),
    route("users/<id>/mute", SafetyViewSet.as_view({"post": "mute", "delete": "unmute"}), "user-mute"),
    route("users/me/blocks", SafetyViewSet.as_view({"get": "blocked"}), "my-blocks"),
    route("users/me/mutes", SafetyViewSet.as_view({"get": "muted"}), "my-mutes"),
]
