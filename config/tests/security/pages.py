"""Who gets which answer from which page? The same table for people's browsers, forms and the admin.

Columns as in `rest.py`. Who is not signed in, or suspended, is led to the log-in page. A form that did what it says
leads on (302), and so does one whose sentence is told on the next page; what may not be seen is 404 there too.
"""

from __future__ import annotations

FORMS = {
    "$activity_form": """{"title": "Mine now", "activity_type": "run", "started_at": "2026-05-01T06:30",
        "minutes": "50", "visibility": "1"}""",
    "$challenge_form": """{"title": "Mine now", "metric": "distance", "goal": 9, "starts_at": "$tomorrow",
        "ends_at": "$later", "visibility": "friends"}""",
}

PAGES = """
GET    social/people/owner/                            200 200 200 200 404
GET    social/people/owner/figures/                    200 200 200 200 404
GET    social/activities/$public_run/                  200 200 200 200 404
GET    social/activities/$friends_run/                 200 200 404 404 404
GET    social/activities/$private_run/                 200 404 404 404 404
GET    social/activities/$public_run/edit/             200 403 403 403 404
GET    social/activities/$friends_run/edit/            200 403 404 404 404
GET    social/activities/$friends_run/delete/          200 403 404 404 404
GET    social/activities/$friends_run/comments/$comment/edit/      403 200 404 404 404
GET    social/activities/$friends_run/comments/$other_comment/edit/      404
GET    social/challenges/$public_challenge/            200 200 200 200 404
GET    social/challenges/$friends_challenge/           200 200 404 404 404
GET    social/challenges/$invited_challenge/           200 200 404 404 404
GET    social/challenges/$friends_challenge/edit/      200 403 404 404 404
GET    social/import/$import/                          200 404 404 404 404

POST   social/activities/$friends_run/edit/            302 403 404 404 404  $activity_form
POST   social/activities/$friends_run/delete/          302 403 404 404 404
POST   social/activities/$public_run/like/             302 302 302 302 404
POST   social/activities/$friends_run/like/            302 302 404 404 404
POST   social/activities/$friends_run/share/           400 302 404 404 404  {"note": "Look"}
POST   social/activities/$friends_run/photos/          302 403 404 404 404
POST   social/activities/$friends_run/photos/$photo/   302 403 404 404 404
POST   social/activities/$friends_run/comments/        302 302 404 404 404  {"content": "Hi"}
POST   social/activities/$friends_run/comments/$comment/       302 403= 404 404 404  {"wish": "hide"}
POST   social/activities/$friends_run/comments/$other_comment/      302= 302= 404 404 404  {"wish": "delete"}
POST   social/activities/$friends_run/comments/$comment/edit/     403 302 404 404 404  {"content": "Changed"}
POST   social/friends/change/                          302= 302= 302 302 302=  {"wish": "ask", "person": $owner}
POST   social/friends/change/                          302 302= 302= 302= 302=  {"wish": "accept", "person": $asker}
POST   social/challenges/$friends_challenge/edit/      302 403 404 404 404  $challenge_form
POST   social/challenges/$friends_challenge/change/    302 302 404 404 404  {"wish": "join"}
POST   social/challenges/$friends_challenge/change/    302 403 404 404 404  {"wish": "cancel"}
POST   social/challenges/$friends_challenge/invite/    302 403 404 404 404  {"person": $friend}
POST   social/notifications/read/                      302 302= 302= 302= 302=  {"id": $note}
POST   social/settings/zones/remove/                   302 302= 302= 302= 302=  {"zone": $zone}
POST   social/followers/change/                        302= 302 302= 302 302=  {"wish": "follow", "person": $owner}
POST   social/followers/change/                        302 302= 302= 302= 302=  {"wish": "accept", "person": $applicant}
POST   social/settings/people/change/                  302= 302 302 302 302=  {"wish": "mute", "person": $owner}
POST   social/settings/log-ins/                        302 302= 302= 302= 302=  {"log_in": $log_in}

# messages, webhooks and files: members and owners only
GET    social/messages/$talk/                          200 404 404 404 404
GET    social/messages/$pair/                          200 200 404 404 404
GET    social/messages/$group/                         200 200 404 404 200
GET    social/messages/$talk/group/                    200 404 404 404 404
GET    social/messages/with/$owner/                    302 302 200 200 404
POST   social/messages/new/                            400 302 400 400 400  {"with": $owner, "content": "Hi", "client_id": "x"}
POST   social/messages/$talk/send/                     302 404 404 404 404  {"content": "Hi", "client_id": "x"}
POST   social/messages/$talk/change/                   302 404 404 404 404  {"wish": "mute"}
POST   social/messages/$talk/group/change/             302 302= 302= 302= 302=  {"wish": "rename", "title": "Mine"}
POST   social/messages/$group/group/change/            302 302= 302= 302= 302=  {"wish": "rename", "title": "Mine"}
POST   social/messages/$talk/$message/delete/          302 302= 302= 302= 302=
GET    social/settings/webhooks/$hook/                 200 404 404 404 404
GET    social/settings/webhooks/$hook/edit/            200 404 404 404 404
POST   social/settings/webhooks/$hook/change/          302 302= 302= 302= 302=  {"wish": "rotate"}
POST   social/settings/webhooks/$hook/replay/          302 302= 302= 302= 302=  {"delivery": $delivery}
GET    social/settings/exports/$job/                   302 404 404 404 404

# reports: who may read it may report it; decisions are told to whom they are about
GET    social/report/?kind=activity&id=$friends_run    400 200 404 404 404
POST   social/report/?kind=activity&id=$friends_run    400 302 404 404 404  {"reason": "spam"}
GET    social/report/?kind=message&id=$message         400 404 404 404 404
POST   social/decisions/$decision/answer/              302 302= 302= 302= 302=  {"text": "I see"}

# one's own
GET    social/reports/                                 200
GET    social/decisions/                               200
GET    social/                                         200
GET    social/import/                                  200
GET    social/activities/new/                          200
GET    social/friends/                                 200
GET    social/people/                                  200
GET    social/people/?q=owner                          200
GET    social/stats/                                   200
GET    social/challenges/                              200
GET    social/challenges/new/                          200
GET    social/notifications/                           200
GET    social/notifications/preferences/               200
GET    social/settings/                                200
GET    social/settings/zones/                          200
POST   social/settings/presence/                       302  {"status": "busy"}
GET    social/console/                                 200
GET    social/followers/                               200
GET    social/messages/                                200
GET    social/messages/new/                            200
GET    social/settings/exports/                        200
POST   social/settings/exports/everything/             302
GET    social/settings/leave/                          200
GET    social/settings/people/                         200
POST   social/settings/picture/                        302  @avatar
GET    social/settings/webhooks/                       200
GET    social/settings/webhooks/new/                   200

# for everybody
GET    favicon.ico                                     any 302
GET    developers/live/                                any 200
GET    manifest.webmanifest                            any 200
GET    worker.js                                       any 200
GET    offline/                                        any 200
"""  # noqa: E501
# Elsewhere: the way in (config/tests/pages), allauth's own pages and ours for who has left (social/tests/accounts,
# social/tests/departure), letters (notifications/tests/emails), and what tells of the process (config/tests/api,
# config/tests/metrics).
LEFT = ("/accounts/", "/unsubscribe/", "/healthz", "/readyz", "/metrics", "/static/", "/media/")

# What moderators may do, by the name of the thing. Each calls a service, which records who did it and why.
ACTIONS = {
    *("activity.hide", "activity.restore", "comment.hide", "comment.restore", "share.hide", "share.restore"),
    *("message.hide", "message.restore", "challenge.cancel", "friendship.end"),
    *("user.suspend", "user.restore", "user.warn", "endpoint.switch_off", "endpoint.switch_on"),
    *("deadjob.retry", "deadjob.delete_selected", "flag.enable_for_all", "flag.disable_for_all"),
    *("flag.delete_individually", "switch.enable_switches", "switch.disable_switches", "switch.delete_individually"),
    *("sample.delete_individually", "group.delete_selected", "emailaddress.delete_selected"),
    "emailaddress.make_verified",
}
