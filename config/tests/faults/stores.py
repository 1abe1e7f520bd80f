"""What if Redis or PostgreSQL goes away under load? X1 light, X2 and X3: kills, an empty Redis, cut connections."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import cycle
from typing import Any

import psycopg

from config.tests.faults.figures import Figures
from config.tests.faults.scene import Scene
from config.tests.stage import Stage

BACK_WITHIN_S = 60


def kills(scene: Scene, events: int, seed: int) -> Figures:
    """X1: kill -9 of worker and web in turn, at random moments, while friends write; two sockets and a poll watch."""
    chance, house, times = random.Random(seed), scene.stage.house, Counter[str]()
    phones = [scene.phone(), scene.phone(), scene.phone(by="poll")]
    writers = scene.write(events // 2 // len(scene.friends))
    for which in cycle(("worker", "worker", "web")):
        time.sleep(chance.uniform(0.3, 1.2))
        if not any(writer.busy for writer in writers):
            break
        house.kill(which)
        house.start_web() if which == "web" else house.start_worker()
        times[which] += 1
    scene.finish(writers)
    scene.arrived(phones)
    figures = scene.examine("X1 kill -9 of web and worker", phones)
    figures.notes += [f"kills {dict(times)}", f"{sum(phone.cuts for phone in phones)} cuts"]
    figures.require(not any(phone.resyncs for phone in phones), "a resync without a cause")
    return figures


def redis_lost(scene: Scene, events: int, seed: int) -> Figures:
    """X2: Redis killed, emptied, and away for two seconds; later emptied in its place. Writes and sockets go on."""
    stage = scene.stage
    phones = [scene.phone(), scene.phone(), scene.phone(by="poll")]
    epochs = [phone.epoch for phone in phones]
    each = events // 2 // len(scene.friends) // 2
    writers = scene.write(each, pause_s=0.05)
    time.sleep(1)
    stage.redis.kill()
    time.sleep(2)
    stage.redis.start()
    scene.finish(writers)
    figures = Figures("")
    _normal_again(scene, phones, figures, 1)
    more = scene.write(each, pause_s=0.02, first=each)
    time.sleep(0.5)
    stage.redis.client().flushall()
    scene.finish(more)
    _normal_again(scene, phones, figures, 2)
    scene.arrived(phones)
    told = scene.examine("X2 Redis lost, then emptied", phones)
    told.wrong += figures.wrong
    retries = sum(writer.actor.retries for writer in [*writers, *more])
    told.require(retries == 0, f"{retries} writes failed while Redis was away")
    told.require(phones[0].cuts == phones[1].cuts == 0, "a socket was dropped")
    told.require(all(a != phone.epoch for a, phone in zip(epochs, phones, strict=True)), "an epoch stayed")
    told.notes += [*figures.notes, f"resyncs {[phone.resyncs for phone in phones]}"]
    return told


def _normal_again(scene: Scene, phones: list[Any], figures: Figures, losses: int) -> None:
    """Wait until every device has been told of the loss."""
    began = time.monotonic()
    while any(len(phone.resyncs) < losses for phone in phones) and time.monotonic() - began < BACK_WITHIN_S:
        time.sleep(0.05)
    figures.require(all(len(phone.resyncs) >= losses for phone in phones), "somebody was not told to resync")
    figures.notes.append(f"all told after {time.monotonic() - began:.1f} s")


def connections_cut(scene: Scene, events: int, seed: int) -> Figures:
    """X3: every connection to PostgreSQL ended, three times, while friends write. Sockets stay."""
    chance = random.Random(seed)
    phones = [scene.phone(), scene.phone(), scene.phone(by="poll")]
    writers = scene.write(events // 2 // len(scene.friends), pause_s=0.02)
    waits = []
    for _ in range(3):
        time.sleep(chance.uniform(0.5, 1))
        cut_all(scene.stage)
        began = time.monotonic()
        scene.alice.ask("GET", "users/me")
        waits.append(time.monotonic() - began)
    scene.finish(writers)
    scene.arrived(phones)
    figures = scene.examine("X3 all database connections ended", phones)
    figures.require(phones[0].cuts == phones[1].cuts == 0, "a socket was dropped")
    figures.require(max(waits) < 5.5, f"no answer for {max(waits):.1f} s")
    figures.notes.append(f"first answer after {[round(wait, 2) for wait in waits]} s")
    return figures


def cut_all(stage: Stage) -> None:
    """End every connection to the stage's database but this one."""
    with psycopg.connect(stage.url) as connection:
        sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        connection.execute(f"{sql} AND pid <> pg_backend_pid()")
