"""How is the demo loaded, and kept alive? `manage.py demo load` and `manage.py demo live`."""

from __future__ import annotations

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from config.demo import living, loading
from config.kernel.errors import Refusal

AN_HOUR = 200  # how many things may happen in one, whatever `--every` says
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Never in production: the password is known to everybody."""

    help = "The people and activities that a newcomer finds: load them, or let them live until SIGTERM or SIGINT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["load", "live"])
        parser.add_argument("--every", type=float, default=30, help="live: seconds between two things (default: 30)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError in production, without DEMO=1, and for a pause below a second."""
        if settings.ENVIRONMENT == "production" or not settings.DEMO:
            raise CommandError("The demo needs DEMO=1, and SLIPSTREAM_ENV must not be production.")
        if options["every"] < 1:
            raise CommandError("--every is at least 1 second.")
        if options["what"] == "load":
            self._load()
        else:
            self._live(options["every"], self.stdout.write if options["verbosity"] > 1 else log.debug)

    def _load(self) -> None:
        try:
            loaded = loading.load(timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        if loaded is None:
            self.stdout.write("The demo is there already; nothing was changed.")
        else:
            counts = ", ".join(f"{count} {name}" for name, count in loaded._asdict().items())
            self.stdout.write(f"The demo is loaded: {counts}.")

    def _live(self, every_s: float, say: Callable[[str], None]) -> None:
        """About one thing `every_s` seconds, until a signal; a database that is away is waited for."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        rng, done = Random(), deque[float](maxlen=AN_HOUR)  # noqa: S311 - a play, not a secret
        while not stop.wait(every_s * rng.uniform(2 / 3, 4 / 3)):
            if len(done) == AN_HOUR and done[0] > time.monotonic() - 3600:
                continue
            deed = self._step(rng)
            if deed:
                done.append(time.monotonic())
                say(deed)

    def _step(self, rng: Random) -> str:
        try:
            return living.step(rng)
        except (OperationalError, InterfaceError) as fault:
            log.warning("the database is away, the demo waits: %s", fault)
            return ""
        finally:
            connection.close()  # given back until the next thing, and a broken one is not used again
