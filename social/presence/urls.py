"""Where is presence in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.presence.views import OwnPresenceView, PresenceView

urlpatterns = [
    route("presence", PresenceView.as_view(), "presence"),
    route("presence/me", OwnPresenceView.as_view(), "presence-me"),
]
