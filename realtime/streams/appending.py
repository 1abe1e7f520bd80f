"""How do events get into the streams? In batches, one round trip to Redis for many people, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redis.exceptions import ResponseError

from realtime.streams import connection
from realtime.streams.position import KEEP_S, incarnation_key, key, stream_keys

KEEP_ENTRIES, KEEP_MS, CAP = 100, 3_600_000, 1000
PEOPLE_A_CALL = 100


class Telling(NamedTuple):
    """One event on its way to people: the frame without a number, what it tells of, what it replaces."""

    name: str
    frame: str
    subjects: str
    key: str
    people: list[int]


class LeadLost(Exception):
    """Another relay has taken over, or Redis was emptied: claim the lead again, if it is still ours to claim."""


class Appender:
    """Appends for one relay. `claim` once; then every batch is refused if another relay has claimed since."""

    def __init__(self) -> None:
        self.token = connection.word()
        self.settled = False

    async def claim(self) -> None:
        """Take the lead. The caller holds the lock that says it may."""
        await connection.run("lead", self._lead_keys(), [self.token, "1", "0", connection.word()])

    async def append(self, tellings: Sequence[Telling]) -> list[list[tuple[int, int]]]:
        """Append each telling to its people's open streams; for each the (person, seq) that got it.

        Calling it again with the same tellings before `settle` appends nothing twice. Raises LeadLost, RedisError.
        """
        calls = [
            (index, part, people) for index, telling in enumerate(tellings) for part, people in _parts(telling.people)
        ]
        pipe = connection.async_client().pipeline(transaction=False)
        settled = "1" if self.settled else "0"
        await connection.async_client().register_script(connection.source("lead"))(
            keys=self._lead_keys(), args=[self.token, "0", settled, connection.word()], client=pipe
        )
        append = connection.async_client().register_script(connection.source("append"))
        for index, part, people in calls:
            keys = [*self._lead_keys(), *(name for person in people for name in stream_keys(person))]
            await append(keys=keys, args=self._args(tellings[index], part), client=pipe)
        try:
            answers = (await pipe.execute())[1:]
        except ResponseError as refused:
            if "NOTLEADER" in str(refused):
                raise LeadLost from refused
            raise
        self.settled = False
        told: list[list[tuple[int, int]]] = [[] for _ in tellings]
        for (index, _, people), seqs in zip(calls, answers, strict=True):
            told[index].extend((person, int(seq)) for person, seq in zip(people, seqs, strict=True) if seq)
        return told

    def settle(self) -> None:
        """The last batch will not be repeated: what was remembered of it may go."""
        self.settled = True

    def _args(self, telling: Telling, part: int) -> list[str | int]:
        name = f"{telling.name}:{part}"
        return [self.token, name, telling.frame, telling.subjects, telling.key, KEEP_ENTRIES, KEEP_MS, CAP, KEEP_S]

    @staticmethod
    def _lead_keys() -> list[str]:
        return [incarnation_key(), key("relay", "leader"), key("relay", "done")]


def _parts(people: list[int]) -> Iterator[tuple[int, list[int]]]:
    for start in range(0, len(people), PEOPLE_A_CALL):
        yield start, people[start : start + PEOPLE_A_CALL]
