"""Does the API answer as its OpenAPI document says, whatever is sent, and never with what is somebody else's?

Schemathesis makes the requests from the document: with values as described, and with values that are not. Each is sent
as the owner of everything and as a stranger, with ids at random and with real ones. SCHEMA_EXAMPLES makes it longer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.tests.api.routes import BEFORE, ROUTES
from config.tests.cast import PASSWORD
from config.tests.security.asking import real_path
from config.tests.security.test_rest import ELSEWHERE
from config.tests.security.world import SECRET, World

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "4"))
SIGNALS = (request_started, request_finished)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DOCUMENTS = {f"{BEFORE}schema", f"{BEFORE}docs"}
OPERATIONS = sorted(
    (path, verb)
    for path, verbs in ROUTES.items()
    for verb in verbs
    if path not in DOCUMENTS and (verb, path.removeprefix(BEFORE)) not in ELSEWHERE
)


@pytest.fixture(scope="module")
def described(world: World) -> Iterator[Any]:
    """The document, as it is served."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ALLOWED_HOSTS", ["*"])
        yield schemathesis.openapi.from_wsgi(f"{BEFORE}schema", Application())
    for signal in SIGNALS:
        signal.connect(close_old_connections)


class Application:
    """Ours, but that it leaves the connection open, and with it the world that is not committed."""

    def __init__(self) -> None:
        self.whole = get_wsgi_application()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        for signal in SIGNALS:  # before each request: Django's own client connects it anew
            signal.disconnect(close_old_connections)
        return self.whole(environ, start_response)


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, dict[str, str]]:
    """Two identities, as programs have them."""
    pairs = {name: world.ask("anonymous", "post", "auth/token", log_in(name)) for name in ("owner", "stranger")}
    return {name: {"Authorization": f"Bearer {pair['access']}"} for name, pair in pairs.items()}


def log_in(name: str) -> dict[str, str]:
    return {"username": name, "password": PASSWORD}


@pytest.mark.parametrize(("path", "verb"), OPERATIONS)
def test_an_operation_answers_as_described(world: World, described: Any, tokens: Any, path: str, verb: str) -> None:
    """S-AZ-1 and S-OP-3: no 5xx, no answer that is not in the document, no object of somebody else's."""
    operation = described[path][verb.upper()]
    real = real_path(verb, path.removeprefix(BEFORE))
    ids = resolve(f"{BEFORE}{world.filled(real).partition('?')[0]}").kwargs if real else {}

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        derandomize="SCHEMA_EXAMPLES" not in os.environ,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answers(case: Any) -> None:
        for some in ({}, ids) if ids else ({},):
            case.path_parameters = {**(case.path_parameters or {}), **some}
            for name, headers in tokens.items():
                cache.clear()
                with transaction.atomic():
                    answer = case.call(headers=headers)
                    transaction.set_rollback(True)
                case.validate_response(answer, checks=CHECKS)
                assert name == "owner" or SECRET not in answer.text, answer.text[:300]

    answers()
