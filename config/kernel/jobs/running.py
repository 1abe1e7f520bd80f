"""What happens when a job runs? Its function is called; a fault is noted without its text, and may lead to a retry."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django.utils import timezone
from procrastinate.jobs import Job as Row
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from config.kernel.jobs.port import JOBS
from config.kernel.jobs.records import JobFault
from config.kernel.jobs.retrying import wait_s

log = logging.getLogger(__name__)


def run(name: str, kwargs: Mapping[str, Any], job_id: int) -> None:
    """Call the job's function. A fault of it is noted and raised again."""
    with structlog.contextvars.bound_contextvars(job=name, job_id=job_id):
        try:
            JOBS[name].fit(kwargs)(**kwargs)
        except Exception as fault:
            note(job_id, fault)
            raise


def note(job_id: int, fault: BaseException) -> None:
    """Keep the kind and the place of a job's fault for the admin, and log it."""
    error = describe(fault)
    log.warning("job failed: %s", error)
    try:
        JobFault.objects.update_or_create(job_id=job_id, defaults={"error": error, "at": timezone.now()})
    except DatabaseError as second:
        log.warning("the fault could not be noted: %s", type(second).__name__)


def describe(fault: BaseException) -> str:
    """`KeyError at activities/stats/jobs.py:31`: the last line of ours that the fault passed."""
    kind = type(fault).__qualname__ if type(fault).__module__ == "builtins" else _full_name(type(fault))
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if _is_ours(Path(frame.filename))]
    if not ours:
        return kind
    return f"{kind} at {Path(ours[-1].filename).relative_to(settings.BASE_DIR)}:{ours[-1].lineno}"[:300]


class Retrying(BaseRetryStrategy):
    """Procrastinate's question, answered by our rule."""

    def __init__(self, retries: int) -> None:
        self.retries = retries

    def get_retry_decision(self, *, exception: BaseException, job: Row) -> RetryDecision | None:
        """When the job is tried again, or None."""
        wait = wait_s(exception, job.attempts, self.retries)
        return None if wait is None else RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=wait))


def _full_name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _is_ours(path: Path) -> bool:
    inside = path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts
    return inside and path.parent != Path(__file__).parent
