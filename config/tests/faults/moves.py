"""Is a position the same everywhere? X17: a device goes from way to way and from process to process."""

from __future__ import annotations

import random
import time

from config.tests.faults.figures import Figures
from config.tests.faults.processes import another_web
from config.tests.faults.scene import Scene

MOVES = 30


def moving(scene: Scene, events: int, seed: int) -> Figures:
    """X17: socket, poll, socket, another process, thirty times; the second process is killed in between."""
    chance = random.Random(seed)
    with another_web(scene.stage) as other:
        ways = [(scene.stage.house.base, "socket"), (scene.stage.house.base, "poll")]
        ways += [(other.base, "socket"), (other.base, "poll")]
        phone, still = scene.phone(), scene.phone(base=other.base)
        pause = 0.4
        each = events // 2 // len(scene.friends)
        writers = scene.write(each, pause_s=MOVES * pause / each)
        for number in range(MOVES):
            time.sleep(pause * chance.uniform(0.5, 1.5))
            base, by = ways[(number + 1) % 2 if number % 3 else chance.randrange(4)]
            scene.loop.soon(phone.move, base, by)
            if number == MOVES // 2:
                other.kill("web")
                other.start_web()
        scene.loop.soon(phone.move, *ways[0])
        scene.finish(writers)
        scene.arrived([phone, still])
        figures = scene.examine("X17 from way to way, two processes", [phone, still])
    figures.require(not phone.resyncs, f"resyncs {phone.resyncs}")
    figures.notes.append(f"{phone.ways} moves")
    return figures
