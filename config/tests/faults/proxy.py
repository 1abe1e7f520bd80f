"""What if frames get lost, doubled or out of order on the way? A proxy before the server does that to a socket's."""

from __future__ import annotations

import asyncio
import random
import struct
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

TEXT = 1
SPARED = (b'"welcome"', b'"social_data"', b'"resync_required"')  # a client cannot begin without these


class FrameProxy:
    """Passes bytes to the server as they are, and frames of text back with `p` of them maltreated."""

    def __init__(self, base: str, seed: int, p: float) -> None:
        self.target, self.chance, self.p = urlsplit(base), random.Random(seed), p
        self.dropped = self.doubled = self.swapped = 0
        self.base = ""
        self._server: Any = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a port of its own."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Close everything."""
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, client: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            server, request = await asyncio.open_connection(self.target.hostname, self.target.port)
            up = asyncio.ensure_future(_pass_on(client, request))
            try:
                answer.write(await server.readuntil(b"\r\n\r\n"))
                await self._frames(server, answer)
            finally:
                up.cancel()
                request.close()
                answer.close()

    async def _frames(self, server: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        held: bytes | None = None
        while True:
            whole, opcode, payload = await read_frame(server)
            out = [whole]
            if opcode == TEXT and self._is_maltreated(payload):
                fate = self.chance.choice(("drop", "double", "swap"))
                if fate == "drop":
                    self.dropped += 1
                    out = []
                elif fate == "double":
                    self.doubled += 1
                    out = [whole, whole]
                elif held is None:
                    self.swapped += 1
                    held, out = whole, []
            if out and held is not None:
                out, held = [*out, held], None
            answer.write(b"".join(out))
            await answer.drain()

    def _is_maltreated(self, payload: bytes) -> bool:
        return self.chance.random() < self.p and not any(name in payload[:200] for name in SPARED)


async def read_frame(server: asyncio.StreamReader) -> tuple[bytes, int, bytes]:
    """The next frame of a server as it came, its opcode and its payload."""
    head = await server.readexactly(2)
    size, more = head[1] & 127, b""
    if size == 126:
        more = await server.readexactly(2)
        size = struct.unpack("!H", more)[0]
    elif size == 127:
        more = await server.readexactly(8)
        size = struct.unpack("!Q", more)[0]
    payload = await server.readexactly(size)
    return head + more + payload, head[0] & 15, payload


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
    writer.close()
