"""Which models does this app have? Django looks here; each feature keeps its own."""

from activities.achievements.models import Achievement
from activities.challenges.models import Challenge, Invitation, Participation
from activities.engagement.models import Comment, Like, Mention, Share
from activities.exports.models import ExportFile
from activities.stats.models import DailyStats, XpEntry
from activities.tasks.models import Task
from activities.tracking.imports.models import ImportFile, Original
from activities.tracking.models import Activity
from activities.tracking.photos.models import Photo
from activities.tracking.zones.models import PrivacyZone, WholeRoute

__all__ = [
    "Achievement",
    "Activity",
    "Challenge",
    "Comment",
    "DailyStats",
    "ExportFile",
    "ImportFile",
    "Invitation",
    "Like",
    "Mention",
    "Original",
    "Participation",
    "Photo",
    "PrivacyZone",
    "Share",
    "Task",
    "WholeRoute",
    "XpEntry",
]
