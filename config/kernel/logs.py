"""How is a log line written? As one JSON object, without anything personal or secret."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_KEYS = re.compile(r"token|ticket|password|secret|cookie|authorization|email|content|lat|lon", re.I)
SECRET_TEXT = re.compile(
    r"((?:token|ticket|key|session)=)[^&\s\"']+"  # in an address
    r"|\b(?:[Bb]earer|ticket)[ .][\w.\-~+/=]{8,}"  # in a header
    r"|[\w.+-]+@[\w-]+\.\w+"  # an e-mail address
)


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor that drops tokens, cookies, addresses and message text."""
    for key, value in event.items():
        if SECRET_KEYS.search(key):
            event[key] = "[left out]"
        elif isinstance(value, str):
            event[key] = SECRET_TEXT.sub(lambda m: f"{m.group(1) or ''}[left out]", value)
    return event


# Procrastinate tells how a job ended with all its arguments; config.kernel.jobs.running tells it without.
MUTED: dict[str, Any] = {
    "procrastinate.worker": {"level": "CRITICAL"},
    "procrastinate.worker.worker": {"level": "WARNING"},
}


class JsonLines(structlog.stdlib.ProcessorFormatter):
    """The formatter of every handler: time, level, logger, message, request id, and the trace of a fault."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        shared: list[Any] = [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ]
        super().__init__(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact,
                structlog.processors.JSONRenderer(),
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        return str(super().format(record))


def logging_for(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything from `level` on to standard error; no line an HTTP request, which proxies write."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"uvicorn.access": {"level": "WARNING"}, "procrastinate": {"level": "WARNING"}} | MUTED,
    }
