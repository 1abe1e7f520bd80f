"""How long does a socket live? Until the client leaves, or until it cannot be written to any more.

The consumer of Channels, without the tasks that Channels keeps for each: rings are heard in the layer's own tick where
the layer can do that, so that what is left is one loop over what the client sends.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from functools import partial
from typing import Any

from channels.consumer import AsyncConsumer, get_handler_name
from channels.exceptions import StopConsumer
from channels.layers import get_channel_layer
from channels.utils import await_many_dispatch

from realtime.sockets import doorbell
from realtime.sockets.writer import SocketWriter


class Lifetime(AsyncConsumer, ABC):
    """One connection, from its first message to its last. What it says and hears is for the subclass."""

    writer: SocketWriter
    life: asyncio.Task[Any] | None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Run until the client leaves, or until it cannot be written to any more and `give_up` is called."""
        self.scope, self.base_send = scope, send
        self.closing = self.given_up = False
        self.life = asyncio.current_task()
        self.writer = SocketWriter(send, self.too_slow)
        self.channel_layer = get_channel_layer()
        self.channel_name = await self.channel_layer.new_channel()
        try:
            await self._live(receive)
        except StopConsumer:
            pass
        except asyncio.CancelledError:
            if not self.given_up:
                raise
        finally:
            doorbell.detach(self.channel_layer, self.channel_name)
            await self.leave()

    async def _live(self, receive: Any) -> None:
        if doorbell.attach(self.channel_layer, self.channel_name, self.hear):
            while True:
                await self.dispatch(await receive())
        await await_many_dispatch([receive, partial(self.channel_layer.receive, self.channel_name)], self.dispatch)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without Channels' closing of database connections before each message, which costs a thread hop."""
        await getattr(self, get_handler_name(message))(message)

    def give_up(self) -> None:
        """End, although the client has not left."""
        self.given_up = True
        if self.life is not None:
            self.life.cancel()

    @abstractmethod
    def hear(self, message: dict[str, Any]) -> None:
        """A ring, from the channel layer."""

    @abstractmethod
    def too_slow(self) -> None:
        """The client reads too slowly."""

    @abstractmethod
    async def leave(self) -> None:
        """The connection is over."""
