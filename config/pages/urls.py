"""Where are the pages for people?"""

from __future__ import annotations

from django.urls import path, re_path

from config.pages import (
    activities,
    challenges,
    comments,
    console,
    feed,
    friends,
    home,
    imports,
    live_reference,
    notifications,
    people,
    preferences,
    settings,
    stats,
    zones,
)

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("favicon.ico", home.favicon),
    path("social/", feed.feed, name="feed"),
    path("social/import/", imports.import_files, name="import"),
    path("social/import/<uuid:task_id>/", imports.progress, name="import-progress"),
    path("social/activities/new/", activities.new, name="activity-new"),
    path("social/activities/<int:activity_id>/", activities.activity, name="activity"),
    path("social/activities/<int:activity_id>/edit/", activities.edit, name="activity-edit"),
    path("social/activities/<int:activity_id>/delete/", activities.delete, name="activity-delete"),
    path("social/activities/<int:activity_id>/like/", feed.like, name="activity-like"),
    path("social/activities/<int:activity_id>/share/", comments.share, name="activity-share"),
    path("social/activities/<int:activity_id>/photos/", comments.photos, name="activity-photos"),
    path("social/activities/<int:activity_id>/photos/<uuid:photo_id>/", comments.photo, name="activity-photo"),
    path("social/activities/<int:activity_id>/comments/", comments.say, name="activity-say"),
    path("social/activities/<int:activity_id>/comments/<int:comment_id>/", comments.change, name="comment"),
    path("social/activities/<int:activity_id>/comments/<int:comment_id>/edit/", comments.edit, name="comment-edit"),
    path("social/friends/", friends.friends, name="friends"),
    path("social/friends/change/", friends.friend, name="friend"),
    path("social/people/", people.people, name="people"),
    re_path(r"^social/people/(?P<username>[\w.-]{1,30})/$", people.person, name="person"),
    re_path(r"^social/people/(?P<username>[\w.-]{1,30})/figures/$", stats.person, name="person-figures"),
    path("social/stats/", stats.stats, name="stats"),
    path("social/challenges/", challenges.challenges, name="challenges"),
    path("social/challenges/new/", challenges.new, name="challenge-new"),
    path("social/challenges/<int:challenge_id>/", challenges.challenge, name="challenge"),
    path("social/challenges/<int:challenge_id>/edit/", challenges.edit, name="challenge-edit"),
    path("social/challenges/<int:challenge_id>/change/", challenges.change, name="challenge-change"),
    path("social/challenges/<int:challenge_id>/invite/", challenges.invite, name="challenge-invite"),
    path("social/notifications/", notifications.notifications, name="notifications"),
    path("social/notifications/preferences/", preferences.preferences, name="preferences"),
    path("social/notifications/read/", notifications.read, name="notifications-read"),
    path("social/settings/", settings.settings, name="settings"),
    path("social/settings/zones/", zones.zones, name="zones"),
    path("social/settings/zones/remove/", zones.remove, name="zone-remove"),
    path("social/settings/presence/", zones.presence, name="presence"),
    path("developers/live/", live_reference.live_reference, name="live-reference"),
    path("social/console/", console.console, name="console"),
]
