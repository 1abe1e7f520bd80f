"""What if frames are dropped, doubled and reordered, and rings lost? X6: the client asks for what is missing."""

from __future__ import annotations

from config.tests.faults.figures import Figures
from config.tests.faults.processes import faulty_bell
from config.tests.faults.proxy import FrameProxy
from config.tests.faults.scene import Scene

P = 0.3


def maltreated(scene: Scene, events: int, seed: int) -> Figures:
    """X6: p 0.3 of frames dropped, doubled or swapped before two sockets; a tenth of all rings lost, for all."""
    proxies = [FrameProxy(scene.stage.house.base, seed + n, P) for n in range(2)]
    for proxy in proxies:
        scene.loop.call(proxy.start())
    with faulty_bell(scene.stage, seed):
        bad = [scene.phone(base=proxy.base) for proxy in proxies]
        good = [scene.phone(), scene.phone(by="poll")]
        each = events // 2 // len(scene.friends)
        writers = scene.write(each, pause_s=0.01)
        scene.finish(writers)
        for proxy in proxies:
            proxy.p = 0  # whoever lost the very last frame learns of it by the next
        scene.finish(scene.write(1, first=each))
        scene.arrived([*bad, *good])
    figures = scene.examine("X6 frames dropped, doubled, swapped", bad, gaps=True)
    plain = scene.examine("", good)
    for name in ("delivered", *Figures.GATES):
        setattr(figures, name, getattr(figures, name) + getattr(plain, name))
    figures.wrong += plain.wrong
    figures.notes += [
        f"dropped {sum(proxy.dropped for proxy in proxies)}",
        f"doubled {sum(proxy.doubled for proxy in proxies)}",
        f"swapped {sum(proxy.swapped for proxy in proxies)}",
        f"gaps asked for {sum(phone.gaps for phone in bad)}",
    ]
    figures.require(sum(phone.gaps for phone in bad) > 0, "no gap was ever made")
    for proxy in proxies:
        scene.loop.call(proxy.stop())
    return figures
