"""Hears one Redis channel, in a process of its own: `ear.py SOCKET`; when stdin ends, prints what came and when."""

from __future__ import annotations

import json
import sys
import threading
import time

import redis

heard: list[tuple[str, float]] = []
subscription = redis.Redis(unix_socket_path=sys.argv[1]).pubsub()
subscription.subscribe("bench.ear")
subscription.parse_response()
print("ready", flush=True)


def listen() -> None:
    while True:
        _, _, text = subscription.parse_response()
        heard.append((text.decode(), time.time()))


threading.Thread(target=listen, daemon=True).start()
sys.stdin.readline()
print(json.dumps(heard), flush=True)
