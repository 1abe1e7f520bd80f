"""Makes people of a bench who are signed in, in a process of the house: `people.py N` prints a line of JSON each.

Each line is id, session cookie, epoch and top of the stream, access token.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from allauth.account.internal.userkit import user_id_to_str  # noqa: E402
from allauth.headless.tokens.strategies.jwt import internal  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from realtime.streams.position import open_stream_sync  # noqa: E402
from social.accounts.models import User  # noqa: E402

word = get_random_string(6).lower()
people = User.objects.bulk_create(User(username=f"b{word}{n}", password="!") for n in range(int(sys.argv[1])))
sessions, store, until = [], SessionStore(), timezone.now() + timedelta(days=1)
for person in people:
    data = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    sessions.append(
        Session(session_key=get_random_string(32).lower(), session_data=store.encode(data), expire_date=until)
    )
Session.objects.bulk_create(sessions)
for person, session in zip(people, sessions, strict=True):
    standing = open_stream_sync(person.pk)
    assert standing is not None, "Redis is away"
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    sid, sub = internal.session_key_to_sid(session.session_key), user_id_to_str(person)
    token, _ = internal.create_token("access", sub=sub, sid=sid, expires_in=3600)
    print(json.dumps([person.pk, cookie, standing.epoch, standing.top, token]))
