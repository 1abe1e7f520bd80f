"""Is this set-up safe enough for production? If not, the start ends with one sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY, SHORTEST_JWT_KEY, DIFFERENT = 50, 32, 8
EXAMPLES = ("django-insecure", "only-for-tests", "change-me", "changeme")
LOCAL = {"", "localhost", "127.0.0.1", "::1"}


def refuse_weak(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with every fault of a production set-up."""
    faults = list(_faults(settings))
    if faults:
        raise ImproperlyConfigured("This production start is refused:\n  - " + "\n  - ".join(faults))


def _faults(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from _switches(settings)
    yield from _addresses(settings)
    yield from _keys(settings["SECRET_KEY"], settings["JWT_KEY"])
    yield from _stores(settings)
    yield from _networks(settings)


def _switches(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG shows traces to everybody: unset it."
    if settings["DEMO"]:
        yield "DEMO lets people in with a known password: unset it."
    if settings["LIVE_TEST_ROUTES"]:
        yield "LIVE_TEST_ROUTES opens routes that only tests may use: unset it."
    if settings["JOB_PROVIDER"] == "memory":
        yield "JOB_PROVIDER=memory loses jobs with the process: unset it."
    if settings["EMAIL_PROVIDER"] == "console":
        yield "EMAIL_PROVIDER=console prints mails, reset links included: use smtp, or none."


def _addresses(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["TLS"]:
        yield "PUBLIC_URL must begin with https://, or passwords and cookies can be read on the way."
    hosts = settings["ALLOWED_HOSTS"]
    if not all(hosts) or any("*" in host or host.startswith(".") for host in hosts):
        yield "ALLOWED_HOSTS must name each host; * and a leading dot let others choose."
    if any(not origin.startswith("https://") or "*" in origin for origin in settings["ALLOWED_ORIGINS"]):
        yield "ALLOWED_ORIGINS must be whole https:// origins: their pages act with the log-ins of your people."


def _keys(secret: str, jwt: str) -> Iterator[str]:
    for name, key, shortest in (("SECRET_KEY", secret, SHORTEST_KEY), ("JWT_KEY", jwt, SHORTEST_JWT_KEY)):
        if len(set(key)) < DIFFERENT or len(key) < shortest or key.lower().startswith(EXAMPLES):
            yield f"{name} must be random and at least {shortest} characters long."
    if jwt and jwt == secret:
        yield "JWT_KEY and SECRET_KEY must not be the same."


def _stores(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["DATABASES"]["default"]:
        yield "DATABASE_URL is missing: postgresql://name:password@host/database."
    redis = urlsplit(settings["REDIS_URL"])
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is missing: rediss://:password@host."
    elif redis.scheme != "unix" and redis.hostname not in LOCAL and not redis.password:
        yield "REDIS_URL names another machine without a password."


def _networks(settings: Mapping[str, Any]) -> Iterator[str]:
    """Those that are let in, or may be reached, are some; never all."""
    if any(network.endswith("/0") for network in settings["METRICS_ALLOW"]):
        yield "METRICS_ALLOW lets everybody read /metrics: name the networks that may."
    if any(network.prefixlen == 0 for network in settings["WEBHOOK_ALLOW"]):
        yield "WEBHOOK_ALLOW lets webhooks reach every private address: name the networks they may reach."
