"""What follows from each answer? The rules of receivers, with real ones that break each."""

from __future__ import annotations

import resource
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.utils import timezone

from config.kernel.outgoing import Answer
from notifications.models import Attempt, Endpoint, Notification, WebhookDelivery
from notifications.tests.webhooks.conftest import last_attempt
from notifications.tests.webhooks.receivers import answering, bomb, drip, endless, hang, in_turn
from notifications.webhooks.jobs import serve
from notifications.webhooks.verdicts import BACK_OFF_S, asked_s, judge

pytestmark = pytest.mark.django_db


def waits_s(delivery: WebhookDelivery) -> float:
    assert delivery.next_attempt_at is not None
    return (delivery.next_attempt_at - timezone.now()).total_seconds()


def wait_is_over() -> None:
    """Alice's endpoint is served as if the time had come."""
    Endpoint.objects.update(waits_until=None)
    WebhookDelivery.objects.pending().update(next_attempt_at=timezone.now())
    serve(endpoint_id=Endpoint.objects.get().pk)


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_a_2xx_is_the_end_of_it(sent: Any, status: int) -> None:
    assert sent(answering(status)).status == "delivered"
    assert (last_attempt().status_code, last_attempt().error) == (status, "")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_a_failure_and_followed_nowhere(sent: Any, receiver: Any, status: int) -> None:
    """S-OUT-1: not to the loopback either, although this operator allows it."""
    elsewhere = receiver()
    delivery = sent(answering(status, Location=elsewhere.url))
    assert (delivery.status, delivery.attempts.count(), elsewhere.received) == ("failed", 1, [])


@pytest.mark.parametrize("status", [400, 404, 500, 502])
def test_another_answer_is_tried_three_times_more_with_a_growing_wait(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any, status: int
) -> None:
    to = receiver(answering(status))
    endpoint = hook(alice, to)
    run(alice)
    work()
    for base in BACK_OFF_S:
        delivery = WebhookDelivery.objects.get()
        assert delivery.status == "pending"
        assert base * 0.7 < waits_s(delivery) < base * 1.3
        wait_is_over()
    assert WebhookDelivery.objects.get().status == "failed"
    assert [row.status_code for row in Attempt.objects.order_by("number")] == [status] * 4
    assert len({request.headers["webhook-id"] for request in to.received}) == 1
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.is_active) == (1, True)


def test_the_same_id_is_signed_with_a_new_time_on_each_attempt(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any
) -> None:
    """S-OUT-9."""
    to = receiver(in_turn(answering(500), answering(200)))
    hook(alice, to)
    run(alice)
    work()
    time.sleep(1.01)
    wait_is_over()
    first, second = [request.headers for request in to.received]
    assert first["webhook-id"] == second["webhook-id"]
    assert int(first["webhook-timestamp"]) < int(second["webhook-timestamp"])
    assert first["webhook-signature"] != second["webhook-signature"]
    assert WebhookDelivery.objects.get().status == "delivered"


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept_to_and_other_deliveries_wait_too(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any, status: int
) -> None:
    to = receiver(answering(status, Retry_After="900"))
    hook(alice, to)
    run(alice)
    work()
    assert 890 < waits_s(WebhookDelivery.objects.get()) < 901
    run(alice, title="Another")
    work()
    assert len(to.received) == 1


def test_retry_after_is_a_number_a_date_or_nothing_and_at_most_an_hour() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=100)
    assert 95 < asked_s(format_datetime(soon, usegmt=True)) <= 100
    said = {"7": 7, "999999999999999": 3600, "-3": 0, "": 0, "soon": 0, "٧": 0, "Mon, 01 Jan 1990 00:00:00 GMT": 0}
    assert {text: asked_s(text) for text in said} == said
    assert judge(Answer(500, {"retry-after": "900"}, b""), 1).again_in_s < 15  # only who is overloaded is heard


def test_410_switches_the_endpoint_off_at_once_and_its_owner_is_told(
    sent: Any, alice: Any, run: Any, work: Any
) -> None:
    assert sent(answering(410)).status == "failed"
    endpoint = Endpoint.objects.get()
    assert (endpoint.is_active, endpoint.disabled_reason) == (False, "gone")
    line = Notification.objects.get(user=alice, type="webhook")
    assert line.title == "Your webhook to 127.0.0.1 is switched off"
    run(alice)
    assert WebhookDelivery.objects.count() == 1


@pytest.mark.parametrize(("failing_h", "is_active"), [(23, True), (25, False)])
def test_lasting_failure_switches_the_endpoint_off_and_its_owner_is_told(
    alice: Any, run: Any, hook: Any, receiver: Any, work: Any, failing_h: int, is_active: bool
) -> None:
    """Five deliveries, one after another, and over a day: a bad hour is not enough."""
    hook(alice, receiver(answering(302)))
    Endpoint.objects.update(failures=3, failing_since=timezone.now() - timedelta(hours=failing_h))
    for title in ("Fourth", "Fifth", "Sixth"):
        run(alice, title=title)
    work()
    endpoint = Endpoint.objects.get()
    told = Notification.objects.filter(user=alice, type="webhook").exists()
    assert (endpoint.is_active, told) == (is_active, not is_active)
    statuses = list(WebhookDelivery.objects.order_by("pk").values_list("status", "dropped_reason"))
    assert statuses[:2] == [("failed", ""), ("failed", "")]
    assert statuses[2] == (("failed", "") if is_active else ("dropped", "endpoint_off"))


def test_one_success_wipes_the_slate_clean(alice: Any, run: Any, hook: Any, receiver: Any, work: Any) -> None:
    hook(alice, receiver())
    Endpoint.objects.update(failures=4, failing_since=timezone.now() - timedelta(days=3))
    run(alice)
    work()
    assert Endpoint.objects.values_list("failures", "failing_since").get() == (0, None)


def test_who_hangs_is_given_up(sent: Any, hurried: None) -> None:
    """S-OUT-5."""
    begun = time.monotonic()
    assert sent(hang).status == "pending"
    assert (last_attempt().error, last_attempt().status_code) == ("timeout", None)
    assert 0.9 < time.monotonic() - begun < 3


def test_who_drips_is_given_up_at_the_same_time(sent: Any, hurried: None) -> None:
    """S-OUT-5: each byte comes soon after the last, and still it ends."""
    begun = time.monotonic()
    assert sent(drip).status == "pending"
    assert last_attempt().error == "timeout"
    assert time.monotonic() - begun < 3


def test_of_a_gigabyte_little_is_read(sent: Any) -> None:
    poured: list[int] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sent(endless(poured)).status == "delivered"
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"a gigabyte was offered: {sum(poured) / 1e6:.1f} MB left its sender, memory grew by {grown_mb:.1f} MB")
    assert sum(poured) < 20_000_000  # what the buffers of two sockets hold
    assert grown_mb < 20
    assert last_attempt().excerpt == "x" * 1024


def test_nothing_is_inflated(sent: Any) -> None:
    assert sent(bomb).status == "delivered"
    assert last_attempt().excerpt == ""


def test_an_answer_is_kept_as_text_and_shortened(sent: Any) -> None:
    """S-OUT-12."""
    sent(answering(200, b"caf\xc3\xa9 \x00\xff\x1b[31m<script>" + b"y" * 5000))
    excerpt = last_attempt().excerpt
    assert excerpt.startswith(
        "café \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m<script>yyy"
    )
    assert len(excerpt) <= 1024


@pytest.mark.parametrize(
    "answer",
    [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", b"HTTP/1.1 99999 x\r\n\r\n"],
)
def test_what_is_no_http_is_a_failure(sent: Any, answer: bytes) -> None:
    assert sent(lambda connection: connection.sendall(answer)).status == "pending"
    assert last_attempt().error == "protocol"


def test_headers_without_end_are_a_failure(sent: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(20_000))
    assert sent(lambda connection: connection.sendall(head)).status == "pending"
    assert last_attempt().error == "protocol"


def test_nobody_there_is_a_failure(alice: Any, run: Any, hook: Any, receiver: Any, work: Any) -> None:
    to = receiver()
    hook(alice, to)
    to.close()
    run(alice)
    work()
    assert last_attempt().error == "connect"
