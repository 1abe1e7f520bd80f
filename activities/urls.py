"""Where are activities and the feed in the API?"""

from __future__ import annotations

from activities.engagement.viewsets import LikeViewSet
from activities.feed.views import FeedView
from activities.tracking.viewsets import ActivityViewSet, ImportView
from config.kernel.api.routes import route

urlpatterns = [
    route("feed", FeedView.as_view(), "feed"),
    route("activities", ActivityViewSet.as_view({"get": "list", "post": "create"}), "activities"),
    route("activities/import", ImportView.as_view(), "activity-import"),
    route(
        "activities/<id>",
        ActivityViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        "activity",
    ),
    route("activities/<id>/like", LikeViewSet.as_view({"post": "create", "delete": "destroy"}), "activity-like"),
    route("activities/<id>/likes", LikeViewSet.as_view({"get": "list"}), "activity-likes"),
]
