"""What do the tests of webhooks share? Receivers, and endpoints that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from config.kernel.outgoing import client
from notifications.models import Attempt, Endpoint, WebhookDelivery
from notifications.tests.webhooks.receivers import Behaviour, Receiver, answering
from notifications.webhooks.services import create_endpoint

OK = answering(200)


@pytest.fixture
def receiver(settings: Any) -> Iterator[Callable[..., Receiver]]:
    """Opens a receiver that the operator allows: `receiver()` says 200, `receiver(answering(500))` does not."""
    settings.WEBHOOK_ALLOW = [ip_network("127.0.0.1/32")]
    opened: list[Receiver] = []

    def open_receiver(behave: Behaviour = OK, tls: Path | None = None) -> Receiver:
        opened.append(Receiver(behave, tls))
        return opened[-1]

    yield open_receiver
    for one in opened:
        one.close()


@pytest.fixture
def hook(db: None) -> Callable[..., Endpoint]:
    """An endpoint of somebody that leads to a receiver: `hook(alice, receiver(), "activity_created")`."""

    def make(owner: Any, to: Receiver, *events: str) -> Endpoint:
        return create_endpoint(owner, url=to.url, events=events or ["activity_created"])

    return make


@pytest.fixture
def sent(run: Any, hook: Any, receiver: Any, alice: Any, work: Any) -> Callable[..., WebhookDelivery]:
    """Has alice record a run and be told of it: the delivery, after its first attempt."""

    def send(behave: Behaviour, **options: Any) -> WebhookDelivery:
        hook(alice, receiver(behave, **options))
        run(alice)
        work()
        return WebhookDelivery.objects.get()

    return send


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds are one."""
    monkeypatch.setattr(client, "IN_ALL_S", 1.0)


def last_attempt() -> Attempt:
    """The newest attempt at anything."""
    return Attempt.objects.latest("pk")
