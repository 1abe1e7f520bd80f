"""How is the background work run? `manage.py worker` relays events, runs jobs and keeps the schedule until stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.kernel.jobs.clock import keep_schedule
from config.kernel.jobs.port import QUEUES
from config.kernel.jobs.stalled import LOST_AFTER_S
from config.kernel.jobs.workers import GRACE_S, Workers
from realtime.events.relay import Relay
from realtime.presence.sweeping import Sweeper

PARTS = ("relay", "jobs", "schedule")


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, finishes what is at hand, and exits with 0. Any number may run at once."""

    help = "Relay committed events to the people they are for, run jobs, and keep the schedule."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All parts in one process, or some."""
        parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="do only these parts of the work")
        parser.add_argument("--queues", nargs="+", choices=QUEUES, default=QUEUES, help="run only jobs of these queues")
        parser.add_argument("--threads", type=int, default=2, help="how many jobs of a queue run at once (2)")
        parser.add_argument(
            "--lost-after",
            type=float,
            default=LOST_AFTER_S,
            help="seconds without a sign of life after which the jobs of a worker are run by others (30)",
        )
        parser.add_argument(
            "--grace", type=float, default=GRACE_S, help="seconds that running jobs are given to end when stopped (7)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the parts in one event loop; a job runs in a thread and holds up none of them."""
        asyncio.run(_run(options))


async def _run(options: dict[str, Any]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(asked, stop.set)
    workers = Workers(stop, options["queues"], options["threads"], options["lost_after"], options["grace"])
    async with asyncio.TaskGroup() as parts:
        if "relay" in options["only"]:
            parts.create_task(Relay(stop).run())
            parts.create_task(Sweeper(stop).run())
        if "schedule" in options["only"]:
            parts.create_task(keep_schedule(stop))
        if "jobs" in options["only"]:
            parts.create_task(workers.run())
    if workers.unfinished:
        logging.shutdown()
        os._exit(0)  # Python would wait for the threads of those jobs; another worker runs them again
