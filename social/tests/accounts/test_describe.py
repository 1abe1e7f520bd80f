"""Do the accounts stand in the OpenAPI document, and in the browsable API?"""

from __future__ import annotations

import json

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
DOORS = {
    "signup": "201",
    "token": "200",
    "token/refresh": "200",
    "logout": "204",
    "email/verify": "204",
    "email/resend": "202",
    "password/reset": "202",
    "password/reset/confirm": "204",
    "password/change": "200",
}


@pytest.fixture
def document():
    """The OpenAPI document."""
    return json.loads(APIClient().get("/api/v1/schema?format=json").content)


@pytest.mark.parametrize(("door", "status"), DOORS.items())
def test_every_door_is_described(document, door, status):
    operation = document["paths"][f"/api/v1/auth/{door}"]["post"]
    assert operation["requestBody"]["content"]["application/json"]
    assert status in operation["responses"]
    assert operation["description"]


def test_a_token_is_named_as_the_way_in(document):
    schemes = document["components"]["securitySchemes"].values()
    assert {"type": "http", "scheme": "bearer"} in list(schemes)
    assert document["paths"]["/api/v1/users/me"]["get"]["security"]
    assert not any(document["paths"]["/api/v1/auth/token"]["post"].get("security", [{}]))


def test_no_answer_is_described_with_a_password(document):
    for name, schema in document["components"]["schemas"].items():
        if not name.endswith("Request"):
            assert "password" not in schema.get("properties", {})


@pytest.mark.parametrize("door", ["signup", "token", "password/reset"])
def test_the_browsable_api_offers_a_form(door):
    page = APIClient(HTTP_ACCEPT="text/html").get(f"/api/v1/auth/{door}")
    assert page.status_code == 405
    assert 'enctype="multipart/form-data"' in page.content.decode()


def test_a_form_of_the_browsable_api_is_taken(alice):
    form = {"username": "alice", "password": "a-good-password-for-tests"}
    answer = APIClient().post("/api/v1/auth/token", form, format="multipart")
    assert answer.status_code == 200
