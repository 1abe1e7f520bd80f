"""Is this set-up safe enough for production? If not, the start ends with one sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY, SHORTEST_JWT_KEY, DIFFERENT = 50, 32, 8
LOCAL = {"", "localhost", "127.0.0.1", "::1"}


def refuse_weak(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with every fault of a production set-up."""
    faults = list(_faults(settings))
    if faults:
        raise ImproperlyConfigured("This production start is refused:\n  - " + "\n  - ".join(faults))


def _faults(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG shows traces to everybody: unset it."
    if settings["DEMO"]:
        yield "DEMO lets people in with a known password: unset it."
    if settings["LIVE_TEST_ROUTES"]:
        yield "LIVE_TEST_ROUTES opens routes that only tests may use: unset it."
    if "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS must name the hosts; * lets anybody choose."
    if settings["EMAIL_PROVIDER"] == "console":
        yield "EMAIL_PROVIDER=console prints mails, reset links included: use smtp, or none."
    yield from _keys(settings["SECRET_KEY"], settings["JWT_KEY"])
    yield from _stores(settings)


def _keys(secret: str, jwt: str) -> Iterator[str]:
    for name, key, shortest in (("SECRET_KEY", secret, SHORTEST_KEY), ("JWT_KEY", jwt, SHORTEST_JWT_KEY)):
        if len(set(key)) < DIFFERENT or len(key) < shortest:
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
