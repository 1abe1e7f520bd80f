"""Does docs/webhooks.md say what is so? Its samples read real deliveries, and its table lists every event."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from notifications.tests.webhooks.npm import node, package
from notifications.tests.webhooks.receivers import Received
from notifications.webhooks.kinds import KINDS
from notifications.webhooks.services import rotate_secret
from notifications.webhooks.signing import secret_of

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "webhooks.md").read_text()
AROUND = """
    const { secret, headers, body } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    let said = null;
    try { said = read(secret, headers, body); } catch { /* null */ }
    console.log(JSON.stringify(said));
"""
Read = Callable[[str, Received], Any]


def samples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def in_python(sample: str) -> Read:
    names: dict[str, Any] = {}
    exec(sample, names)

    def read(secret: str, got: Received) -> Any:
        try:
            return names["read"](secret, dict(got.headers), got.body)
        except (ValueError, WebhookVerificationError):
            return None

    return read


def in_javascript(sample: str) -> Read:
    def read(secret: str, got: Received) -> Any:
        program = sample.replace('require("standardwebhooks")', f"require({json.dumps(str(package()))})") + AROUND
        return node(program, given={"secret": secret, "headers": dict(got.headers), "body": got.body.decode()})

    return read


READERS = [(in_python, number) for number in (0, 1)] + [(in_javascript, number) for number in (0, 1)]


@pytest.mark.django_db
@pytest.mark.parametrize(("reader", "number"), READERS)
def test_a_sample_reads_what_is_ours_and_nothing_else(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any, reader: Callable[[str], Read], number: int
) -> None:
    to = receiver()
    endpoint = hook(alice, to)
    former = secret_of(endpoint.seed)
    newest = secret_of(rotate_secret(alice, endpoint.pk).seed)
    run(alice, title="Łukasz läuft 🏃")
    work()
    (got,) = to.received
    language = "python" if reader is in_python else "javascript"
    read = reader(samples(language)[number])
    assert read(former, got) == read(newest, got) == json.loads(got.body)
    old = {**got.headers, "webhook-timestamp": str(int(got.headers["webhook-timestamp"]) - 301)}
    assert read(newest, got._replace(body=got.body + b" ")) is None
    assert read(newest, got._replace(headers=old)) is None
    assert read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", got) is None


def test_every_event_is_in_the_guide() -> None:
    told = {name for name in KINDS if f"`{name}`" in GUIDE}
    assert told == KINDS.keys()
