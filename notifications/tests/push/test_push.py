"""Does a push reach the browsers of who is away, sealed, and is it hidden where it is not set up?"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from activities.engagement.commenting import add_comment, delete_comment
from config.kernel.outgoing import Unsent
from notifications.inbox.models import Delivery
from notifications.inbox.services import mark_all_read
from notifications.models import Notification, PushSubscription
from notifications.push.jobs import send, tell
from notifications.push.sealing import decoded
from notifications.tests.webhooks.receivers import Receiver, answering

pytestmark = pytest.mark.django_db
PUSH = "/api/v1/notifications/push"
POINT = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"
BROWSER = {"endpoint": "https://push.example.net/send/abc", "p256dh": POINT, "auth": "tBHItJI5svbpez7KI4CCXg"}


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture
def set_up(settings: Any) -> None:
    """A server with keys and the extra; without the extra these tests are passed over."""
    pytest.importorskip("pywebpush")
    vapid = import_module("py_vapid").Vapid02()
    vapid.generate_keys()
    number = vapid.private_key.private_numbers().private_value.to_bytes(32, "big")
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = text(number), POINT


@pytest.fixture
def service(settings: Any, set_up: None) -> Iterator[Any]:
    """A push service on this machine, which the operator allows."""
    from ipaddress import ip_network

    settings.WEBHOOK_ALLOW = [ip_network("127.0.0.0/8")]
    receiver = Receiver(answering(201))
    yield receiver
    receiver.close()


@pytest.fixture
def browser(alice: Any, service: Any) -> Any:
    """A browser of alice, and the keys that only it has."""
    ec = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ec")
    serialization = import_module("cryptography.hazmat.primitives.serialization")
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    row = PushSubscription.objects.create(user=alice, endpoint=service.url, p256dh=text(point), auth=BROWSER["auth"])
    row.key = key
    return row


@pytest.fixture
def mention(alice: Any, bob: Any, run: Any) -> Any:
    """Bob mentions alice: `mention("Hello")`."""
    activity = run(bob)
    Notification.objects.all().delete()
    return lambda text="Come": add_comment(activity, bob, f"@alice {text}")


@pytest.mark.parametrize("verb", ["get", "post"])
def test_without_keys_and_extra_it_is_not_there(alice: Any, api: Any, verb: str) -> None:
    answer = getattr(api(alice), verb)(PUSH, BROWSER, format="json")
    assert (answer.status_code, answer.json()["code"]) == (404, "push_not_available")


@pytest.mark.parametrize("verb", ["get", "post", "delete"])
def test_nobody_without_a_credential_has_browsers(api: Any, verb: str) -> None:
    assert getattr(api(), verb)(PUSH, BROWSER, format="json").status_code == 401


def test_without_it_nothing_is_enqueued(alice: Any, mention: Any, work: Any) -> None:
    PushSubscription.objects.create(user=alice, endpoint="https://push.example.net/x", p256dh=POINT, auth="x")
    mention()
    work()
    assert Notification.objects.filter(user=alice, pushed_at=None).count() == 1


def test_a_browser_subscribes_and_leaves(alice: Any, bob: Any, set_up: None, api: Any) -> None:
    assert api(alice).get(PUSH).json() == {"public_key": POINT}
    for person in (alice, alice, bob):
        assert api(person).post(PUSH, BROWSER, format="json").status_code == 204
    assert PushSubscription.objects.get().user == bob
    assert api(alice).delete(PUSH, BROWSER, format="json").status_code == 204
    assert PushSubscription.objects.count() == 1
    for _ in range(2):
        assert api(bob).delete(PUSH, {"endpoint": BROWSER["endpoint"]}, format="json").status_code == 204
    assert PushSubscription.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("endpoint", "http://push.example.net/x"),
        ("endpoint", "https://user:pass@push.example.net/x"),
        ("endpoint", "javascript:alert(1)"),
        ("p256dh", "AAAA"),
        ("auth", "not base64 at all!"),
    ],
)
def test_what_is_no_browser_is_refused(alice: Any, set_up: None, api: Any, field: str, value: str) -> None:
    answer = api(alice).post(PUSH, BROWSER | {field: value}, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_what_is_told_is_pushed_sealed_and_once(
    alice: Any, browser: Any, service: Any, mention: Any, work: Any
) -> None:
    mention()
    work()
    (came,) = service.received
    assert came.headers["content-encoding"] == "aes128gcm"
    assert came.headers["authorization"].startswith("vapid t=")
    assert b"Bob" not in came.body
    opened = import_module("http_ece").decrypt(came.body, private_key=browser.key, auth_secret=decoded(BROWSER["auth"]))
    line = Notification.objects.get(user=alice)
    assert json.loads(opened)["title"] == "Bob mentioned you on Morning run"
    assert json.loads(opened)["link"] == f"/social/activities/{line.related_id}/"
    tell(alice.pk, line.pk)
    work()
    assert len(service.received) == 1


@pytest.mark.parametrize("way", ["read", "undone", "rolled_back", "quiet"])
def test_what_is_not_due_is_not_pushed(
    alice: Any, bob: Any, browser: Any, service: Any, mention: Any, work: Any, way: str
) -> None:
    now = timezone.now()
    if way == "quiet":
        hour = timedelta(hours=1)
        Delivery.objects.create(user=alice, quiet_from=(now - hour).time(), quiet_until=(now + hour).time())
    if way == "rolled_back":
        with transaction.atomic():
            mention()
            transaction.set_rollback(True)
    else:
        comment = mention()
        if way == "read":
            mark_all_read(alice)
        if way == "undone":
            delete_comment(comment.activity, bob, comment.pk)
    work()
    assert service.received == []


def test_the_page_offers_it_where_it_is_set_up(alice: Any, set_up: None) -> None:
    page = Client()
    page.force_login(alice)
    answer = page.get("/social/notifications/preferences/")
    assert f'data-push="{POINT}"' in answer.content.decode()
    assert "like.push" in answer.context["form"].fields
    assert "trusted-types slipstream-worker" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(browser: Any, service: Any, mention: Any, work: Any, status: int) -> None:
    service.behave = answering(status)
    mention()
    work()
    assert not PushSubscription.objects.exists()


def test_a_service_that_is_away_is_tried_again(browser: Any, service: Any, mention: Any, work: Any) -> None:
    service.behave = answering(503, retry_after="1")
    mention()
    work(faulty=True)
    service.behave = answering(201)
    work(late=True, faulty=True)
    assert len(service.received) == 2


def test_an_endpoint_inside_the_network_is_not_talked_to(
    alice: Any, browser: Any, service: Any, mention: Any, work: Any, settings: Any
) -> None:
    """S-OUT: as for webhooks, when it is sent, whatever the name said before."""
    settings.WEBHOOK_ALLOW = []
    mention()
    work(faulty=True)
    assert service.received == []
    with pytest.raises(Unsent):
        send(browser.pk, Notification.objects.get(user=alice).pk)
