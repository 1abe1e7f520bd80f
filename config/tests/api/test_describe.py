"""Does the OpenAPI document describe every address of the API, and is it valid?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from config.tests.api.routes import BEFORE, ROUTES

DOCUMENTED = set(ROUTES) - {f"{BEFORE}schema", f"{BEFORE}docs"}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Generated as a release would: any warning fails."""
    file: Path = tmp_path_factory.mktemp("schema") / "openapi.json"
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(file))
    told: dict[str, Any] = json.loads(file.read_text())
    return told


def test_every_address_and_verb_is_described(document: dict[str, Any]) -> None:
    """J5."""
    described = {
        re.sub(r"\{\w+\}", "{}", path): set(verbs) - {"parameters"} for path, verbs in document["paths"].items()
    }
    expected = {re.sub(r"\{\w+\}", "{}", path): ROUTES[path] for path in DOCUMENTED}
    assert described == expected
    assert len(expected) > 25


def test_no_two_operations_have_one_name_and_each_says_what_it_does(document: dict[str, Any]) -> None:
    operations = [operation for verbs in document["paths"].values() for operation in verbs.values()]
    names = [operation["operationId"] for operation in operations]
    assert sorted(set(names)) == sorted(names)
    assert [operation["operationId"] for operation in operations if not operation.get("description")] == []


def test_the_limits_of_an_activity_are_told_in_the_units_of_its_fields(document: dict[str, Any]) -> None:
    fields = document["components"]["schemas"]["ActivityRequest"]["properties"]
    assert (fields["duration_minutes"]["minimum"], fields["duration_minutes"]["maximum"]) == (0, 20_160)
    assert fields["distance_km"]["maximum"] == 5000
    assert set(document["components"]["schemas"]["ActivityRequest"]["required"]) == {"activity_type", "title"}


def test_what_only_the_server_says_cannot_be_sent(document: dict[str, Any]) -> None:
    """S-AZ-6, as the document tells it."""
    sent = set(document["components"]["schemas"]["ActivityRequest"]["properties"])
    assert not sent & {"id", "author", "like_count", "comment_count", "has_liked", "created_at", "route", "photos"}


def test_a_list_is_described_as_it_answers(document: dict[str, Any]) -> None:
    for path in ("feed", "activities", "notifications", "friends"):
        answer = document["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        listed = document["components"]["schemas"][answer["$ref"].rpartition("/")[2]]
        assert set(listed["required"]) == {"results", "next", "previous"}


def test_the_document_and_its_reader_are_served_to_everybody(api: Any, db: None) -> None:
    answer = api().get("/api/v1/schema", HTTP_ACCEPT="application/vnd.oai.openapi+json")
    assert answer.status_code == 200
    assert json.loads(answer.content)["openapi"].startswith("3.1")
    page = api().get("/api/v1/docs", HTTP_ACCEPT="text/html")
    assert page.status_code == 200
    assert "unsafe" not in page["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*src=)[^>]*>|<style| style=", page.text) == []
