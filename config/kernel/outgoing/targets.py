"""Is this text an address that a request can be sent to, and what are its parts?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils.encoding import iri_to_uri

from config.kernel.outgoing.errors import Unsent

LONGEST = 500
PORTS = {"http": 80, "https": 443}
NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
UNFIT = re.compile(r"[\x00-\x20\x7f\\<>\"^`{|}]")


@dataclass(frozen=True)
class Target:
    """The parts of an address, in ASCII. `path` holds the query too."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """Scheme, host and port: what may be shown to others, for a path often holds a secret."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address, written one way only."""
        return self.place + self.path


def target_of(url: str) -> Target:
    """The parts of `url`: http or https, a host that is not ours, no name or password. Raises Unsent otherwise."""
    if len(url) > LONGEST or UNFIT.search(url):
        raise Unsent("address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unsent("address") from None
    if parts.scheme not in PORTS or "@" in parts.netloc or "#" in url or port == 0:
        raise Unsent("address")
    path = iri_to_uri(parts.path or "/") + (f"?{iri_to_uri(parts.query)}" if parts.query else "")
    return Target(parts.scheme, _host(parts), port or PORTS[parts.scheme], path)


def _host(parts: SplitResult) -> str:
    """In ASCII: international names are encoded, so other alphabets' digits and dots become ours before any look."""
    try:
        host = parts.hostname or ""
        if ":" in host:
            return str(IPv6Address(host)) if "%" not in host else _refuse()
        host = host.encode("idna").decode().lower()
    except ValueError:
        return _refuse()
    return host if NAME.fullmatch(host) and not _is_ours(host) else _refuse()


def _is_ours(host: str) -> bool:
    """A public name of this server. Numbers are judged as addresses, when they are looked up."""
    try:
        ip_address(host)
    except ValueError:
        return validate_host(host.rstrip("."), [name for name in settings.ALLOWED_HOSTS if name != "*"])
    return False


def _refuse() -> str:
    raise Unsent("address")
