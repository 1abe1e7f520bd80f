"""Is nothing left of somebody once their time of grace is over, and everything of everybody else?"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from PIL import Image
from redis import Redis

from activities.challenges.joining import join_challenge
from activities.challenges.services import create_challenge
from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from activities.engagement.sharing import share_activity
from activities.exports.selectors import Asked
from activities.exports.services import start_pdf
from activities.models import Activity, Comment
from activities.tests.imports import recordings
from activities.tracking.importing import import_activity
from activities.tracking.photos.services import add_photos
from config.tests.cast import PASSWORD
from realtime.models import OutboxEvent
from realtime.streams.position import open_stream_sync
from social.conversations.sending import send_message
from social.conversations.services import start_conversation
from social.departure.deleting import delete_person
from social.departure.jobs import delete_due
from social.departure.services import GRACE, leave_for_good
from social.models import Conversation, Message, User
from social.moderation.deciding import Matter, Verdict, decide
from social.moderation.reporting import report

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "canary7f3a"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    out.seek(0)
    return out


def rows_with(text: str) -> dict[str, int]:
    """Which tables hold the text, anywhere in a row; what a dump would show."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
                       "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")  # fmt: skip
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text ILIKE %s", [f"%{text}%"])
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if count}


def redis_keys_with(text: str) -> set[str]:
    """Which keys hold the text, of those that are still there when the time of grace is over."""
    found = set()
    for address in (configured.REDIS_STREAMS_URL, configured.CACHES["default"]["LOCATION"]):
        redis = Redis.from_url(address)
        for key in redis.scan_iter(f"*{configured.REDIS_PREFIX}*"):
            lasts = 0 <= redis.ttl(key) < GRACE.total_seconds()
            if not lasts and text.encode() in key + (redis.dump(key) or b"").lower():
                found.add(key.decode())
    return found


def files_with(text: str, media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


@pytest.fixture
def bird(person: Any, bob: Any, befriend: Any, run: Any, api: Any, work: Any) -> Any:
    """Somebody who has left a canary everywhere."""
    bird = person(CANARY, name=f"The {CANARY}", bio=f"I am {CANARY}", city=CANARY[:9])
    befriend(bird, bob)
    theirs = run(bob, title="Bob's run")
    track = BytesIO(
        (recordings.SAMPLES / "lake_run.gpx").read_bytes().replace(b"</name>", CANARY.encode() + b"</name>")
    )
    mine = import_activity(bird, track, f"{CANARY}.gpx", title=f"{CANARY} ran", description=CANARY)
    add_photos(mine, bird, [picture()])
    run(bird, title=f"{CANARY} alone", visibility=2)
    said = add_comment(theirs, bird, f"{CANARY} was here")
    add_comment(theirs, bob, "Bob replies", parent_id=said.pk)
    like_activity(theirs, bird)
    like_activity(mine, bob)
    add_comment(mine, bob, "Bob on hers")
    share_activity(theirs, bird, f"{CANARY} shares")
    talk, _ = start_conversation(bird, [bob.pk])
    send_message(bird, talk.pk, f"{CANARY} to Bob", "c1")
    group, _ = start_conversation(bird, [bob.pk], "Club")
    send_message(bird, group.pk, f"{CANARY} to all", "c2")
    send_message(bob, group.pk, "Bob to all", "c3")
    report(bird, "activity", theirs.pk, "spam", f"{CANARY} saw it")
    report(bob, "person", bird.pk, "spam", f"{CANARY} again")
    moderator = person("mo", is_staff=True)
    decide(Matter("comment", said.pk, bird.pk), moderator, Verdict("hide", f"Dear {CANARY}"))
    decide(Matter("comment", said.pk, bird.pk), moderator, Verdict("restore", f"Dear {CANARY}"))
    begin = timezone.now()
    challenge = create_challenge(
        bird, title=f"{CANARY} challenge", metric="distance", goal=1000, visibility="friends",
        starts_at=begin + timedelta(hours=1), ends_at=begin + timedelta(days=1),
    )  # fmt: skip
    join_challenge(challenge, bob)
    api(bird).post("/api/v1/activities", {"activity_type": "run", "title": f"{CANARY} key"}, format="json",
                   HTTP_IDEMPOTENCY_KEY="k1")  # fmt: skip
    start_pdf(bird, Asked(), "km")
    LogEntry.objects.create(
        user=bob, content_type=ContentType.objects.get_for_model(User), object_id=str(bird.pk),
        object_repr=str(bird), action_flag=CHANGE, change_message="Suspended.",
    )  # fmt: skip
    work()
    return bird


def gone(work: Any, person: Any) -> None:
    leave_for_good(person, PASSWORD)
    work()
    with connection.cursor() as cursor:  # a letter that no server took
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) VALUES "
                       "('outbox', 'accounts.send_letter', jsonb_build_object('to', jsonb_build_array(%s)), 'failed')",
                       [person.email])  # fmt: skip
    with time_machine.travel(timezone.now() + GRACE + timedelta(hours=1)):
        delete_due()
        work()


def test_no_trace_is_left_of_who_has_gone(bird: Any, bob: Any, media: Path, work: Any, relay: Any) -> None:
    for person in (bird, bob):
        open_stream_sync(person.pk)
    relay()
    before = rows_with(CANARY)
    assert before.keys() >= {f"public.{name}" for name in (
        "users", "activities", "comments", "messages", "challenges", "shares", "notifications", "idempotency_keys",
        "django_admin_log", "original_files",
    )}  # fmt: skip
    assert files_with(CANARY, media)
    person_id = bird.pk
    gone(work, bird)
    relay()
    assert rows_with(CANARY) == {}
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert redis_keys_with(CANARY) == set()
    assert not User.objects.filter(pk=person_id).exists()
    assert not OutboxEvent.objects.filter(payload__icontains=CANARY).exists()


def test_what_is_of_others_stays(bird: Any, bob: Any, work: Any) -> None:
    gone(work, bird)
    assert list(Activity.objects.values_list("title", flat=True)) == ["Bob's run"]
    assert list(Comment.objects.values_list("content", "parent")) == [("Bob replies", None)]
    assert list(Message.objects.values_list("content", flat=True)) == ["Bob to all"]
    group = Conversation.objects.get()
    assert (group.title, group.owner, group.closed_at) == ("Club", bob, None)
    entry = LogEntry.objects.get()
    assert (entry.change_message, CANARY in entry.object_repr) == ("Suspended.", False)


def test_the_same_address_signs_up_and_finds_nothing_old(bird: Any, bob: Any, api: Any, work: Any) -> None:
    email, old = bird.email, bird.pk
    gone(work, bird)
    cache.clear()
    body = {"username": CANARY, "email": email, "password": "another-good-password"}
    answer = api().post("/api/v1/auth/signup", body, format="json")
    assert answer.status_code == 201, answer.json()
    client = api(User.objects.get(username=CANARY))
    assert answer.json()["user"]["id"] != old
    for path in ("activities", "friends", "conversations", "notifications", "feed", "challenges", "achievements"):
        told = client.get(f"/api/v1/{path}")
        assert told.status_code == 200, path
        assert CANARY not in told.text or path == "achievements", path
    assert client.get("/api/v1/activities").json()["results"] == []
    assert client.get("/api/v1/friends").json()["results"] == []
    assert client.get("/api/v1/conversations").json()["results"] == []


def test_a_deletion_that_is_broken_off_goes_on(bird: Any, bob: Any, work: Any, monkeypatch: Any) -> None:
    leave_for_good(bird, PASSWORD)
    with time_machine.travel(timezone.now() + GRACE + timedelta(hours=1)):
        with monkeypatch.context() as broken:

            def fails(*args: Any) -> None:
                raise OSError("Redis and the rest of the world are away")

            broken.setattr("social.departure.deleting.forget_stream", fails)
            with pytest.raises(OSError, match="away"):
                delete_person(bird.pk)
        assert User.objects.filter(pk=bird.pk).exists()
        assert not Activity.objects.filter(user=bird).exists()
        delete_person(bird.pk)
        delete_person(bird.pk)
    assert not User.objects.filter(pk=bird.pk).exists()
