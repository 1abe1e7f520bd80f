"""How does an archive come into this Slipstream? Each part by its feature, people as those who stand for them here."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from config.kernel.errors import Invalid
from config.kernel.personal import LOADED, Row
from config.takeout.archive import FORMAT, VERSION
from social.accounts.models import User

ORDER = ("profile", "avatar", "privacy_zones", "activities", "photos", "comments", "likes", "conversations", "messages")
LARGEST_FILE, LONGEST_LINE = 64_000_000, 4_000_000
NAME_LENGTH = 30


class Archive:
    """An open archive, and who stands for its people."""

    def __init__(self, file: zipfile.ZipFile, owner: User, owner_name: str, *, matching: bool) -> None:
        self.file, self.owner, self.matching = file, owner, matching
        self.known: dict[tuple[str, Any], int] = {}
        self.people: dict[str, User] = {owner_name: owner}

    def person(self, username: str) -> User:
        """The owner; who has that user name here, if names are to match; or else a placeholder nobody can log in to.

        Names do not match unless asked for: an archive can say anything, and words would be put into the mouth of
        somebody here.
        """
        if username not in self.people:
            here = User.objects.filter(username__iexact=username).first() if self.matching else None
            self.people[username] = here or self._placeholder(username)
        return self.people[username]

    def read(self, path: str) -> bytes | None:
        """A file of the archive, of at most LARGEST_FILE bytes; None if it is not there, or larger."""
        try:
            entry = self.file.getinfo(path)
        except KeyError:
            return None
        with self.file.open(entry) as opened:
            content = opened.read(LARGEST_FILE + 1)
        return content if len(content) <= LARGEST_FILE else None

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a part; none if it is not there."""
        if f"{name}.jsonl" not in self.file.namelist():
            return
        with self.file.open(f"{name}.jsonl") as part:
            while line := part.readline(LONGEST_LINE):
                yield json.loads(line)

    def _placeholder(self, username: str) -> User:
        mark = f"takeout:{self.owner.pk}:{username}"[:150]
        known: User | None = User.objects.filter(last_name=mark).first()
        return known or _stand_in(username, mark)


def load(path: Path, *, username: str = "", matching: bool = False) -> dict[str, int]:
    """Load an archive as the account `username`, or as a new one by the archive's own name; how many rows of each part.

    All or nothing. Loaded twice, everything is there once. Raises Invalid for what is no archive of ours, and for a
    user name that is taken here unless it was given.
    """
    with zipfile.ZipFile(path) as file, transaction.atomic():
        manifest = _manifest(file)
        archived = str(manifest["username"])
        owner = _owner(username, archived)
        archive = Archive(file, owner, archived, matching=matching)
        return {name: LOADED[name](archive, archive.rows(name)) for name in ORDER}


def _manifest(file: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(file.read("manifest.json"))
    except (KeyError, ValueError):
        raise Invalid("This is no take-out of Slipstream.") from None
    if (manifest.get("format"), manifest.get("version")) != (FORMAT, VERSION):
        raise Invalid("This is no take-out that this release can read.")
    return manifest


def _owner(username: str, archived: str) -> User:
    if username:
        owner = User.objects.filter(username__iexact=username).first()
        if owner is None:
            raise Invalid(f"There is no account {username} here.")
        return owner
    if User.objects.filter(username__iexact=archived).exists():
        raise Invalid(f"There is an account {archived} here. Say --username if the archive is to become part of one.")
    return _new(archived, "")


def _stand_in(username: str, mark: str) -> User:
    free, number = username[:NAME_LENGTH], 1
    while User.objects.filter(username__iexact=free).exists():
        number += 1
        free = f"{username[: NAME_LENGTH - 5]}-{number}"
    return _new(free, mark)


def _new(username: str, mark: str) -> User:
    person = User(username=username, name=username, last_name=mark, password=make_password(None))
    person.full_clean(exclude=["email", "password"])
    person.save(force_insert=True)
    return person
