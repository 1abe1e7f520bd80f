"""What follows from an answer, or from none?"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from config.kernel.outgoing import Answer
from notifications.webhooks.models import Status

BACK_OFF_S = (10.0, 60.0, 600.0)  # before the first, second and third retry
RETRIES = len(BACK_OFF_S)
LONGEST_S = 3600.0
OVERLOADED = (429, 503)
GONE = 410


class Verdict(NamedTuple):
    """What becomes of the delivery: pending means again, in so many seconds. `gone`: the endpoint wants no more."""

    status: Status
    again_in_s: float = 0
    gone: bool = False


def judge(answer: Answer | None, tries: int, retries: int = RETRIES) -> Verdict:
    """What follows from the answer to the `tries`-th attempt; None: there was none."""
    status = answer.status if answer else 0
    if 200 <= status < 300:
        return Verdict(Status.DELIVERED)
    if status == GONE:
        return Verdict(Status.FAILED, gone=True)
    if 300 <= status < 400 or tries > retries:  # nobody is followed elsewhere
        return Verdict(Status.FAILED)
    wait_s = BACK_OFF_S[tries - 1] * random.uniform(0.75, 1.25)  # noqa: S311 - scatter, not a secret
    if answer and status in OVERLOADED:
        wait_s = max(wait_s, asked_s(answer.headers.get("retry-after", "")))
    return Verdict(Status.PENDING, again_in_s=wait_s)


def asked_s(text: str) -> float:
    """Seconds that a Retry-After asks for, as a number or a date; at most an hour, 0 if it says nothing."""
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_S)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return 0
    left = (date if date.tzinfo else date.replace(tzinfo=UTC)) - datetime.now(UTC)
    return max(0.0, min(left.total_seconds(), LONGEST_S))
