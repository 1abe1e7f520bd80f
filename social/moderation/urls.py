"""Where are reports and decisions in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.moderation.viewsets import DecisionViewSet, ReportViewSet

urlpatterns = [
    route("reports", ReportViewSet.as_view({"get": "list", "post": "create"}), "reports"),
    route("moderation/decisions", DecisionViewSet.as_view({"get": "list"}), "decisions"),
    route("moderation/decisions/<id>/answer", DecisionViewSet.as_view({"post": "answer"}), "decision-answer"),
]
