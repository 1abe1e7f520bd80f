"""Who may ask what over the socket and the poll? The table once more, for commands and topics.

Columns as in `rest.py`; `ok`, or the code of the refusal. `ok=` changes nothing. Of FORBIDDEN/ok the second is for a
moderator. Who has no account, or a suspended one, has no connection to ask over. `resume` and `get_missed_messages`
name a place in one's own stream and nothing else: realtime/tests/promises.
"""

from __future__ import annotations

COMMANDS = """
ask heartbeat           ok
ask connect             ok

# topics: whoever may read it may watch it
ask subscribe           ok                                                {"channel": "notifications"}
ask subscribe           ok                                                {"channel": "feed:updates"}
ask subscribe           ok                                                {"channel": "presence"}
ask subscribe           ok ok ok ok CHANNEL_NOT_FOUND                     {"channel": "activity:$public_run"}
ask subscribe           ok ok CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND  {"channel": "activity:$friends_run"}
ask subscribe           ok CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND  {"channel": "activity:$private_run"}
ask subscribe           ok CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND  {"channel": "conversation:$talk"}
ask subscribe           ok ok CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND ok      {"channel": "conversation:$group"}
ask subscribe           ok ok ok ok CHANNEL_NOT_FOUND                     {"channel": "challenge:$public_challenge"}
ask subscribe           ok ok CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND  {"channel": "challenge:$friends_challenge"}
ask subscribe           CHANNEL_NOT_FOUND                                 {"channel": "activity:999999999"}
ask conversation_join   ok CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND CHANNEL_NOT_FOUND  {"conversation_id": $talk}
ask unsubscribe         ok                                                {"channel": "notifications"}
ask conversation_leave  ok                                                {"conversation_id": $talk}

# activities
ask like                ok ok ok ok NOT_FOUND                             {"activity_id": $public_run}
ask like                ok ok NOT_FOUND NOT_FOUND NOT_FOUND               {"activity_id": $friends_run}
ask like                ok NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND        {"activity_id": $private_run}
ask unlike              ok ok NOT_FOUND NOT_FOUND NOT_FOUND               {"activity_id": $friends_run}
ask comment             ok ok NOT_FOUND NOT_FOUND NOT_FOUND               {"activity_id": $friends_run, "content": "Hi"}
ask comment             INVALID INVALID INVALID INVALID NOT_FOUND  {"activity_id": $public_run, "content": "Hi", "parent_id": $comment}

# conversations
ask send_message        ok NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND  {"conversation_id": $talk, "content": "Hi", "client_id": "a"}
ask group               ok ok NOT_FOUND NOT_FOUND ok  {"conversation_id": $group, "content": "Hi", "client_id": "b"}
ask private             INVALID ok FRIENDS_ONLY FRIENDS_ONLY NOT_FOUND  {"to": $owner, "content": "Hi", "client_id": "c"}
ask mark_read           ok NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND        {"conversation_id": $talk, "seq": 1}
ask mark_delivered      ok NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND        {"conversation_id": $talk, "seq": 1}
ask typing_start        ok NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND        {"conversation_id": $talk}
ask typing_stop         ok NOT_FOUND NOT_FOUND NOT_FOUND NOT_FOUND        {"conversation_id": $talk}

# challenges
ask join_challenge      ok ok ok ok NOT_FOUND                             {"challenge_id": $public_challenge}
ask join_challenge      ok ok NOT_FOUND NOT_FOUND NOT_FOUND               {"challenge_id": $friends_challenge}
ask leave_challenge     ok ok NOT_FOUND NOT_FOUND NOT_FOUND               {"challenge_id": $friends_challenge}

# one's own, and staff
ask notification_read   ok ok= ok= ok= ok=                                {"notification_ids": [$note]}
ask notification_read_all  ok
ask set_presence        ok                                                {"status": "busy"}
ask set_read_receipts   ok                                                {"enabled": true}
ask broadcast           FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN/ok FORBIDDEN  {"message": "Hear"}
ask disconnect          ok
"""  # noqa: E501
