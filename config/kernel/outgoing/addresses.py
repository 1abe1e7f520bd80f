"""Which addresses may a person have us talk to? Public ones, by a list of our own, and what the operator allows.

Python's `is_global` is not asked: 3.11 takes NAT64, 6to4, multicast and a cloud's own 168.63.129.16 for public.
The lists follow IANA's registries of special-purpose addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from django.conf import settings

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NOT_PUBLIC = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "168.63.129.16/32",  # inside Azure, the host's own services
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
)
UNICAST = IPv6Network("2000::/3")  # all else is unassigned, local, or wraps an IPv4 address
NOT_PUBLIC_V6 = ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
REFUSED: tuple[Network, ...] = (*map(IPv4Network, NOT_PUBLIC), *map(IPv6Network, NOT_PUBLIC_V6))


def is_public(address: Address) -> bool:
    """Whether it is of the internet, and no other way to write a machine of this network."""
    if any(address in network for network in REFUSED):
        return False
    return isinstance(address, IPv4Address) or address in UNICAST


@dataclass(frozen=True)
class Policy:
    """What the operator allows: `networks` on any port, without TLS too; elsewhere `ports`, and TLS unless `plain`."""

    networks: tuple[Network, ...]
    ports: frozenset[int]
    plain: bool

    @classmethod
    def now(cls) -> Policy:
        """As the settings say."""
        return cls(
            tuple(settings.WEBHOOK_ALLOW), frozenset({80, 443, *settings.WEBHOOK_PORTS}), settings.WEBHOOK_PLAIN_HTTP
        )

    def allows(self, address: Address, port: int, scheme: str) -> bool:
        """Whether a request may go there."""
        if any(address in network for network in self.networks):
            return True
        return is_public(address) and port in self.ports and (scheme == "https" or self.plain)
