"""When is a failed job tried again, and when is it dead? After a growing, scattered wait; after its last try."""

from __future__ import annotations

import random

from django.core.exceptions import ObjectDoesNotExist

FIRST_S, FACTOR, LONGEST_S = 5.0, 4.0, 3600.0
RETRIES = 4  # five tries in all, within about seven minutes


class Dead(Exception):
    """Raised by a job that no further try can help: it is dead at once, and waits for a person in the admin."""


def wait_s(fault: BaseException, attempts: int, retries: int) -> float | None:
    """Seconds until the next try of a job that has failed `attempts` times before this fault; None: it is dead.

    A fault may carry `retry_after` or `retry_after_s` in seconds, which is kept to, up to an hour. What has been
    deleted does not come back, so a row that is missing is not looked for again.
    """
    if attempts >= retries or isinstance(fault, Dead | ObjectDoesNotExist):
        return None
    asked = getattr(fault, "retry_after", None) or getattr(fault, "retry_after_s", None)
    if isinstance(asked, int | float) and asked > 0:
        return min(float(asked), LONGEST_S) + random.random()  # noqa: S311 - scatter, not a secret
    return min(LONGEST_S, FIRST_S * FACTOR**attempts) * random.uniform(0.75, 1.25)  # noqa: S311
