"""Does an archive come back, in a Slipstream that knows nobody of it, as it was taken out?"""

from __future__ import annotations

import json
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from activities.models import Activity, Comment, Like, Original, Photo
from realtime.models import OutboxEvent
from social.avatars.models import Avatar
from social.models import Conversation, Message, User

pytestmark = pytest.mark.django_db


def emptied() -> None:
    """A fresh instance: nobody is here."""
    User.objects.all().delete()
    Conversation.objects.all().delete()
    OutboxEvent.objects.all().delete()


def load(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("takeout", "import", str(path), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def gone(lived: Any, take: Any) -> Any:
    """alice's archive, and everybody gone."""
    taken = take(lived)
    emptied()
    return taken


def test_a_round_trip_brings_everything_back(gone: Any, take: Any) -> None:
    said = load(gone.path)
    assert "2 activities" in said
    assert "2 messages" in said
    alice = User.objects.get(username="alice")
    bob = User.objects.get(username="bob")
    assert not alice.has_usable_password()
    assert not bob.has_usable_password()
    assert (bob.email, alice.email) == ("", "")
    before = {row["title"]: row for row in gone.rows("activities")}
    for activity in Activity.objects.filter(user=alice):
        row = before[activity.title]
        assert activity.started_at.isoformat().replace("+00:00", "Z") == row["started_at"]
        assert (activity.distance_m, activity.duration_s) == (pytest.approx(row["distance_m"]), row["duration_s"])
        assert (activity.visibility, activity.description) == (row["visibility"], row["description"])
    with Original.objects.get().file.open("rb") as file:
        assert file.read() == gone.zip.read(before["Around the lake"]["original"]["path"])
    assert Photo.objects.count() == 1
    assert alice.picture == Avatar.objects.get(person=alice).pk
    assert list(Comment.objects.order_by("pk").values_list("user__username", "content", "parent__content")) == [
        ("bob", "Well done", None), ("alice", "Thank you", "Well done"),
    ]  # fmt: skip
    assert list(Message.objects.order_by("seq").values_list("sender__username", "content")) == [
        ("alice", "Coming?"), ("bob", "Yes"),
    ]  # fmt: skip
    assert list(Like.objects.values_list("user__username", "activity__title")) == [("bob", "Around the lake")]
    again = take(alice)
    for part in ("activities", "comments", "messages", "likes"):
        told = [{**row, "id": 0} for row in again.rows(part)]
        assert [row.get("content", row.get("title")) for row in told] == [
            row.get("content", row.get("title")) for row in gone.rows(part)
        ][: len(told)], part
    assert [row["created_at"] for row in again.rows("messages")] == [row["created_at"] for row in gone.rows("messages")]
    assert [row["route"] for row in again.rows("activities")] == [row["route"] for row in gone.rows("activities")]


def test_loaded_twice_everything_is_there_once(gone: Any) -> None:
    load(gone.path)
    load(gone.path, username="alice")
    counts = [model.objects.count() for model in (Activity, Comment, Message, Photo, Like, User)]
    assert counts == [2, 2, 2, 1, 1, 2]


def test_nobody_is_told(gone: Any) -> None:
    load(gone.path)
    told = {event.type for event in OutboxEvent.objects.all()}
    assert told.isdisjoint({"friend_activity", "notification", "message", "activity_commented", "activity_liked"})


def test_no_words_are_put_into_the_mouth_of_who_is_here(gone: Any, person: Any) -> None:
    here = person("bob")
    load(gone.path)
    assert not Message.objects.filter(sender=here).exists()
    assert set(Message.objects.values_list("sender__username", flat=True)) == {"alice", "bob-2"}


def test_names_match_where_the_operator_says_so(gone: Any, person: Any) -> None:
    here = person("bob")
    load(gone.path, match=True)
    assert Message.objects.get(content="Yes").sender == here


def test_a_taken_name_is_refused_and_nothing_is_loaded(gone: Any, person: Any) -> None:
    person("alice")
    with pytest.raises(CommandError, match="There is an account alice here"):
        load(gone.path)
    assert not Activity.objects.exists()
    load(gone.path, username="alice")
    assert Activity.objects.filter(user__username="alice").count() == 2


@pytest.mark.parametrize("content", [b"", b"PK nothing", None, {"format": "other"}, {"format": "slipstream-takeout"}])
def test_what_is_no_archive_is_refused(db: None, tmp_path: Path, content: Any) -> None:
    path = tmp_path / "a.zip"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("manifest.json" if content else "other", json.dumps(content))
    with pytest.raises(CommandError):
        load(path)
    assert not User.objects.exists()


def test_a_hostile_row_takes_everything_back(gone: Any, tmp_path: Path) -> None:
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(forged, "w") as file:
        for name in gone.names:
            content = gone.zip.read(name)
            if name == "activities.jsonl":
                content = content.replace(b'"activity_type":"run"', b'"activity_type":"flight"')
            file.writestr(name, content)
    with pytest.raises(CommandError, match="activity_type"):
        load(forged)
    assert not User.objects.exists()
