"""How does a person's device behave in a test? It keeps the rules of docs/protocol.md, and remembers every frame."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from config.tests.frames import fault_of

WITHIN_S = TOLD_WITHIN_S = 60


@dataclass
class Sign:
    """A signed-in session, as a browser would hold it."""

    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @classmethod
    def in_as(cls, person: Any) -> Sign:
        """A session of `person`, made by Django itself."""
        client = Client()
        client.force_login(person)
        cookies: SimpleCookie = client.cookies
        return cls({name: morsel.value for name, morsel in cookies.items()})

    def header(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def headers(self) -> dict[str, str]:
        """What proves who this is: the token, or the cookies."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {"Cookie": self.header()}


@dataclass
class Place:
    """Where a device stands, and what it has applied: the client's half of the protocol."""

    epoch: str = ""
    seq: int = 0
    applied: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    resyncs: list[str] = field(default_factory=list)

    def take(self, frame: dict[str, Any]) -> bool:
        """Apply a frame; False if it does not follow on."""
        if frame["type"] == "resync_required":
            self.resyncs.append(frame["payload"]["reason"])
            self.epoch, self.seq = frame["payload"]["epoch"], frame["payload"]["seq"]
        elif frame["type"] == "social_data":
            self.epoch, self.seq = frame["payload"]["epoch"], frame["payload"]["seq"]
        elif "seq" in frame:
            return self._entry(frame)
        return True

    def _entry(self, frame: dict[str, Any]) -> bool:
        first = frame["payload"]["from"] if frame["type"] == "skip" else frame["seq"]
        if frame["seq"] <= self.seq:
            return True
        if first > self.seq + 1:
            self.faults.append(f"hole: {self.seq} then {first}")
            return False
        self.seq = frame["seq"]
        if frame["type"] != "skip":
            self.applied.append(frame)
        return True


class Watching:
    """What socket and poll have in common: frames as they come, and waiting for one."""

    def __init__(self, place: Place | None) -> None:
        self.frames: list[dict[str, Any]] = []
        self.place = place or Place()
        self._news = threading.Condition()
        self.closed_with: int | None = None
        self.told: Callable[[], bool] | None = None  # whether all that is committed has reached this device

    def _arrived(self, frame: dict[str, Any]) -> None:
        fault = fault_of(frame)
        with self._news:
            if fault:
                self.place.faults.append(fault)
            self.frames.append(frame)
            self.place.take(frame)
            self._news.notify_all()

    def expect(self, frame_type: str, within_s: float = WITHIN_S, **payload: Any) -> dict[str, Any]:
        """The first frame of that type, with those values in its payload; an AssertionError if none comes."""

        def found() -> dict[str, Any] | None:
            for frame in self.frames:
                if frame["type"] == frame_type and payload.items() <= frame["payload"].items():
                    return frame
            return None

        with self._news:
            self._news.wait_for(lambda: found() is not None, within_s)
            frame = found()
        seen = [frame["type"] for frame in self.frames]
        assert frame is not None, (
            f"no {frame_type} {payload} within {within_s} s; came: {seen}, closed: {self.closed_with}"
        )
        return frame

    def expect_notification(self, kind: str, within_s: float = WITHIN_S) -> dict[str, Any]:
        """The first notification of that kind."""

        def found() -> list[dict[str, Any]]:
            told = [frame["payload"]["notification"] for frame in self.frames if frame["type"] == "notification"]
            return [one for one in told if one["type"] == kind]

        with self._news:
            self._news.wait_for(lambda: bool(found()), within_s)
        assert found(), f"no notification of type {kind}; came: {self.types()}"
        return dict(found()[0])

    def types(self) -> list[str]:
        """The types of all frames so far."""
        return [frame["type"] for frame in list(self.frames)]

    def expect_closed(self, within_s: float = WITHIN_S) -> int:
        """The code with which the server closed."""
        with self._news:
            self._news.wait_for(lambda: self.closed_with is not None, within_s)
        assert self.closed_with is not None, "still open"
        return self.closed_with

    def wait_closed(self, over: threading.Event) -> None:
        """Until the server has closed, or `over` is set."""
        while self.closed_with is None and not over.is_set():
            with self._news:
                self._news.wait(0.2)

    def settle(self, quiet_s: float = 0.5, within_s: float = WITHIN_S) -> None:
        """Wait until what is committed has come, however slow the machine; and then until nothing comes for a while."""
        deadline = time.monotonic() + TOLD_WITHIN_S
        while self.told and self.closed_with is None and not self.told() and time.monotonic() < deadline:
            time.sleep(0.05)
        deadline = time.monotonic() + within_s
        count = -1
        while time.monotonic() < deadline and count != len(self.frames):
            count = len(self.frames)
            time.sleep(quiet_s)


class Device(Watching):
    """A socket."""

    def __init__(
        self,
        base: str,
        sign: Sign | None,
        *,
        place: Place | None = None,
        query: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(place)
        if place is not None and place.epoch:
            query = {"epoch": place.epoch, "seq": place.seq} | (query or {})
        address = f"{base.replace('http', 'ws', 1)}/ws?{urlencode(query or {})}"
        headers = sign.headers() if sign else {}
        options.setdefault("origin", None if sign and sign.token else base)
        options.setdefault("subprotocols", ["slipstream.v1"])
        self.socket = connect(
            address, additional_headers=headers, compression=None, max_size=None, legacy=True, **options
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for text in self.socket:
                self._arrived(json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            with self._news:
                self.closed_with = self.socket.protocol.close_code or 1006
                self._news.notify_all()

    def send(self, frame_type: str, payload: dict[str, Any] | None = None, **fields: Any) -> None:
        """Send a command."""
        self.socket.send(json.dumps({"type": frame_type, "payload": payload or {}, **fields}))

    def ask(self, frame_type: str, payload: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send a command and wait for its ack."""
        ack_id = f"a{len(self.frames)}-{time.monotonic_ns()}"
        return self.carry_out({"type": frame_type, "payload": payload or {}, "ack_id": ack_id})

    def carry_out(self, frame: dict[str, Any]) -> dict[str, Any]:
        """Send a whole frame, and wait for its ack."""
        frame = {"ack_id": f"a{time.monotonic_ns()}", **frame}
        self.socket.send(json.dumps(frame))
        return dict(self.expect("ack", ack_id=frame["ack_id"])["payload"])

    def close(self) -> None:
        """Leave."""
        with suppress(Exception):
            self.socket.close()


class PollDevice(Watching):
    """A long poll, in a thread of its own until closed."""

    def __init__(self, base: str, sign: Sign, *, place: Place | None = None) -> None:
        super().__init__(place)
        self.base, self.sign = base, sign
        self._known = place is not None and bool(place.epoch)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._take(self._request(None))
            except HTTPError as refused:
                if refused.code not in (429, 503):
                    with self._news:
                        self.closed_with = refused.code
                        self._news.notify_all()
                    return
                self._over.wait(min(2.0, float(refused.headers.get("Retry-After", 1))))
            except OSError:
                self._over.wait(0.2)

    def ask(self, frame_type: str, payload: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send a command through the poll's POST and return its ack."""
        ack_id = f"a{time.monotonic_ns()}"
        return self.carry_out({"type": frame_type, "payload": payload or {}, "ack_id": ack_id})

    def carry_out(self, frame: dict[str, Any]) -> dict[str, Any]:
        """Send a whole frame through the poll's POST, and return its ack."""
        answer = self._request([{"ack_id": f"a{time.monotonic_ns()}", **frame}])
        ack = next(one for one in answer["events"] if one["type"] == "ack")
        return dict(ack["payload"])

    def _request(self, messages: list[dict[str, Any]] | None) -> dict[str, Any]:
        position = {"epoch": self.place.epoch, "last_poll_id": self.place.seq} if self._known else {}
        headers = self.sign.headers() | {"Accept": "application/json"}
        if messages is None:
            request = Request(
                f"{self.base}/api/v1/realtime/poll?{urlencode(position | {'timeout': 5})}", headers=headers
            )
        else:
            csrf = "a" * 32
            cookies = f"{self.sign.header()}; {settings.CSRF_COOKIE_NAME}={csrf}"
            headers |= {"Cookie": cookies, "X-CSRFToken": csrf, "Content-Type": "application/json", "Origin": self.base}
            body = json.dumps({**position, "messages": messages}).encode()
            request = Request(f"{self.base}/api/v1/realtime/poll", body, headers)
        with urlopen(request, timeout=40) as answer:
            return dict(json.load(answer))

    def _take(self, answer: dict[str, Any]) -> None:
        for frame in answer["events"]:
            self._arrived(frame)
        with self._news:
            self.place.epoch, self.place.seq = answer["epoch"], answer["last_poll_id"]
            self._known = True

    def close(self) -> None:
        """Leave, without waiting for the poll under way."""
        self._over.set()
