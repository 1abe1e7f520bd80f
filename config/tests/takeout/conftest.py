"""Who takes what out in these tests?"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from activities.engagement.commenting import add_comment
from activities.engagement.services import like_activity
from activities.models import ExportFile
from activities.tests.imports import recordings
from activities.tracking.importing import import_activity
from activities.tracking.photos.services import add_photos
from config.takeout.services import start_takeout
from social.avatars.services import set_avatar
from social.conversations.sending import send_message
from social.conversations.services import start_conversation


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


class Taken:
    """A take-out, opened."""

    def __init__(self, content: bytes, path: Path) -> None:
        path.write_bytes(content)
        self.path, self.zip = path, zipfile.ZipFile(BytesIO(content))
        self.names = self.zip.namelist()
        self.manifest = json.loads(self.zip.read("manifest.json"))

    def rows(self, part: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.zip.read(f"{part}.jsonl").splitlines()]

    def text(self) -> str:
        return "\n".join(self.zip.read(name).decode("utf-8", "replace") for name in self.names)


@pytest.fixture
def take(work: Any, tmp_path: Path) -> Callable[[Any], Taken]:
    """Has everything about somebody taken out: `take(alice)`."""

    def make(person: Any) -> Taken:
        task = start_takeout(person)
        work()
        with ExportFile.objects.get(task=task).file.open("rb") as file:
            return Taken(file.read(), tmp_path / f"{person.username}.zip")

    return make


def picture() -> BytesIO:
    """A small one."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    out.seek(0)
    return out


@pytest.fixture
def lived(alice: Any, bob: Any, charlie: Any, run: Any, befriend: Any) -> Any:
    """alice, with some of everything; bob and charlie have things of their own."""
    with (recordings.SAMPLES / "lake_run.gpx").open("rb") as file:
        lake = import_activity(alice, file, "lake.gpx", title="Around the lake", visibility=1)
    add_photos(lake, alice, [picture()])
    set_avatar(alice, picture())
    run(alice, title="Nobody knows", visibility=2, description="a secret of alice")
    run(bob, title="Bob alone", visibility=2, description="SECRET-OF-BOB")
    shown = run(bob, title="Bob's lunch run", visibility=1)
    first = add_comment(lake, bob, "Well done")
    add_comment(lake, alice, "Thank you", parent_id=first.pk)
    add_comment(shown, alice, "Nice")
    add_comment(shown, bob, "SECRET-OF-BOB to nobody of alice's")
    like_activity(lake, bob)
    like_activity(shown, alice)
    talk, _ = start_conversation(alice, [bob.pk])
    send_message(alice, talk.pk, "Coming?", "c1")
    send_message(bob, talk.pk, "Yes", "c2")
    befriend(bob, charlie)
    other, _ = start_conversation(bob, [charlie.pk])
    send_message(bob, other.pk, "SECRET-OF-BOB and charlie", "c3")
    return alice
