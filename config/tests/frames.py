"""Is a frame as the AsyncAPI document says? Every device of the tests asks this of every frame it is sent."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator


@cache
def _validators() -> dict[str, Draft202012Validator]:
    from realtime.asyncapi import document

    whole = document()
    return {
        key.removeprefix("told."): Draft202012Validator(message["payload"] | {"components": whole["components"]})
        for key, message in whole["components"]["messages"].items()
        if key.startswith("told.")
    }


def fault_of(frame: dict[str, Any]) -> str | None:
    """What is wrong with a frame, or None."""
    validator = _validators().get(frame["type"])
    if validator is None:
        return f"undocumented frame {frame['type']}"
    faults = [fault.message for fault in validator.iter_errors(frame)]
    return f"{frame['type']}: {faults[0][:300]}" if faults else None
