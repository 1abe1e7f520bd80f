"""How is the background work run? `manage.py worker` relays events until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from django.core.management.base import BaseCommand

from realtime.events.relay import Relay


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, finishes the batch at hand, and exits with 0."""

    help = "Relay committed events to the people they are for."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the relay in an event loop of its own."""
        asyncio.run(_run())


async def _run() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(asked, stop.set)
    await Relay(stop).run()
