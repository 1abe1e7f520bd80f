"""Where does a developer read, as a page, what is said over the live side? Made from the AsyncAPI document."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from realtime.asyncapi import document

SCHEMAS = "#/components/schemas/"


def live_reference(request: HttpRequest) -> HttpResponse:
    """Every frame, both ways, with its payload's fields. Open to all, as the document itself is."""
    described = document()
    messages, schemas = described["components"]["messages"], described["components"]["schemas"]
    told = [_message(messages[key], schemas) for key in sorted(messages) if key.startswith("told.")]
    asked = [_message(messages[key], schemas) for key in sorted(messages) if key.startswith("asked.")]
    return render(request, "social/live_reference.html", {"told": told, "asked": asked})


def _message(message: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    payload = _resolved(message["payload"]["properties"]["payload"], schemas)
    required = payload.get("required", [])
    fields = [
        {"name": name, "kind": _kind(shape), "optional": name not in required}
        for name, shape in payload.get("properties", {}).items()
    ]
    return {"name": message["name"], "summary": message["summary"], "fields": fields}


def _resolved(shape: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    reference = shape.get("$ref", "")
    return dict(schemas[reference.removeprefix(SCHEMAS)]) if reference else shape


def _kind(shape: dict[str, Any]) -> str:
    """A field's type in a few words."""
    if "$ref" in shape:
        return str(shape["$ref"]).removeprefix(SCHEMAS)
    if "anyOf" in shape:
        return " or ".join(_kind(one) for one in shape["anyOf"])
    if "enum" in shape:
        return " | ".join(json.dumps(value) for value in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {_kind(shape['items'])}" if "items" in shape else "list"
    return str(shape.get("type", "anything"))
