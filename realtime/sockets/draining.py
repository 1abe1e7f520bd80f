"""How does a process say goodbye to who is connected? Each is told when to come back, spread over a few seconds."""

from __future__ import annotations

import asyncio
import random

from realtime.polling.waiting import answer_all
from realtime.sockets.housekeeping import house

SPREAD_S, EACH_S = 3.0, 0.02  # all at once would come back all at once; a handful need not wait for that


async def drain() -> None:
    """Tell every connection of this process to come back, close each at its moment, have waiting polls answer.

    Takes 3 seconds at most, and a second for who does not take the close.
    """
    answer_all()
    connections = list(house().connections)
    spread_ms = 1000 * min(SPREAD_S, EACH_S * len(connections))
    await asyncio.gather(*(each.depart(int(random.uniform(0, spread_ms))) for each in connections))  # noqa: S311
