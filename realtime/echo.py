"""Does our way of serving sockets keep to the WebSocket protocol? An echo through it, for tests only."""

from __future__ import annotations

from typing import Any

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class EchoConsumer(AsyncConsumer):
    """Sends back what it is sent. Routed only where LIVE_TEST_ROUTES is on, which production refuses."""

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        """Anybody may come."""
        await self.base_send({"type": "websocket.accept"})

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """Text as text, bytes as bytes."""
        await self.base_send({**message, "type": "websocket.send"})

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """They have left."""
        raise StopConsumer
