"""Where are friends in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.friendships.viewsets import FriendViewSet

urlpatterns = [
    route("friends", FriendViewSet.as_view({"get": "list"}), "friends"),
    route("friends/requests", FriendViewSet.as_view({"get": "requests"}), "friend-requests"),
    route("friends/request/<id>", FriendViewSet.as_view({"post": "ask"}), "friend-request"),
    route("friends/accept/<id>", FriendViewSet.as_view({"post": "accept"}), "friend-accept"),
    route("friends/reject/<id>", FriendViewSet.as_view({"post": "reject"}), "friend-reject"),
    route("friends/<id>", FriendViewSet.as_view({"delete": "remove"}), "friend"),
]
