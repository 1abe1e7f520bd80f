"""How is a text written to a socket? As one frame, with nothing between; and who takes nothing is cut off.

Uvicorn's WebSocket protocol, whose path of a text from the server only frames and writes. The handshake, pings, closes
and all that comes in stay Uvicorn's. It needs compression to be off, and leans on names inside Uvicorn's class: the
version is pinned, and the tests of sockets run on this.
"""

from __future__ import annotations

from struct import pack
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


def text_frame(data: bytes) -> bytes:
    """A whole text message as a server sends it, unmasked (RFC 6455, section 5.2)."""
    size = len(data)
    if size < 126:
        return b"\x81" + bytes((size,)) + data
    if size < 65536:
        return b"\x81\x7e" + pack("!H", size) + data
    return b"\x81\x7f" + pack("!Q", size) + data


class LeanProtocol(WebSocketsSansIOProtocol):
    """One connection."""

    async def send(self, message: Any) -> None:
        """As ASGI says. Waits while the socket takes no more."""
        text = message.get("text")
        if not self.writable.is_set():
            await self.writable.wait()
        if text is None or not self.handshake_complete or self.close_sent or self.initial_response is not None:
            await super().send(message)
            if message["type"] == "websocket.accept":
                self.request = self.response = None  # type: ignore[assignment]  # they would be kept for ever
            return
        if self.disconnected:
            raise ClientDisconnected
        if not self.transport.is_closing():
            self.transport.write(text_frame(text.encode()))

    async def run_asgi(self) -> None:
        """Run the application. A client that still takes nothing when it ends would hold its buffers for long."""
        await super().run_asgi()
        if not self.writable.is_set():
            self.transport.abort()
