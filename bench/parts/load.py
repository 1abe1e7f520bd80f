"""Opens sockets and counts what arrives, in a process of its own. `load.py ws|sio PORT`, then orders on stdin.

    open PATH<TAB>COOKIE          one socket; answers nothing
    ready                         answers "ready N" when all are open and welcomed
    count N TIMEOUT EVENT         answers a line of JSON: how many frames came, and the ages in ms
A frame that counts holds `"t":<seconds>`; with EVENT 1 the ages are those of each event's last frame, and with 2 the
answer is a list: what "t" said of each frame, and when it came.
"""

from __future__ import annotations

import asyncio
import json
import re
import struct
import sys
import time

import uvloop

STAMP = re.compile(rb'"t":\s*([0-9.]+)')
KIND, PORT = sys.argv[1], int(sys.argv[2])
REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Origin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n"
)


class Tally:
    """What has come since counting began."""

    frames: list[tuple[bytes, float]] = []
    welcomed = 0
    lost = 0


class Client(asyncio.Protocol):
    """One socket, as cheap as can be: it reads frames and answers pings."""

    def __init__(self, request: str) -> None:
        self.request, self.buffer, self.shaken = request, b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.shaken:
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            self.shaken, self.buffer = True, rest
            if b" 101 " not in head:
                Tally.lost += 1
                return
        self.read_frames()

    def read_frames(self) -> None:
        data, at = self.buffer, 0
        while len(data) - at >= 2:
            size, head = data[at + 1] & 127, 2
            if size == 126:
                if len(data) - at < 4:
                    break
                size, head = struct.unpack_from("!H", data, at + 2)[0], 4
            elif size == 127:
                if len(data) - at < 10:
                    break
                size, head = struct.unpack_from("!Q", data, at + 2)[0], 10
            if len(data) - at < head + size:
                break
            self.took(data[at] & 15, data[at + head : at + head + size])
            at += head + size
        self.buffer = data[at:]

    def took(self, kind: int, text: bytes) -> None:
        if kind == 9:
            self.transport.write(bytes((0x8A, 0x80 | len(text))) + bytes(4) + text)
        elif kind == 8:
            Tally.lost += 1
        elif kind == 1 and KIND == "sio" and text[:1] in (b"0", b"2"):
            self.transport.write(b"\x81\x82" + bytes(4) + (b"40" if text[:1] == b"0" else b"3"))
        elif kind == 1 and (text[:2] == b"40" or b'"welcome"' in text[:300] or text == b'"hello"'):
            Tally.welcomed += 1
        elif kind == 1 and (stamp := STAMP.search(text)):
            Tally.frames.append((stamp.group(1), time.time()))

    def connection_lost(self, fault: Exception | None) -> None:
        Tally.lost += 1


async def count(expected: int, timeout: float, how: str) -> str:
    Tally.frames, until = [], time.time() + timeout
    while len(Tally.frames) < expected and time.time() < until:
        await asyncio.sleep(0.01)
    if how == "2":
        return json.dumps([(stamp.decode(), at) for stamp, at in Tally.frames])
    last: dict[bytes, float] = {}
    for stamp, at in Tally.frames:
        last[stamp] = max(last.get(stamp, 0), at)
    pairs = list(last.items()) if how == "1" else Tally.frames
    ages = sorted((at - float(stamp)) * 1e3 for stamp, at in pairs)
    return json.dumps({"frames": len(Tally.frames), "lost": Tally.lost, "ages": [round(age, 3) for age in ages]})


async def main() -> None:
    loop, gate, opening = asyncio.get_running_loop(), asyncio.Semaphore(30), []

    async def open_one(path: str, cookie: str) -> None:
        async with gate:
            before = Tally.welcomed
            request = REQUEST.format(path=path, port=PORT, cookie=cookie)
            await loop.create_connection(lambda: Client(request), "127.0.0.1", PORT)
            until = time.time() + 20
            while Tally.welcomed == before and time.time() < until:
                await asyncio.sleep(0.002)

    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while order := (await reader.readline()).decode().rstrip("\n"):
        word, _, rest = order.partition(" ")
        if word == "open":
            opening.append(asyncio.ensure_future(open_one(*rest.split("\t"))))
        elif word == "ready":
            await asyncio.gather(*opening)
            until = time.time() + 30
            while Tally.welcomed < len(opening) and time.time() < until:
                await asyncio.sleep(0.01)
            print(f"ready {Tally.welcomed}", flush=True)
        elif word == "count":
            expected, timeout, how = rest.split()
            print("counting", flush=True)
            print(await count(int(expected), float(timeout), how), flush=True)


uvloop.install()
asyncio.run(main())
