"""Does the AsyncAPI document describe everything that is said?"""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from realtime.asyncapi import document
from realtime.events.event import EVENTS
from realtime.sockets.commands import COMMANDS

pytestmark = pytest.mark.django_db


def test_every_event_and_command_is_described(api: Any) -> None:
    """J5: made from the code, open to everybody."""
    told = api().get("/api/v1/asyncapi")
    assert told.status_code == 200
    messages = told.json()["components"]["messages"].keys()
    assert {f"told.{name}" for name in EVENTS if name not in ("session_check", "rights_check")} <= messages
    assert {f"asked.{name}" for name in COMMANDS} <= messages
    assert {"told.welcome", "told.social_data", "told.ack", "told.error", "asked.resume"} <= messages


def test_its_schemas_are_schemas_and_its_references_lead_somewhere() -> None:
    whole = document()
    for message in whole["components"]["messages"].values():
        Draft202012Validator.check_schema(message["payload"] | {"components": whole["components"]})
    for operation in whole["operations"].values():
        for reference in operation["messages"]:
            assert reference["$ref"].rsplit("/", 1)[1] in whole["channels"]["live"]["messages"]


def test_a_frame_that_is_not_as_described_is_noticed() -> None:
    from config.tests.frames import fault_of

    good = {"id": "1", "type": "friend_removed", "payload": {"to_id": 1, "user_id": 2}, "seq": 1, "timestamp": "t"}
    assert fault_of(good) is None
    assert fault_of(good | {"payload": {"to_id": 1}}) is not None
    assert fault_of(good | {"sender": 1}) is not None
    assert fault_of(good | {"type": "fly"}) == "undocumented frame fly"
