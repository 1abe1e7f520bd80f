"""What is said over the live side? An AsyncAPI 3 document, made from the registered events and commands."""

from __future__ import annotations

from typing import Any

import msgspec
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from realtime.events.event import EVENTS, Lane
from realtime.sockets.commands import COMMANDS
from realtime.sockets.messages import SESSION
from realtime.sockets.session import SESSION_COMMANDS
from realtime.sockets.snapshots import PARTS

SCHEMAS = "#/components/schemas/"
TEXT, NUMBER, ANY_OBJECT = {"type": "string"}, {"type": "integer", "minimum": 1}, {"type": "object"}
SENT = {"id": TEXT, "ack_id": TEXT, "timestamp": TEXT, "channel": TEXT}


def document() -> dict[str, Any]:
    """The whole document, as plain JSON values."""
    told = {name: shape for name, shape in EVENTS.items() if shape.lane != Lane.EPHEMERAL or shape.channel} | SESSION
    asked = {name: command.payload for name, command in COMMANDS.items()} | SESSION_COMMANDS
    shapes = list({id(shape): shape for shape in [*told.values(), *asked.values()]}.values())
    schemas, components = msgspec.json.schema_components(shapes, ref_template=SCHEMAS + "{name}")
    by_shape = dict(zip(map(id, shapes), schemas, strict=True))
    messages = {f"told.{name}": _told(name, by_shape[id(shape)], shape.__doc__) for name, shape in told.items()}
    messages["told.social_data"] = _told("social_data", _snapshot(), "A snapshot to begin with.")
    messages |= {f"asked.{name}": _asked(name, by_shape[id(shape)], shape.__doc__) for name, shape in asked.items()}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Slipstream, live", "version": "1", "description": "See docs/protocol.md for the rules."},
        "defaultContentType": "application/json",
        "channels": {"live": {"address": "/ws", "messages": {key: _ref("messages", key) for key in messages}}},
        "operations": {
            "tell": _operation("send", messages, "told."),
            "ask": _operation("receive", messages, "asked."),
        },
        "components": {"messages": messages, "schemas": components},
    }


def _told(name: str, payload: dict[str, Any], doc: str | None) -> dict[str, Any]:
    envelope = SENT | {"type": {"const": name}, "payload": payload, "seq": NUMBER, "epoch": TEXT}
    return _message(name, envelope, ["id", "type", "payload"], doc)


def _asked(name: str, payload: dict[str, Any], doc: str | None) -> dict[str, Any]:
    return _message(name, SENT | {"type": {"const": name}, "payload": payload}, ["type"], doc)


def _message(name: str, envelope: dict[str, Any], required: list[str], doc: str | None) -> dict[str, Any]:
    schema = {"type": "object", "properties": envelope, "required": required, "additionalProperties": False}
    return {"name": name, "summary": (doc or name).split("\n")[0], "payload": schema}


def _snapshot() -> dict[str, Any]:
    parts: dict[str, Any] = {name: {} for name in PARTS} | {"epoch": TEXT, "seq": {"type": "integer", "minimum": 0}}
    return ANY_OBJECT | {"properties": parts, "required": sorted(parts), "additionalProperties": False}


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _operation(action: str, messages: dict[str, Any], prefix: str) -> dict[str, Any]:
    chosen = [{"$ref": f"#/channels/live/messages/{key}"} for key in messages if key.startswith(prefix)]
    return {"action": action, "channel": {"$ref": "#/channels/live"}, "messages": chosen}


class AsyncAPIView(APIView):
    """The live side, described for machines."""

    authentication_classes: Any = ()
    permission_classes: Any = (AllowAny,)

    @extend_schema(tags=["live"], responses=dict)
    def get(self, request: Request) -> Response:
        """An AsyncAPI 3 document of every frame, both ways."""
        return Response(document())
