"""How are files written so that a transaction that fails leaves none behind?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.apps import apps
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils import timezone

from config.kernel.files.fields import PrivateFileField, private_storage

ORPHAN_AGE = timedelta(hours=24)


class Keeper:
    """Writes files of rows, and remembers which."""

    def __init__(self) -> None:
        self._written: list[tuple[Storage, str]] = []

    def put(self, row: models.Model, field: str, content: bytes | File[bytes]) -> None:
        """Write `content` as the row's file, an open one in pieces; the caller saves the row."""
        file = getattr(row, field)
        file.save("", ContentFile(content, name="file") if isinstance(content, bytes) else content, save=False)
        self._written.append((file.storage, file.name))

    def undo(self) -> None:
        """Remove what was written."""
        for storage, name in self._written:
            storage.delete(name)


@contextmanager
def stored() -> Iterator[Keeper]:
    """A transaction with files: `keeper.put(row, "file", content)`. Whatever rolls it back removes them too.

    Where an outer transaction, or the process, ends after this block, `remove_orphans` finds them within two days.
    """
    keeper = Keeper()
    try:
        with transaction.atomic():
            yield keeper
    except BaseException:
        keeper.undo()
        raise


def remove_orphans() -> int:
    """Delete every private file older than ORPHAN_AGE that no row names; returns how many."""
    storage, before = private_storage(), timezone.now() - ORPHAN_AGE
    known = _named_files()
    orphans = [
        name
        for folder in {field.folder for _, field in _private_fields()}
        for name in _names_below(storage, folder)
        if name not in known and storage.get_modified_time(name) < before
    ]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _private_fields() -> list[tuple[type[models.Model], PrivateFileField]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, PrivateFileField)
    ]


def _named_files() -> set[str]:
    names: set[str] = set()
    for model, field in _private_fields():
        names |= set(model._base_manager.values_list(field.name, flat=True))
    return names


def _names_below(storage: Storage, folder: str) -> list[str]:
    if not storage.exists(folder):
        return []
    folders, files = storage.listdir(folder)
    deeper = [name for inner in folders for name in _names_below(storage, f"{folder}/{inner}")]
    return [f"{folder}/{name}" for name in files] + deeper
