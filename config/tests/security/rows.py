"""How is a table of rights read? A line a row: verb, address, an answer for each kind of person, what is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

COLUMNS = ["owner", "friend", "follower", "stranger", "blocked"]
AS = {"blocker": "blocked", "moderator": "stranger"}  # who is told what somebody else is told
LINE = re.compile(r"(\S+)\s+(\S+)\s+(any\s+)?([\w/=]+(?:\s+[\w/=]+)*)(?:\s+([{@$].*))?$")


class Row(NamedTuple):
    """What each kind of person is answered."""

    verb: str
    path: str
    answers: dict[str, str]
    body: str
    is_open: bool
    is_page: bool

    def expected(self, actor: str, refused: str) -> tuple[str, bool]:
        """What `actor` is to be told, and whether that is to change nothing.

        `refused` is what is said to those without an account, or a suspended one.
        """
        if actor in ("anonymous", "suspended") and not self.is_open:
            return refused, True
        who = "owner" if self.is_open else AS.get(actor, actor)
        first, _, second = self.answers[who].partition("/")
        told = second if second and actor in AS else first
        return told.rstrip("="), told.endswith("=")

    def __str__(self) -> str:
        return f"{self.verb} {self.path} {self.body}".strip()


def rows_of(table: str, *, are_pages: bool = False) -> Iterator[Row]:
    """Every line that is neither empty nor a comment."""
    for line in table.splitlines():
        if line.strip() and not line.startswith("#"):
            found = LINE.fullmatch(line.strip())
            assert found, f"not a line of a table: {line}"
            verb, path, is_open, told, body = found.groups()
            answers = told.split()
            assert len(answers) in (1, len(COLUMNS)), f"an answer for each kind of person, please: {line}"
            each: Any = answers * len(COLUMNS) if len(answers) == 1 else answers
            yield Row(verb, path, dict(zip(COLUMNS, each, strict=True)), body or "", bool(is_open), are_pages)
