"""How does an archive that somebody took elsewhere come into this Slipstream? `manage.py takeout import FILE`."""

from __future__ import annotations

import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config.kernel.errors import Refusal
from config.takeout.loading import load


class Command(BaseCommand):
    """For whoever runs the place: an archive can say anything, so people do not load their own."""

    help = "Load a take-out: profile, activities with files and photos, comments, likes, conversations, messages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["import"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--username", default="", help="load it into this account instead of a new one")
        parser.add_argument(
            "--match", action="store_true", help="people of the archive are those of the same user name here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with the reason; nothing is loaded then."""
        try:
            counts = load(options["file"], username=options["username"], matching=options["match"])
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.errors or ''}".strip()) from refusal
        except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, ValidationError) as fault:
            raise CommandError(f"This archive cannot be loaded: {type(fault).__name__}: {fault}") from fault
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
