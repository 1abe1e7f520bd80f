"""Which topics does one connection watch, and may it still?"""

from __future__ import annotations

from config.kernel.concurrency import db_call
from realtime.sockets import watching
from realtime.sockets.codes import Code
from realtime.sockets.topics import MAX_SUBSCRIPTIONS, PLAIN, may_watch


class Subscriptions:
    """The topics of one socket, or of all polls of a person. Only numbered ones are told to other processes."""

    __slots__ = ("_person_id", "_watcher", "topics")

    def __init__(self, person_id: int, watcher: str) -> None:
        self._person_id, self._watcher = person_id, watcher
        self.topics: set[str] = set()

    @classmethod
    async def of_polls(cls, person_id: int) -> Subscriptions:
        """What the polls of a person watch."""
        subscriptions = cls(person_id, watching.POLL)
        subscriptions.topics.update(await watching.topics_of_polls(person_id))
        return subscriptions

    @property
    def numbered(self) -> list[str]:
        """Those that are about one thing."""
        return sorted(self.topics - PLAIN)

    async def add(self, name: str) -> Code | None:
        """Watch a topic; or the code of the refusal. It is watched before the answer, so that nothing is missed."""
        if len(self.topics) >= MAX_SUBSCRIPTIONS and name not in self.topics:
            return Code.RATE_LIMITED
        if not await db_call(may_watch)(name, self._person_id):
            return Code.CHANNEL_NOT_FOUND
        self.topics.add(name)
        if name not in PLAIN:
            await watching.watch([name], self._person_id, self._watcher)
            if self._watcher == watching.POLL:
                await watching.remember_for_polls(name, self._person_id)
        return None

    async def remove(self, *names: str) -> None:
        """Watch topics no longer; harmless for those that were not watched."""
        watched = self.topics.intersection(names) - PLAIN
        self.topics.difference_update(names)
        if watched:
            if self._watcher == watching.POLL:
                await watching.forget_for_polls(watched, self._person_id)
            await watching.unwatch(watched, self._person_id, self._watcher)

    async def drop_ended(self) -> list[str]:
        """End those the person may watch no longer; their names."""
        ended = [name for name in self.numbered if not await db_call(may_watch)(name, self._person_id)]
        await self.remove(*ended)
        return ended
