"""Where are reactions in the API? Included below /api/v1/ because this module exists."""

from __future__ import annotations

from config.kernel.api.routes import route
from reactions.views import ReactionsView

urlpatterns = [route("activities/<id>/reactions", ReactionsView.as_view(), "activity-reactions")]
