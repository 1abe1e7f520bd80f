"""Where are activities and the feed in the API?"""

from __future__ import annotations

from activities.achievements.viewsets import AchievementsView, PersonAchievementsView, QuestsView
from activities.challenges.viewsets import ChallengeViewSet
from activities.engagement.viewsets import CommentViewSet, LikeViewSet, MentionableViewSet, ShareViewSet
from activities.exports.views import DocumentView, DownloadView, FileView, TableView
from activities.feed.views import FeedView
from activities.stats.views import StatsView
from activities.tasks.views import TaskView
from activities.tracking.imports.views import BatchImportView, ImportView, OriginalView
from activities.tracking.photos.viewsets import PhotoFileView, PhotoViewSet
from activities.tracking.viewsets import ActivityViewSet, BatchView
from activities.tracking.zones.viewsets import ZoneViewSet
from config.kernel.api.routes import route

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PHOTO, JOB = f"(?P<photo_id>{UUID})", f"(?P<id>{UUID})"

urlpatterns = [
    route("feed", FeedView.as_view(), "feed"),
    route("activities", ActivityViewSet.as_view({"get": "list", "post": "create"}), "activities"),
    route("activities/batch", BatchView.as_view(), "activity-batch"),
    route("activities/import", ImportView.as_view(), "activity-import"),
    route("activities/import/batch", BatchImportView.as_view(), "activity-import-batch"),
    route("activities/<id>/original", OriginalView.as_view(), "activity-original"),
    route(
        "activities/<id>",
        ActivityViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        "activity",
    ),
    route("activities/<id>/like", LikeViewSet.as_view({"post": "create", "delete": "destroy"}), "activity-like"),
    route("activities/<id>/likes", LikeViewSet.as_view({"get": "list"}), "activity-likes"),
    route("activities/<id>/comment", CommentViewSet.as_view({"post": "create"}), "activity-comment"),
    route("activities/<id>/comments", CommentViewSet.as_view({"get": "list"}), "activity-comments"),
    route(
        "activities/<id>/comment/<comment_id>",
        CommentViewSet.as_view({"patch": "partial_update", "delete": "destroy"}),
        "comment",
    ),
    route(
        "activities/<id>/comment/<comment_id>/hide",
        CommentViewSet.as_view({"post": "hide", "delete": "unhide"}),
        "comment-hide",
    ),
    route("activities/<id>/mentionable", MentionableViewSet.as_view({"get": "list"}), "activity-mentionable"),
    route("activities/<id>/share", ShareViewSet.as_view({"post": "create", "delete": "destroy"}), "activity-share"),
    route("activities/<id>/photos", PhotoViewSet.as_view({"post": "create", "put": "update"}), "activity-photos"),
    route(f"activities/<id>/photos/{PHOTO}", PhotoViewSet.as_view({"delete": "destroy"}), "activity-photo"),
    route(f"activities/<id>/photos/{PHOTO}/(?P<size>small|large)", PhotoFileView.as_view(), "activity-photo-file"),
    route("users/me/privacy-zones", ZoneViewSet.as_view({"get": "list", "post": "create"}), "privacy-zones"),
    route("users/me/privacy-zones/<id>", ZoneViewSet.as_view({"delete": "destroy"}), "privacy-zone"),
    route("stats", StatsView.as_view(), "stats"),
    route("challenges", ChallengeViewSet.as_view({"get": "list", "post": "create"}), "challenges"),
    route(
        "challenges/<id>",
        ChallengeViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        "challenge",
    ),
    route("challenges/<id>/join", ChallengeViewSet.as_view({"post": "join", "delete": "leave"}), "challenge-join"),
    route(
        "challenges/<id>/invitations",
        ChallengeViewSet.as_view({"post": "invite", "delete": "decline"}),
        "challenge-invitations",
    ),
    route("challenges/<id>/leaderboard", ChallengeViewSet.as_view({"get": "leaderboard"}), "challenge-leaderboard"),
    route("achievements", AchievementsView.as_view(), "achievements"),
    route("quests", QuestsView.as_view(), "quests"),
    route("users/<id>/achievements", PersonAchievementsView.as_view(), "user-achievements"),
    route(f"jobs/{JOB}/status", TaskView.as_view(), "job-status"),
    route(f"jobs/{JOB}/download", DownloadView.as_view(), "job-download"),
    route(f"jobs/{JOB}/file", FileView.as_view(), "job-file"),
    route("activities/export/csv", TableView.as_view(), "activity-export-csv"),
    route("activities/export/pdf", DocumentView.as_view(), "activity-export-pdf"),
]
