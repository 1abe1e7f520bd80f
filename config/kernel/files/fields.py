"""Where do people's files lie? In private storage, under names nobody can guess, for as long as their row lives."""

from __future__ import annotations

import secrets
from os import PathLike
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models.signals import post_delete


def private_storage() -> Storage:
    """The storage called "media" in STORAGES: never served by address, only through views that ask who may see."""
    return storages["media"]


class PrivateFileField(models.FileField):
    """A file in private storage, named by chance below `folder`. It goes when its row goes, once that is committed.

    The caller writes it with `stored()`, so that a row that is never committed leaves no file behind.
    """

    def __init__(self, *, folder: str = "", **kwargs: Any) -> None:
        self.folder = folder
        kwargs.setdefault("storage", private_storage)
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "folder": self.folder}

    def generate_filename(self, instance: models.Model | None, filename: str | PathLike[str]) -> str:
        """A name of chance; what the sender called the file is used for nothing."""
        token = secrets.token_hex(16)
        return f"{self.folder}/{token[:2]}/{token}"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any
    ) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            post_delete.connect(self._forget, sender=cls, weak=False)

    def _forget(self, instance: Any, **kwargs: Any) -> None:
        """A cascade reaches every row here, however it began."""
        file = getattr(instance, self.attname)
        if file:
            name, storage = file.name, file.storage
            transaction.on_commit(lambda: storage.delete(name))
