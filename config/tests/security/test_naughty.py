"""Does every text field of every write take a naughty text as it is, or refuse it clearly?"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
import yaml
from django.core.cache import cache
from django.db import transaction

from config.tests.api.routes import BEFORE
from config.tests.security.asking import bare, bodies, real_path
from config.tests.security.naughty import NAUGHTY
from config.tests.security.world import PROJECT, World

pytestmark = pytest.mark.django_db
STEP = int(os.environ.get("NAUGHTY_STEP", "16"))  # each field gets every 16th text, all texts some field; 1: all
DOCUMENT = yaml.safe_load((PROJECT / "docs/openapi.yaml").read_text())
BASES = {
    "webhooks": {"url": "https://93.184.216.34/hook", "events": ["activity_created"]},
    "challenges": {"title": "May", "metric": "distance", "goal": 9, "visibility": "public"},
}


def fields() -> list[tuple[str, str, str]]:
    """Verb, address and name of every field that takes a text, as the document describes them."""
    return [
        (verb, path.removeprefix(BEFORE), name)
        for path, operations in DOCUMENT["paths"].items()
        for verb, operation in operations.items()
        for name, kind in properties(operation).items()
        if kind.get("type") == "string" and kind.get("format") in (None, "email") and "enum" not in kind
    ]


def properties(operation: Any) -> dict[str, Any]:
    shape = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = DOCUMENT["components"]["schemas"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
    return dict(shape.get("properties", {}))


FIELDS = fields()


def test_the_fields_are_those_of_the_document() -> None:
    assert len(FIELDS) > 30
    assert ("patch", "users/me", "bio") in FIELDS
    assert len(NAUGHTY) > 250


@pytest.mark.parametrize(("verb", "path", "name"), FIELDS)
def test_a_text_is_taken_as_it_is_or_refused(world: World, verb: str, path: str, name: str) -> None:
    """S-OP-3: 2xx or a clear 4xx, never 5xx; what is kept is what was sent, but for line ends and spaces around it."""
    address = BEFORE + world.filled(real_path(verb, path) or path)
    body = json.loads(world.filled(bodies().get((verb.upper(), bare(path)), "{}"))) | BASES.get(path, {})
    if path == "challenges":
        body |= {"starts_at": world.ids["tomorrow"] + "Z", "ends_at": world.ids["later"] + "Z"}
    faults = []
    for text in NAUGHTY[FIELDS.index((verb, path, name)) % STEP :: STEP]:
        cache.clear()
        sent = json.dumps(body | {name: text})
        with transaction.atomic():
            answer = world.clients["owner"].generic(verb.upper(), address, sent, "application/json")
            transaction.set_rollback(True)
        if fault := fault_of(answer, name, text):
            faults.append(f"{text[:60]!r}: {fault}")
    assert not faults, "\n".join(faults)


def fault_of(answer: Any, name: str, text: str) -> str:
    """What is wrong with an answer to a text."""
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if answer.status_code >= 400:
        told = answer.json()
        return "" if told["status"] == answer.status_code and told["detail"] else f"not a problem: {told}"
    kept = answer.json().get(name, text) if answer.content else text
    lines = text.replace("\r\n", "\n")  # as browsers and programs mean the same by either
    return "" if kept in (text, text.strip(), lines.strip()) else f"kept as {kept[:60]!r}"
