"""Is a log line one JSON object, and is nothing personal or secret in it?"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
import structlog

from config.kernel.logs import JsonLines


def line(message: str, *args: Any, **fields: Any) -> str:
    """What the handler would write."""
    record = logging.LogRecord("tests", logging.WARNING, __file__, 1, message, args, None)
    for name, value in fields.items():
        setattr(record, name, value)
    return JsonLines().format(record)


def test_a_line_is_one_json_object_with_time_level_and_place() -> None:
    told = json.loads(line("a\nb %s", 7))
    assert (told["event"], told["level"], told["logger"]) == ("a\nb 7", "warning", "tests")
    assert told["timestamp"].endswith("Z")
    assert "\n" not in line("a\nb")


SECRETS = {
    "an address with a token": "GET /ws/?token=CANARY-1.abc-d HTTP/1.1",
    "a ticket": "GET /ws/?v=1&ticket=CANARY123",
    "a password reset": "GET /accounts/password/reset/?key=CANARY-123",
    "a bearer header": "Authorization: Bearer CANARY.abc-def.123",
    "a subprotocol": "Sec-WebSocket-Protocol: slipstream.v1, ticket.CANARY_123456",
    "an e-mail address": "mail to CANARY.person@example.org failed",
    "a session": "cookie session=CANARYabc123; path=/",
}


@pytest.mark.parametrize("case", SECRETS)
def test_a_secret_in_the_text_is_left_out(case: str) -> None:
    """S-OP-2, S-SEED-5 and S-WS-4."""
    told = line("%s", SECRETS[case])
    assert "CANARY" not in told
    assert "[left out]" in told


@pytest.mark.parametrize(
    "name", ["token", "ticket", "password", "new_password", "cookie", "Authorization", "email", "lat"]
)
def test_a_field_with_a_telling_name_is_left_out(name: str) -> None:
    structlog.contextvars.bind_contextvars(**{name: "CANARY"})
    try:
        assert "CANARY" not in line("x")
    finally:
        structlog.contextvars.clear_contextvars()


def test_a_fault_is_logged_with_its_trace_and_without_its_secret() -> None:
    try:
        raise ValueError("no person has person@example.org, token=CANARY")
    except ValueError:
        record = logging.LogRecord("tests", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    told = JsonLines().format(record)
    assert "Traceback" in json.loads(told)["exception"]
    assert "CANARY" not in told
    assert "person@example.org" not in told


def test_what_is_harmless_is_kept() -> None:
    assert (
        json.loads(line("person %s liked activity %s in 3.5 ms", 7, 9))["event"]
        == "person 7 liked activity 9 in 3.5 ms"
    )
