"""What does Prometheus read at /metrics, and who else may?"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from config.kernel.concurrency import db_call
from realtime import metrics as live
from realtime.presence.leases import crowd

PATH = "/metrics"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OUTBOX = "SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM outbox WHERE error = ''"
SET_ASIDE = "SELECT count(*) FROM outbox WHERE error <> ''"
JOBS = """
    SELECT queue_name, status::text, count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2"""
REQUESTS = Counter("slipstream_http_requests", "HTTP requests, by route.", ["method", "route", "status"])


class Standing(Collector):
    """What is so just now, asked of Redis and the database at each scrape."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """A store that is away costs its own figures only, and says so."""
        up = GaugeMetricFamily("slipstream_store_up", "Whether a store answered this scrape.", labels=["store"])
        for store, ask, fault in (("redis", _live, RedisError), ("database", _waiting, DatabaseError)):
            try:
                yield from ask()
            except fault:
                up.add_metric([store], 0)
            else:
                up.add_metric([store], 1)
        yield up


def _live() -> list[GaugeMetricFamily]:
    found = crowd()
    open_ = GaugeMetricFamily("slipstream_connections", "Connections that are open, by way.", labels=["way"])
    open_.add_metric(["socket"], found.sockets)
    open_.add_metric(["poll"], found.polls)
    return [open_, GaugeMetricFamily("slipstream_people_online", "People shown as present.", value=found.people)]


def _waiting() -> list[GaugeMetricFamily]:
    with connection.cursor() as cursor:
        (waiting, age_s), ((aside,),) = _rows(cursor, OUTBOX)[0], _rows(cursor, SET_ASIDE)
        jobs = GaugeMetricFamily("slipstream_jobs", "Jobs, by queue and status.", labels=["queue", "status"])
        for queue, status, count in _rows(cursor, JOBS):
            jobs.add_metric([queue, status], count)
    return [
        GaugeMetricFamily("slipstream_outbox_events", "Events that wait to be told.", value=waiting),
        GaugeMetricFamily("slipstream_outbox_oldest_seconds", "Age of the oldest of them.", value=float(age_s)),
        GaugeMetricFamily("slipstream_outbox_set_aside", "Events that could not be told.", value=aside),
        jobs,
    ]


def _rows(cursor: Any, sql: str) -> list[Any]:
    cursor.execute(sql)
    return list(cursor.fetchall())


def exposition() -> HttpResponse:
    """Everything counted by all processes, in Prometheus' own format."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(live.FOLDER))  # type: ignore[no-untyped-call]
    registry.register(Standing())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def for_staff(request: HttpRequest) -> HttpResponse:
    """The same for a member of staff, wherever they are; for everybody else there is nothing here."""
    user = request.user
    if not (user.is_active and user.is_staff):
        raise Http404
    return exposition()


def is_allowed(request: HttpRequest) -> bool:
    """Whether the request comes straight from an address of METRICS_ALLOW.

    A forwarded one counts by the address that our own proxies saw; with proxies that are not named, by none. A name
    with a dot that is not ours is a page's attempt to reach this machine under its own name.
    """
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].strip("[]")
    if "." in host and not _is_address(host) and host not in settings.ALLOWED_HOSTS:
        return False
    text = _client(request)
    return _is_address(text) and any(ipaddress.ip_address(text) in network for network in _allowed())


def _client(request: HttpRequest) -> str:
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if not forwarded:
        return str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    return forwarded[-count] if 0 < count <= len(forwarded) else ""


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@cache
def _allowed() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(text, strict=False) for text in settings.METRICS_ALLOW]


@sync_and_async_middleware
def Measured(get_response: Callable[[HttpRequest], Any]) -> Any:  # noqa: N802 - named as Django names middleware
    """Counts requests by route, and answers Prometheus before the name of the host is looked at."""
    if iscoroutinefunction(get_response):

        async def measured(request: HttpRequest) -> HttpResponse:
            if request.path == PATH and is_allowed(request):
                return await db_call(exposition)()
            response: HttpResponse = await get_response(request)
            _count(request, response)
            return response

        return measured

    def measured_sync(request: HttpRequest) -> HttpResponse:
        if request.path == PATH and is_allowed(request):
            return exposition()
        response: HttpResponse = get_response(request)
        _count(request, response)
        return response

    return measured_sync


def _count(request: HttpRequest, response: HttpResponse) -> None:
    method = request.method if request.method in METHODS else "other"
    match = request.resolver_match
    static = request.path.startswith(settings.STATIC_URL)
    route = _readable(match.route) if match else "static" if static else "none"
    REQUESTS.labels(method, route, str(response.status_code)).inc()


@lru_cache(maxsize=1000)
def _readable(pattern: str) -> str:
    """A route without its regular expressions: api/v1/activities/<id>/like."""
    named = re.sub(r"\(\?P(<\w+>)(?:[^()\\]|\\.|\([^()]*\))*\)", r"\1", pattern)
    return re.sub(r"/\?(?:\\Z|\$)|\\Z|[\^$]|\\(?=[.-])", "", named) or "/"
