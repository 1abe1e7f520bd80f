"""What came of a fault? Counted from what was answered, what PostgreSQL holds, and what each device applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from config.tests.faults.phone import Phone

HEAD = ("fault", "committed", "delivered", "lost", "doubled", "disordered", "ghosts", "leaked", "p50 ms", "p99 ms", "")


@dataclass
class Figures:
    """One row of the plan. The counts of GATES have to be 0, and `wrong` empty."""

    fault: str
    committed: int = 0
    delivered: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    ghosts: int = 0
    leaked: int = 0
    delays_ms: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    GATES = ("lost", "doubled", "disordered", "ghosts", "leaked")

    @property
    def good(self) -> bool:
        """Whether every gate holds."""
        return not self.wrong and not any(getattr(self, name) for name in self.GATES)

    def percentile(self, part: float) -> float:
        """From the server's answer to a write until a device applied what it told, in milliseconds."""
        delays = sorted(self.delays_ms)
        return delays[min(len(delays) - 1, int(part * len(delays)))] if delays else 0.0

    def cells(self) -> list[str]:
        """The row of the table; the columns are HEAD."""
        counts = [self.committed, self.delivered, *(getattr(self, name) for name in self.GATES)]
        delays = [f"{self.percentile(part):.0f}" for part in (0.5, 0.99)]
        return [self.fault, *map(str, counts), *delays, "ok" if self.good else "FAILED"]

    def line(self) -> str:
        """One line of figures, for people."""
        told = ", ".join(f"{name} {cell}" for name, cell in zip(HEAD[1:-1], self.cells()[1:-1], strict=True))
        return f"{self.fault}: {told}{''.join(f'; {note}' for note in self.notes)}"

    def require(self, holds: bool, otherwise: str) -> None:
        """A gate of this row's own."""
        if not holds:
            self.wrong.append(otherwise)

    def account(self, phone: Phone, truth: set[int], answered: dict[int, float], *, gaps: bool = False) -> None:
        """Count what one device was told of new activities. `answered`: when each write was; `gaps`: some are made."""
        heard = phone.heard()
        told = Counter(each.frame["payload"]["activity_id"] for each in heard)
        self.committed = len(truth)
        self.delivered += len(told.keys() & truth)
        self.lost += len(truth - told.keys() - phone.covered)
        self.ghosts += len(told.keys() - truth)
        self.doubled += _doubled(phone)
        self.disordered += _disordered(phone)
        self.delays_ms += [
            1000 * max(0.0, each.at - answered[pk])
            for each in heard
            if (pk := each.frame["payload"]["activity_id"]) in answered
        ]
        self.wrong += phone.faults
        self.require(gaps or phone.gaps == 0, f"{phone.gaps} gaps on a {phone.by}")


def _doubled(phone: Phone) -> int:
    """Events applied twice since the last snapshot: the same id under two numbers."""
    ids = Counter(each.frame["id"] for each in phone.applied)
    return sum(times - 1 for times in ids.values())


def _disordered(phone: Phone) -> int:
    """Runs of one writer, numbered in their titles, that came before an earlier one."""
    newest: dict[int, int] = {}
    count = 0
    for each in phone.heard("friend_activity", None):
        told = each.frame["payload"]
        number = int(told["title"].rpartition(" ")[2])
        count += number < newest.get(told["user"]["id"], -1)
        newest[told["user"]["id"]] = max(number, newest.get(told["user"]["id"], -1))
    return count
