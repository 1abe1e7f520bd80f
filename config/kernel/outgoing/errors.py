"""Why did a request get no answer? One exception, with a word for the reason."""

from __future__ import annotations

from typing import Literal

Reason = Literal["address", "name", "connect", "tls", "timeout", "protocol"]


class Unsent(Exception):
    """There is no answer. `reason`: the address is refused, the name unknown, or which part of the exchange failed."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)
