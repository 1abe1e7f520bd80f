"""On what does a fault play? On a stage with people, their devices, and writers who write while it lasts."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import count
from typing import Any, TypeVar

from config.tests.faults.figures import Figures
from config.tests.faults.phone import Phone
from config.tests.live import WAITING
from config.tests.screen import Screen, differences
from config.tests.stage import Actor, Stage

T = TypeVar("T")
PATIENCE_S = 90
RUN = {"activity_type": "run", "distance_km": 5, "duration_minutes": 30, "visibility": "friends"}
scenes = count(1)


class Loop:
    """An event loop in a thread of its own, for the devices."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def call(self, work: Coroutine[Any, Any, T], within_s: float = PATIENCE_S) -> T:
        """The result of a coroutine."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(within_s)

    def soon(self, work: Any, *arguments: Any) -> None:
        """Call a function there."""
        self._loop.call_soon_threadsafe(work, *arguments)

    def close(self) -> None:
        """End it."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


class Writer:
    """A person who records runs, numbered in their titles, one after the other, on a thread."""

    def __init__(
        self, actor: Actor, number: int, pause_s: float = 0, first: int = 0, base: str = "", size: int = 0
    ) -> None:
        self.actor, self.number, self.pause_s, self.first = actor.another(), number, pause_s, first
        self.actor.http.base_url, self.actor.http.timeout = base or self.actor.http.base_url, 30
        self.body = RUN | {"description": "x" * size}
        self.answered: dict[int, float] = {}  # activity and when the answer came (monotonic seconds)
        self.most_retries = 0  # of one write
        self.over = False  # set to end it early
        self.fault: BaseException | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            for number in range(self.first, self.first + self.number):
                before = self.actor.retries
                answer = self.actor.ask("POST", "activities", json=self.body | {"title": f"Run {number}"})
                assert answer.status_code == 201, answer.text
                self.answered[answer.json()["id"]] = time.monotonic()
                self.most_retries = max(self.most_retries, self.actor.retries - before)
                time.sleep(self.pause_s)
                if self.over:
                    return
        except BaseException as fault:  # told by the thread that waits for it
            self.fault = fault

    @property
    def busy(self) -> bool:
        """Whether it still writes."""
        return self.thread.is_alive()

    def join(self) -> None:
        """Wait for its last write; raises what stopped it."""
        self.thread.join()
        if self.fault is not None:
            raise self.fault


def differing(phones: Sequence[Phone]) -> list[str]:
    """What devices show otherwise than a fresh answer, once nothing happens any more: each path is asked once."""
    wrong = []
    for actor in dict.fromkeys(phone.actor for phone in phones):
        ask = cache(partial(actor.ask, "GET"))
        fresh = Screen(ask, actor.id)
        for phone in phones:
            if phone.actor is actor and (shown := phone.shown(ask)) is not None:
                wrong += [f"{actor.username} by {phone.by}: {line}" for line in differences(shown, fresh)]
    return wrong


class Scene:
    """alice with devices, and friends of hers who write."""

    def __init__(self, stage: Stage, writers: int = 2) -> None:
        self.stage, self.loop, self.number = stage, Loop(), next(scenes)
        self.alice = self.person("alice")
        self.friends = [self.person(f"friend{n}") for n in range(writers)]
        for friend in self.friends:
            self.alice.befriend(friend)
        self.phones: list[Phone] = []
        self.answered: dict[int, float] = {}

    def person(self, name: str) -> Actor:
        """Somebody who is in no other scene."""
        return self.stage.person(f"{name}{self.number}")

    def phone(self, actor: Actor | None = None, by: str = "socket", base: str = "", reads: bool = True) -> Phone:
        """A device, by default of alice, that has its first snapshot."""
        phone = Phone(actor or self.alice, base or self.stage.house.base, by, reads)
        self.phones.append(phone)
        self.loop.call(phone.start())
        self.loop.call(phone.ready())
        return phone

    def write(self, number: int, pause_s: float = 0, **options: Any) -> list[Writer]:
        """Have each friend record `number` runs."""
        return [Writer(friend, number, pause_s, **options) for friend in self.friends]

    def audience(self, names: Iterable[str]) -> list[Actor]:
        """More people who are friends of all who write."""
        people = [self.person(name) for name in names]
        for one in people:
            for friend in self.friends:
                one.befriend(friend)
        return people

    def finish(self, writers: Iterable[Writer]) -> None:
        """Wait for writers, for the jobs, and for the relay."""
        for writer in writers:
            writer.join()
            self.answered |= writer.answered
        self.settled()

    def settled(self) -> None:
        """Wait until no job and no event waits."""
        deadline = time.monotonic() + PATIENCE_S
        while any(self.stage.rows(WAITING)[0]):
            assert time.monotonic() < deadline, "jobs or events still wait"
            time.sleep(0.05)

    def told_so_far(self) -> None:
        """Wait until what has happened up to now is told, whatever else goes on."""
        [(top,)] = self.stage.rows("SELECT coalesce(max(id), 0) FROM outbox")
        deadline = time.monotonic() + PATIENCE_S
        while self.stage.rows("SELECT count(*) FROM outbox WHERE error = '' AND id <= %s", top)[0][0]:
            assert time.monotonic() < deadline, "events still wait"
            time.sleep(0.05)

    def truth(self) -> set[int]:
        """The runs of the friends that PostgreSQL holds."""
        ids = [friend.id for friend in self.friends]
        sql = "SELECT id FROM activities WHERE deleted_at IS NULL AND user_id = ANY(%s)"
        return {row[0] for row in self.stage.rows(sql, ids)}

    def arrived(self, phones: Iterable[Phone]) -> None:
        """Wait until what has happened up to now is told, and each device stands at the top of its person's stream."""
        self.told_so_far()
        deadline = time.monotonic() + PATIENCE_S
        for phone in phones:
            while not phone.stands_at(*self.stage.standing(phone.actor.id)):
                assert time.monotonic() < deadline, f"{phone.actor.username} by {phone.by} is still behind"
                time.sleep(0.05)

    def examine(self, fault: str, phones: Sequence[Phone], *, gaps: bool = False) -> Figures:
        """Count, and compare what each device shows with a fresh answer."""
        figures, truth = Figures(fault), self.truth()
        figures.require(truth == set(self.answered), f"{len(self.answered)} answered, {len(truth)} stored")
        for phone in phones:
            figures.account(phone, truth, self.answered, gaps=gaps)
        figures.wrong += differing(phones)
        return figures

    def close(self) -> None:
        """Stop every device."""
        for phone in self.phones:
            self.loop.call(phone.stop())
        self.loop.close()


@contextmanager
def scene_on(stage: Stage, writers: int = 2) -> Iterator[Scene]:
    """A scene, cleared away afterwards."""
    scene = Scene(stage, writers)
    try:
        yield scene
    finally:
        scene.close()
