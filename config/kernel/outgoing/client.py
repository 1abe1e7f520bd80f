"""How is a request sent to an address that a person has named? Once, to where it may go, and with an end to it."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache

import httpcore2

from config.kernel.outgoing.errors import Unsent
from config.kernel.outgoing.guard import Full, Guard
from config.kernel.outgoing.targets import Target

IN_ALL_S = 10.0
READ_BYTES = 64 * 1024  # of the answer, headers and all, as it comes over the wire: nothing is inflated


@dataclass(frozen=True)
class Answer:
    """What came back: header names in lower case, and as much of the body as is read, as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send exactly these bytes, and read the answer. Raises Unsent if there is none, with the reason.

    Follows no redirect, asks no proxy and tries no second time. Ends within IN_ALL_S seconds and READ_BYTES.
    """
    guard = Guard(target, time.monotonic() + IN_ALL_S, READ_BYTES)
    sent = {
        "Host": target.place.partition("://")[2],
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    url = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    pool = httpcore2.ConnectionPool(ssl_context=_trusting(), max_connections=1, network_backend=guard)
    with _reasons(), pool, pool.stream("POST", url, headers=list(sent.items()), content=body) as response:
        return Answer(response.status, _readable(response.headers), _body(response))


def _body(response: httpcore2.Response) -> bytes:
    body = bytearray()
    with suppress(Full):  # the status says enough
        for part in response.iter_stream():
            body += part
    return bytes(body)


def _readable(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


@cache
def _trusting() -> ssl.SSLContext:
    """Whom the system trusts, or SSL_CERT_FILE where that is set."""
    return ssl.create_default_context()


@contextmanager
def _reasons() -> Iterator[None]:
    """Every way in which an exchange can fail, in our own words."""
    try:
        yield
    except (TimeoutError, httpcore2.TimeoutException):
        raise Unsent("timeout") from None
    except ssl.SSLError:
        raise Unsent("tls") from None
    except (Full, httpcore2.ProtocolError, httpcore2.WriteError, UnicodeError):
        raise Unsent("protocol") from None
    except OSError:
        raise Unsent("connect") from None
