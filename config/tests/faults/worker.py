"""A worker whose doorbell is faulty: some rings are lost, some come twice. `python -m config.tests.faults.worker`."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence

LOST, TWICE = 0.1, 0.1


def main() -> None:
    """Run `manage.py worker` with that doorbell; the seed is in FAULTS_SEED."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import execute_from_command_line

    from realtime.events import relay
    from realtime.sockets.doorbell import Ring

    chance, ring = random.Random(os.environ.get("FAULTS_SEED", "1")), relay.ring_entries

    async def ring_badly(rings: Sequence[Ring]) -> None:
        await ring([([one for one in people if chance.random() >= LOST], frame) for people, frame in rings])
        await ring([([one for one in people if chance.random() < TWICE], frame) for people, frame in rings])

    relay.ring_entries = ring_badly
    execute_from_command_line([sys.argv[0], "worker"])


if __name__ == "__main__":
    main()
