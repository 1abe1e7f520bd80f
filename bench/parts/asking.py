"""Asks one server over and over, on several connections at once, in a process of its own: `asking.py PORT`.

Each line on stdin is `CONNECTIONS SECONDS` and a JSON list of requests, [method, path, token, body]; each connection
takes the next of the list when it has its answer. Answers a line of JSON: how many, how long, the p50 in ms, and the
statuses. A list that is used up ends the measurement.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any

import uvloop

PORT = int(sys.argv[1])


def request(method: str, path: str, token: str, body: Any) -> bytes:
    text = b"" if body is None else json.dumps(body).encode()
    head = f"{method} /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAuthorization: Bearer {token}\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n".encode() + text


async def answer(reader: asyncio.StreamReader) -> bytes:
    """The status of one answer, read to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    if b"transfer-encoding: chunked" in head.lower():
        while (size := int(await reader.readline(), 16)) >= 0:
            await reader.readexactly(size + 2)
            if not size:
                break
    elif length:
        await reader.readexactly(length)
    return head.split(b" ", 2)[1]


async def ask(connections: int, seconds: float, wanted: list[list[Any]]) -> dict[str, Any]:
    left, ages, statuses = iter([request(*one) for one in wanted]), list[float](), Counter[str]()
    until = time.perf_counter() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        for text in left:
            began = time.perf_counter()
            writer.write(text)
            statuses[(await answer(reader)).decode()] += 1
            ages.append((time.perf_counter() - began) * 1e3)
            if time.perf_counter() > until:
                break
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    took = time.perf_counter() - began
    return {"count": len(ages), "took": took, "p50": sorted(ages)[len(ages) // 2], "statuses": statuses}


def main() -> None:
    uvloop.install()
    print("ready", flush=True)
    for line in sys.stdin:
        connections, seconds, wanted = line.split(" ", 2)
        print(json.dumps(asyncio.run(ask(int(connections), float(seconds), json.loads(wanted)))), flush=True)


main()
