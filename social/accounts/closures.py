"""What is somebody told whose log-in is right, and whose account is closed? Features that close accounts say why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from config.kernel.errors import Refusal
from social.accounts.models import User


class Closure(NamedTuple):
    """Why an account is closed, until when (None: for good), and the page where its person may answer."""

    code: str
    message: str
    until: datetime | None
    place: str


class AccountClosed(Refusal):
    """Who has proved to be the person is not let in."""

    status = 401

    def __init__(self, closure: Closure) -> None:
        until = closure.until.isoformat() if closure.until else None
        super().__init__(closure.message, code=closure.code, until=until, answer_at=closure.place)


Explain = Callable[[User], Closure | None]
Reopen = Callable[[], object]
EXPLAINED: list[Explain] = []
REOPENED: list[Reopen] = []


def explains(explain: Explain) -> Explain:
    """Register why an account may be closed: a function of its person, asked once they have proved who they are."""
    EXPLAINED.append(explain)
    return explain


def reopens(reopen: Reopen) -> Reopen:
    """Register what is done before each log-in: open the accounts whose time is over. Mostly nothing, and quick."""
    REOPENED.append(reopen)
    return reopen


def closure_of(person: User) -> Closure | None:
    """Why the account of `person`, who is not active, is closed; None where nobody says."""
    return next((closure for explain in EXPLAINED if (closure := explain(person))), None)


def reopen_accounts() -> None:
    """Open the accounts whose time is over."""
    for reopen in REOPENED:
        reopen()
