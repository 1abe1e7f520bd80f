"""Does every device show in the end what a fresh one shows? After a thousand random steps, crashes and losses."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable
from itertools import cycle, pairwise
from typing import Any

from config.tests.faults.phone import Phone
from config.tests.faults.processes import another_web, ring_badly
from config.tests.faults.proxy import FrameProxy
from config.tests.faults.scene import Scene, differing, scene_on
from config.tests.faults.walk import Walk, hold_challenge
from config.tests.live import House
from config.tests.stage import Actor, Stage

STEPS = int(os.environ.get("FAULTS_STEPS") or 1000)
SEED = int(os.environ.get("FAULTS_SEED") or 20260501)  # another one plays another walk
MOVE_EVERY, CRASH_EVERY, LOSS_AT, P = 25, 250, STEPS * 5 // 8, 0.15


def test_a_thousand_random_steps_and_every_device_is_right(stage: Stage, capsys: Any) -> None:
    """Promise 20: five people, two or three devices each, by socket, by poll, through a proxy that maltreats frames."""
    began = time.monotonic()
    with scene_on(stage, writers=4) as scene, another_web(stage) as other:
        ring_badly(stage.house, SEED)
        people, proxy = [scene.alice, *scene.friends], FrameProxy(stage.house.base, SEED, P)
        for one, other_one in pairwise(scene.friends):
            one.befriend(other_one)
        challenge = hold_challenge(scene.alice, "Week")
        hold_challenge(scene.alice, "Month")
        scene.loop.call(proxy.start())
        bases = [stage.house.base, other.base, proxy.base]
        phones, walks = devices(scene, people, bases), walks_of(people, bases)
        ready = time.monotonic()
        happened = disturb(stage, other, scene, phones, bases, walks)
        walked = time.monotonic()
        proxy.p = 0
        tell_everybody_something(scene, people, challenge)
        scene.arrived(phones)
        arrived = time.monotonic()
        wrong = differing(phones) + [fault for phone in phones for fault in phone.faults]
        scene.loop.call(proxy.stop())
        with capsys.disabled():
            print(f"\nseed {SEED}: {told_of(walks)}, {dict(happened)}, {told_to(phones)};", end=" ")
            print(f"began {ready - began:.0f} s, walked {walked - ready:.0f}, told {arrived - walked:.0f},", end=" ")
            print(f"compared {time.monotonic() - arrived:.0f}")
    assert not wrong, "\n".join([f"seed {SEED}", *wrong])
    assert sum(walk.taken for walk in walks) >= STEPS


def devices(scene: Scene, people: list[Actor], bases: list[str]) -> list[Phone]:
    """Each has a socket, one on the other process or behind the proxy, and every second one a poll."""
    phones = [scene.phone(one, base=bases[0]) for one in people]
    phones += [scene.phone(one, base=bases[1 + n % 2]) for n, one in enumerate(people)]
    return phones + [scene.phone(one, by="poll") for one in people[::2]]


def walks_of(people: list[Actor], bases: list[str]) -> list[Walk]:
    """Each acts through one of the two web servers."""
    return [
        Walk(one, [each for each in people if each is not one], SEED + n, bases[n % 2]) for n, one in enumerate(people)
    ]


def disturb(stage: Stage, other: House, scene: Scene, phones: list[Phone], bases: list[str], walks: list[Walk]) -> Any:
    """While all walk: move or cut devices, kill worker, other web and web in turn, and empty Redis once."""
    chance, happened, crashes = random.Random(SEED), Counter[str](), cycle(("worker", "other web", "web"))
    walkers = [threading.Thread(target=go, args=(walk,), daemon=True) for walk in walks]
    for walker in walkers:
        walker.start()
    for progress in range(MOVE_EVERY, STEPS, MOVE_EVERY):
        while sum(walk.taken for walk in walks) < progress and any(walker.is_alive() for walker in walkers):
            time.sleep(0.02)
        happened[move(scene, chance, phones, bases)] += 1
        if progress % CRASH_EVERY == 0:
            happened[which := next(crashes)] += 1
            crash(stage.house if which != "other web" else other, which)
        if progress == LOSS_AT // MOVE_EVERY * MOVE_EVERY:
            happened["Redis emptied"] += 1
            stage.redis.client().flushall()
    for walker in walkers:
        walker.join()
    for walk in walks:
        assert not walk.faults, walk.faults
    return happened


def move(scene: Scene, chance: random.Random, phones: list[Phone], bases: list[str]) -> str:
    """A device is cut off, or goes on elsewhere; which of the two."""
    phone = chance.choice(phones)
    if chance.random() < 0.4:
        scene.loop.soon(phone.move, phone.base, phone.by)
        return "cut"
    by = chance.choice(["socket", "socket", "poll"])
    scene.loop.soon(phone.move, chance.choice(bases[:2] if by == "poll" else bases), by)
    return "move"


def crash(house: House, which: str) -> None:
    """kill -9, and a new start at once. The worker's bell is as faulty as before."""
    if which == "worker":
        ring_badly(house, SEED)
    else:
        house.kill("web")
        house.start_web()


def go(walk: Walk) -> None:
    """A person's share of the steps."""
    try:
        while walk.taken < STEPS // 5:
            walk.step()
    except Exception as fault:  # told by the test
        walk.faults.append(repr(fault))


def tell_everybody_something(scene: Scene, people: Iterable[Actor], challenge: int) -> None:
    """Who lost the last frame on the way learns of it by the next: each joins a challenge, and is told of that."""
    scene.settled()
    for one in people:
        one.ask("DELETE", f"challenges/{challenge}/join")
        assert one.ask("POST", f"challenges/{challenge}/join").status_code < 300
    scene.settled()


def told_of(walks: Iterable[Walk]) -> str:
    """How many steps were taken, and how many of them refused."""
    steps, refused = Counter[str](), Counter[str]()
    for walk in walks:
        steps, refused = steps + walk.steps, refused + walk.refused
    return f"{steps.total()} steps and {refused.total()} refused"


def told_to(phones: Iterable[Phone]) -> str:
    """What the devices went through."""
    entries = sum(len(phone.history) + len(phone.applied) for phone in phones)
    return f"{entries} entries, {sum(p.gaps for p in phones)} gaps, {sum(len(p.resyncs) for p in phones)} resyncs"
