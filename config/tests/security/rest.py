"""Who gets which answer from which address of the REST API? The table of SECURITY.md (c), line by line.

Columns: owner, friend, follower, stranger, blocked; then what is sent. One number stands for all five. Blocked is run
both ways; 404/204 is one who is blocked, and one who blocks. 200= changes nothing. A moderator is a
stranger here: staff have rights in the admin only. Who has no account or a suspended one is told 401, but for the lines
with `any`. A $name is one thing of `world.py`.
"""

from __future__ import annotations

TABLE = """
# a person: who may be known may be read; a block is both ways and looks like nobody
GET    users/$owner                                    200 200 200 200 404
GET    users/$owner/achievements                       200 200 200 200 404
GET    users/$owner/avatar/small                       200 200 200 200 404
GET    users?search=owner                              200
GET    stats                                           200
GET    stats?user=$owner                               200 200 200 200 404
GET    presence?users=$owner                           200

# activities: public, friends, private
GET    activities/$public_run                          200 200 200 200 404
GET    activities/$friends_run                         200 200 404 404 404
GET    activities/$private_run                         200 404 404 404 404
GET    activities/$friends_run/likes                   200 200 404 404 404
GET    activities/$friends_run/comments                200 200 404 404 404
GET    activities/$friends_run/comments?hidden=true    200 200 404 404 404
GET    activities/$friends_run/mentionable?search=f    200 200 404 404 404
GET    activities/$friends_run/photos/$photo/small     200 200 404 404 404
GET    activities/$friends_run/photos/$photo/large     200 200 404 404 404
GET    activities/$imported/original                   200 404 404 404 404
PATCH  activities/$public_run                          200 403 403 403 404  {"title": "Mine now"}
PATCH  activities/$friends_run                         200 403 404 404 404  {"title": "Mine now"}
PATCH  activities/$private_run                         200 404 404 404 404  {"title": "Mine now"}
DELETE activities/$public_run                          204 403 403 403 404
DELETE activities/$friends_run                         204 403 404 404 404
DELETE activities/$private_run                         204 404 404 404 404
POST   activities/$public_run/photos                   201 403 403 403 404  @photo
POST   activities/$friends_run/photos                  201 403 404 404 404  @photo
PUT    activities/$friends_run/photos                  200 403 404 404 404  {"photos": ["$photo"]}
DELETE activities/$friends_run/photos/$photo           204 403 404 404 404
POST   activities/$public_run/like                     200 200 200 200 404
POST   activities/$friends_run/like                    200 200 404 404 404
POST   activities/$private_run/like                    200 404 404 404 404
DELETE activities/$friends_run/like                    200 200 404 404 404
POST   activities/$public_run/comment                  201 201 201 201 404  {"content": "Hi"}
POST   activities/$friends_run/comment                 201 201 404 404 404  {"content": "Hi"}
POST   activities/$private_run/comment                 201 404 404 404 404  {"content": "Hi"}
POST   activities/$public_run/comment                  400 400 400 400 404  {"content": "Hi", "parent_id": $comment}
PATCH  activities/$friends_run/comment/$comment        403 200 404 404 404  {"content": "Changed"}
PATCH  activities/$friends_run/comment/$own_comment    200 403 404 404 404  {"content": "Changed"}
DELETE activities/$friends_run/comment/$comment        403 204 404 404 404
DELETE activities/$friends_run/comment/$own_comment    204 403 404 404 404
POST   activities/$friends_run/comment/$comment/hide   200 403 404 404 404
DELETE activities/$friends_run/comment/$comment/hide   200 403 404 404 404
POST   activities/$public_run/share                    400 200 200 200 404  {"note": "Look"}
POST   activities/$friends_run/share                   400 200 404 404 404  {"note": "Look"}
POST   activities/$private_run/share                   400 404 404 404 404  {"note": "Look"}
DELETE activities/$public_run/share                    200 200 200 200 404
POST   activities/$friends_run/mute                    204 204 404 404 404
DELETE activities/$friends_run/mute                    204 204 404 404 404

# a child is looked for under its own parent only
PATCH  activities/$friends_run/comment/$other_comment  404  {"content": "Changed"}
DELETE activities/$friends_run/comment/$other_comment  404
POST   activities/$friends_run/comment/$other_comment/hide    404
DELETE activities/$public_run/photos/$photo            404 403 403 403 404
GET    activities/$public_run/photos/$photo/small      404

# who may read it may report it; nobody else learns that it is there
POST   reports                                         400 201 201 201 404  {"kind": "person", "id": $owner, "reason": "spam"}
POST   reports                                         400 201 404 404 404  {"kind": "activity", "id": $friends_run, "reason": "spam"}
POST   reports                                         400 404 404 404 404  {"kind": "message", "id": $message, "reason": "spam"}

# ties
POST   friends/request/$owner                          400 409 201 201 404
POST   friends/accept/$asker                           200 404 404 404 404
POST   friends/accept/$owner                           404
POST   friends/reject/$asker                           200 404 404 404 404
DELETE friends/$owner                                  404 204 404 404 404
POST   users/$owner/follow                             400 200 200 200 404
DELETE users/$owner/follow                             204
POST   followers/accept/$applicant                     200 404 404 404 404
POST   followers/reject/$applicant                     204 404 404 404 404
DELETE followers/$follower                             204
POST   users/$owner/block                              400 204 204 204 404/204
DELETE users/$owner/block                              204
POST   users/$owner/mute                               400 204 204 204 404
DELETE users/$owner/mute                               204

# conversations: members only; of a group its owner changes who is in it
GET    conversations/$talk                             200 404 404 404 404
GET    conversations/$pair                             200 200 404 404 404
GET    conversations/$group                            200 200 404 404 200
GET    conversations/$talk/messages                    200 404 404 404 404
GET    conversations/$group/messages                   200 200 404 404 200
POST   conversations/$talk/messages                    201 404 404 404 404  {"content": "Hi", "client_id": "x"}
POST   conversations/$pair/messages                    201 201 404 404 404  {"content": "Hi", "client_id": "x"}
POST   conversations/$group/messages                   201 201 404 404 201  {"content": "Hi", "client_id": "x"}
DELETE conversations/$talk/messages/$message           204 404 404 404 404
DELETE conversations/$pair/messages/$message           404
POST   conversations/$talk/read                        200 404 404 404 404  {"seq": 1}
POST   conversations/$talk/delivered                   200 404 404 404 404  {"seq": 1}
PATCH  conversations/$talk                             200 404 404 404 404  {"title": "Renamed"}
PATCH  conversations/$group                            200 403 404 404 403  {"title": "Renamed"}
PATCH  conversations/$group                            200 200 404 404 200  {"muted": true}
POST   conversations/$talk/members                     200 404 404 404 404  {"user_id": $friend}
POST   conversations/$group/members                    200 403 404 404 403  {"user_id": $member}
DELETE conversations/$talk/members/$member             204 404 404 404 404
DELETE conversations/$group/members/$friend            204 204 404 404 403
DELETE conversations/$talk                             204 404 404 404 404
POST   conversations                                   400 200 403 403 404  {"members": [$owner]}

# challenges, by their circle
GET    challenges/$public_challenge                    200 200 200 200 404
GET    challenges/$friends_challenge                   200 200 404 404 404
GET    challenges/$invited_challenge                   200 200 404 404 404
GET    challenges/$friends_challenge/leaderboard       200 200 404 404 404
PATCH  challenges/$public_challenge                    200 403 403 403 404  {"title": "Mine now"}
PATCH  challenges/$friends_challenge                   200 403 404 404 404  {"title": "Mine now"}
DELETE challenges/$friends_challenge                   204 403 404 404 404
POST   challenges/$public_challenge/join               200 200 200 200 404
POST   challenges/$friends_challenge/join              200 200 404 404 404
POST   challenges/$invited_challenge/join              200 200 404 404 404
DELETE challenges/$friends_challenge/join              404
POST   challenges/$friends_challenge/invitations       200 403 404 404 404  {"user_ids": [$friend]}
DELETE challenges/$invited_challenge/invitations       404 204 404 404 404

# what is somebody's alone
POST   notifications/$note/read                        200 404 404 404 404
GET    notifications/$note/why                         200 404 404 404 404
POST   notifications/read                              200 200= 200= 200= 200=  {"ids": [$note]}
DELETE activities/batch                                200 200= 200= 200= 200=  {"ids": [$private_run]}
GET    webhooks/$hook                                  200 404 404 404 404
PATCH  webhooks/$hook                                  200 404 404 404 404  {"description": "Mine now"}
DELETE webhooks/$hook                                  204 404 404 404 404
POST   webhooks/$hook/test                             202 404 404 404 404
POST   webhooks/$hook/rotate-secret                    200 404 404 404 404
GET    webhooks/$hook/deliveries                       200 404 404 404 404
POST   webhooks/$hook/deliveries/$delivery/replay      202 404 404 404 404
DELETE users/me/privacy-zones/$zone                    204 404 404 404 404
POST   moderation/decisions/$decision/answer           200 404 404 404 404  {"text": "I see"}
DELETE auth/sessions/$log_in                           204 404 404 404 404
GET    jobs/$job/status                                200 404 404 404 404
GET    jobs/$job/download                              302 404 404 404 404
GET    jobs/$job/file?ticket=$ticket                   any 200
GET    jobs/$job/file?ticket=x                         any 404

# one's own lists and settings: everybody their own
GET    users/me                                        200
PATCH  users/me                                        200  {"city": "Basel"}
DELETE users/me                                        202  {"password": "a-good-password-for-tests"}
PUT    users/me/avatar                                 200  @avatar
DELETE users/me/avatar                                 204
GET    users/me/blocks                                 200
GET    auth/sessions                                   200
DELETE auth/sessions                                   204
GET    reports                                         200
GET    moderation/decisions                            200
GET    users/me/mutes                                  200
GET    users/me/privacy-zones                          200
POST   users/me/privacy-zones                          201  {"latitude": 1.0, "longitude": 2.0, "radius_m": 300}
POST   users/me/takeout                                202
GET    presence/me                                     200
PATCH  presence/me                                     200  {"status": "busy"}
GET    feed                                            200
GET    activities                                      200
POST   activities                                      201  {"activity_type": "run", "title": "Mine"}
POST   activities/batch                                200  {"items": [{"activity_type": "run", "title": "Mine", "client_id": "c1"}]}
POST   activities/import                               201  @recording
POST   activities/import/batch                         202  @recordings
POST   activities/export/pdf                           202
GET    achievements                                    200
GET    quests                                          200
GET    challenges                                      200
POST   challenges                                      400  {}
GET    conversations                                   200
GET    conversations/unread-count                      200
GET    friends                                         200
GET    friends/requests                                200
GET    friends/suggestions                             200
GET    following                                       200
GET    followers                                       200
GET    followers/requests                              200
GET    notifications                                   200
GET    notifications/unread-count                      200
POST   notifications/read-all                          200
GET    notifications/preferences                       200
PATCH  notifications/preferences                       200  {"digest": "daily"}
GET    notifications/push                              404
POST   notifications/push                              404  {}
DELETE notifications/push                              400  {}
GET    webhooks                                        200
POST   webhooks                                        400  {}
POST   realtime/ticket                                 200
GET    features                                        200
GET    asyncapi                                        any 200
POST   auth/password/change                            400  {"current_password": "wrong", "new_password": "another-good-one"}

# doors and documents: for everybody
GET    schema                                          any 200
GET    docs                                            any 200
POST   auth/signup                                     any 400  {}
POST   auth/token                                      any 401  {"username": "owner", "password": "wrong"}
POST   auth/token/refresh                              any 401  {"refresh": "wrong"}
POST   auth/logout                                     any 401  {"refresh": "wrong"}
POST   auth/email/verify                               any 400  {"key": "wrong"}
POST   auth/email/resend                               any 202  {"email": "nobody@example.org"}
POST   auth/password/reset                             any 202  {"email": "nobody@example.org"}
POST   auth/password/reset/confirm                     any 400  {"key": "wrong", "password": "another-good-one"}
POST   auth/return                                     any 400  {"key": "wrong"}
"""  # noqa: E501
