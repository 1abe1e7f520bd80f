"""How are jobs kept where none has to last, in tests? In a list, which is run when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.utils import timezone

from config.kernel.jobs.port import Call
from config.kernel.jobs.retrying import wait_s


@dataclass
class Memory:
    """Committed calls wait in `waiting`; those that died are in `dead`, with their fault."""

    waiting: list[Call] = field(default_factory=list)
    dead: list[tuple[Call, Exception]] = field(default_factory=list)

    def put(self, calls: Iterable[Call]) -> None:
        """Keep them once the transaction around commits."""
        for call in calls:
            transaction.on_commit(partial(self._keep, call))

    def run_all(self) -> None:
        """Run what is due, highest priority first, and what that enqueues in turn; a failed one goes again at once."""
        while due := [call for call in self.waiting if call.at is None or call.at <= timezone.now()]:
            call = max(due, key=lambda call: call.job.priority)
            self.waiting.remove(call)
            self._run(call)

    def _keep(self, call: Call) -> None:
        if not (call.once and any((call.job, call.once) == (other.job, other.once) for other in self.waiting)):
            self.waiting.append(call)

    def _run(self, call: Call) -> None:
        attempts = 0
        while True:
            try:
                call.job.fit(call.kwargs)(**call.kwargs)
                return
            except Exception as fault:  # whatever a job makes of it, the others go on
                if wait_s(fault, attempts, call.job.retries) is None:
                    self.dead.append((call, fault))
                    return
                attempts += 1
