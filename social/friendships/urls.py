"""Where are friends in the API?"""

from __future__ import annotations

from config.kernel.api.routes import route
from social.friendships.follow_viewsets import FollowViewSet
from social.friendships.viewsets import FriendViewSet

urlpatterns = [
    route("users/<id>/follow", FollowViewSet.as_view({"post": "follow", "delete": "unfollow"}), "user-follow"),
    route("following", FollowViewSet.as_view({"get": "following"}), "following"),
    route("followers", FollowViewSet.as_view({"get": "followers"}), "followers"),
    route("followers/requests", FollowViewSet.as_view({"get": "requests"}), "follower-requests"),
    route("followers/accept/<id>", FollowViewSet.as_view({"post": "accept"}), "follower-accept"),
    route("followers/reject/<id>", FollowViewSet.as_view({"post": "reject"}), "follower-reject"),
    route("followers/<id>", FollowViewSet.as_view({"delete": "remove"}), "follower"),
    route("friends", FriendViewSet.as_view({"get": "list"}), "friends"),
    route("friends/requests", FriendViewSet.as_view({"get": "requests"}), "friend-requests"),
    route("friends/request/<id>", FriendViewSet.as_view({"post": "ask"}), "friend-request"),
    route("friends/accept/<id>", FriendViewSet.as_view({"post": "accept"}), "friend-accept"),
    route("friends/reject/<id>", FriendViewSet.as_view({"post": "reject"}), "friend-reject"),
    route("friends/suggestions", FriendViewSet.as_view({"get": "suggestions"}), "friend-suggestions"),
    route("friends/<id>", FriendViewSet.as_view({"delete": "remove"}), "friend"),
]
