"""Does a request go only where it may? Whatever an address is called, spelled, or turns into between two looks."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.kernel.outgoing import Unsent, check, client, post, resolving, target_of
from config.kernel.outgoing.addresses import is_public
from notifications.models import Endpoint, WebhookDelivery
from notifications.tests.webhooks.conftest import last_attempt
from notifications.tests.webhooks.receivers import answering

INSIDE = [
    "127.0.0.1", "localhost", "localhost.", "0", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "0x7f.1",
    "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    "169.254.169.254", "10.0.0.1", "100.64.0.1", "192.0.0.8", "168.63.129.16", "[fd00:ec2::254]", "[fe80::1]",
    "[fe80::1%25lo]", "[ff02::1]", "127。0。0。1", "１２７.0.0.1", "①②⑦.0.0.1", "172.16.0.1", "192.168.1.1", "[::]",
    "[5f00::1]", "[3fff::1]", "255.255.255.255", "user@8.8.8.8", "8.8.8.8:22", "8.8.8.8\\@127.0.0.1", "testserver",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"]


def reason_of(act: Callable[[], object]) -> str:
    with pytest.raises(Unsent) as refused:
        act()
    return refused.value.reason


@pytest.mark.parametrize("host", INSIDE)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_an_inner_address_is_reached(settings: Any, scheme: str, host: str) -> None:
    """S-OUT-3: also where the operator allows http."""
    settings.WEBHOOK_PLAIN_HTTP = True
    assert reason_of(lambda: post(target_of(f"{scheme}://{host}/"), b"", {})) in {"address", "name"}


@pytest.mark.parametrize("host", INSIDE)
@pytest.mark.django_db
def test_no_spelling_of_an_inner_address_can_be_set_up_and_all_are_refused_alike(
    alice: Any, api: Any, settings: Any, host: str
) -> None:
    body = {"url": f"https://{host}/", "events": ["activity_created"]}
    answer = api(alice).post("/api/v1/webhooks", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["url"])
    unknown = api(alice).post("/api/v1/webhooks", body | {"url": "https://nobody.invalid/"})
    assert unknown.json() == answer.json()
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    ["ftp://8.8.8.8/", "https://", "https:///x", "https://8.8.8.8:0/", "https://8.8.8.8:99999/", "https://8.8.8.8/#x",
     "https://8.8.8.8/\r\nX: y", "https://exa mple.org/", "https://" + "a" * 600, "//8.8.8.8/", "https://[8.8.8.8]/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    assert reason_of(lambda: target_of(url)) == "address"


def test_an_address_is_written_in_one_way() -> None:
    assert target_of("HTTPS://Bücher.Example:443/ü?q=ü").url == "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"
    assert target_of("https://[2606:4700:0::1111]:8443").url == "https://[2606:4700::1111]:8443/"


def test_ports_and_plain_http_are_the_operators_choice(settings: Any) -> None:
    """S-OUT-1."""
    assert [str(address) for address in check(target_of("https://8.8.8.8/"))] == ["8.8.8.8"]
    for refused in ("https://8.8.8.8:8443/", "http://8.8.8.8/"):
        assert reason_of(lambda url=refused: check(target_of(url))) == "address"
    settings.WEBHOOK_PORTS, settings.WEBHOOK_PLAIN_HTTP = [8443], True
    for allowed in ("https://8.8.8.8:8443/", "http://8.8.8.8/"):
        assert check(target_of(allowed))


def test_the_operators_own_networks_are_allowed_and_no_others(settings: Any) -> None:
    """S-OUT-6."""
    settings.WEBHOOK_ALLOW = [ip_network("192.168.7.0/24")]
    assert check(target_of("http://192.168.7.9:8123/"))
    assert reason_of(lambda: check(target_of("http://192.168.8.9:8123/"))) == "address"


def test_one_bad_address_among_good_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "look_up", lambda host, port: ["8.8.8.8", "10.0.0.1"])
    assert reason_of(lambda: check(target_of("https://both.example/"))) == "address"


def test_a_name_server_that_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, hurried: None) -> None:
    import threading

    monkeypatch.setattr(resolving, "look_up", lambda host, port: threading.Event().wait(5) or [])
    monkeypatch.setattr("config.kernel.outgoing.guard.CONNECT_S", 0.2)
    assert reason_of(lambda: post(target_of("https://slow.example/"), b"", {})) == "timeout"


@pytest.mark.django_db
def test_a_name_that_turns_inward_is_never_followed(
    alice: Any, receiver: Any, run: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, work: Any
) -> None:
    """S-OUT-2, X11: public when it is set up, and in turn public and ours whenever it is asked again."""
    victim = receiver()
    settings.WEBHOOK_ALLOW, settings.WEBHOOK_PORTS, settings.WEBHOOK_PLAIN_HTTP = [], [victim.port], True
    asked = itertools.cycle([["203.0.113.7"], ["127.0.0.1"]])
    monkeypatch.setattr(resolving, "look_up", lambda host, port: ["8.8.8.8"])
    target = target_of(f"http://turning.example:{victim.port}/")
    assert check(target)
    monkeypatch.setattr(resolving, "look_up", lambda host, port: next(asked))
    reasons = {reason_of(lambda: post(target, b"{}", {})) for _ in range(1000)}
    Endpoint.objects.create(owner=alice, url=target.url, events=["activity_created"])
    run(alice)
    work()
    assert (reasons, last_attempt().error, victim.received) == ({"address"}, "address", [])


@pytest.mark.django_db
def test_the_address_that_was_checked_is_the_one_that_is_dialled(
    receiver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that would turn is looked up once a request; the name stays in the header."""
    to = receiver()
    answers = iter([["127.0.0.1"]])
    monkeypatch.setattr(resolving, "look_up", lambda host, port: next(answers))
    assert post(target_of(f"http://once.example:{to.port}/x?y=1"), b"{}", {}).status == 200
    assert (to.received[0].headers["host"], to.received[0].path) == (f"once.example:{to.port}", "/x?y=1")


@pytest.mark.django_db
def test_no_proxy_of_the_environment_is_used(receiver: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, to = receiver(), receiver()
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    post(target_of(to.url), b"{}", {})
    assert (len(to.received), proxy.received) == (1, [])


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[..., Path]:
    """A file with a key and a certificate that vouches for itself and a name."""

    def make(name: str) -> Path:
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        built = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        built = built.serial_number(1).not_valid_before(now - datetime.timedelta(days=1))
        built = built.not_valid_after(now + datetime.timedelta(days=1))
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = tmp_path / f"{name}.pem"
        path.write_bytes(private + built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        return path

    return make


@pytest.mark.django_db
def test_bad_tls_is_a_failure(sent: Any, certificate: Any) -> None:
    delivery: WebhookDelivery = sent(answering(200), tls=certificate("receiver.example"))
    assert (delivery.status, last_attempt().error) == ("pending", "tls")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "arrives"), [("receiver.example", True), ("another.example", False)])
def test_tls_checks_the_name_although_an_address_is_dialled(
    receiver: Any, certificate: Any, monkeypatch: pytest.MonkeyPatch, name: str, arrives: bool
) -> None:
    path = certificate("receiver.example")
    to = receiver(tls=path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    monkeypatch.setattr(resolving, "look_up", lambda host, port: ["127.0.0.1"])
    client._trusting.cache_clear()
    try:
        if arrives:
            assert post(target_of(f"https://{name}:{to.port}/"), b"{}", {}).status == 200
        else:
            assert reason_of(lambda: post(target_of(f"https://{name}:{to.port}/"), b"{}", {})) == "tls"
    finally:
        client._trusting.cache_clear()
