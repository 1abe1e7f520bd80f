"""Where are the pages for people?"""

from __future__ import annotations

from django.urls import path, re_path

from config.pages import activities, console, feed, friends, home, notifications, people, settings

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("favicon.ico", home.favicon),
    path("social/", feed.feed, name="feed"),
    path("social/import/", feed.import_file, name="import"),
    path("social/activities/new/", activities.new, name="activity-new"),
    path("social/activities/<int:activity_id>/", activities.activity, name="activity"),
    path("social/activities/<int:activity_id>/edit/", activities.edit, name="activity-edit"),
    path("social/activities/<int:activity_id>/delete/", activities.delete, name="activity-delete"),
    path("social/activities/<int:activity_id>/like/", feed.like, name="activity-like"),
    path("social/friends/", friends.friends, name="friends"),
    path("social/friends/change/", friends.friend, name="friend"),
    path("social/people/", people.people, name="people"),
    re_path(r"^social/people/(?P<username>[\w.-]{1,30})/$", people.person, name="person"),
    path("social/notifications/", notifications.notifications, name="notifications"),
    path("social/notifications/read/", notifications.read, name="notifications-read"),
    path("social/settings/", settings.settings, name="settings"),
    path("social/console/", console.console, name="console"),
]
