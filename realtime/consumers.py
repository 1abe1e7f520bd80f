"""What is one socket? A dispatcher: who is it, what do they ask, what do they miss. The rest lives in `sockets`."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import parse_qs

from channels.exceptions import StopConsumer
from redis.exceptions import RedisError

from config.kernel.concurrency import db_call
from realtime import metrics
from realtime.presence import leases
from realtime.sockets import commands, frames, welcome
from realtime.sockets.codes import Close, Code
from realtime.sockets.credentials import CredentialRefused, Identity, authenticate, still_valid
from realtime.sockets.doorbell import group_of
from realtime.sockets.follower import Follower
from realtime.sockets.housekeeping import house
from realtime.sockets.lifetime import Lifetime
from realtime.sockets.messages import Heartbeat, Reconnect
from realtime.sockets.pace import Pace
from realtime.sockets.session import SessionCommands, ended
from realtime.sockets.subscriptions import Subscriptions
from realtime.streams.connection import word
from realtime.streams.position import Position, open_stream

log = logging.getLogger(__name__)
AUTHENTICATE_S, CLOSE_S = 10, 1
ENDED = {
    "signed_out": (Code.SIGNED_OUT, Close.SIGNED_OUT),
    "account_gone": (Code.ACCOUNT_GONE, Close.GONE),
    "token_expired": (Code.TOKEN_EXPIRED, Close.EXPIRED),
}


class LiveConsumer(Lifetime):
    """One connection of one person."""

    identity: Identity
    follower: Follower
    person_id = 0

    # --- the client ------------------------------------------------------------------------------------------

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        """Accept, so that a refusal can be told as a frame; then prove, listen, welcome, and only then read."""
        self.connection_id, self.pace = word(), Pace()
        await self.base_send({"type": "websocket.accept", "subprotocol": welcome.subprotocol(self.scope)})
        if not welcome.speaks_our_version(self.scope):
            await self.refuse(Code.UNSUPPORTED_VERSION, Close.VERSION)
            return
        try:
            async with asyncio.timeout(AUTHENTICATE_S):
                self.identity = await db_call(authenticate)(self.scope)
            await self._enter()
        except CredentialRefused as refused:
            await self.refuse(refused.code, refused.close_code)
        except TimeoutError:
            await self.refuse(Code.MISSING_TOKEN, Close.NO_CREDENTIAL)
        except RedisError as fault:
            log.warning("cannot connect: %s", type(fault).__name__)
            await self.refuse(Code.SERVER_FULL, Close.FULL)

    async def _enter(self) -> None:
        person_id = self.identity.user_id
        if not await leases.acquire(person_id, self.connection_id):
            await self.refuse(Code.MAX_CONNECTIONS, Close.ELEVENTH)
            return
        self.person_id = person_id
        self.subscriptions = Subscriptions(person_id, self.connection_id)
        self.session = SessionCommands(self.subscriptions)
        self.follower = Follower(person_id, self.writer.write)
        await self.channel_layer.group_add(group_of(person_id), self.channel_name)
        self.check_credential()  # a log-out between the proof and the bell would not have been heard
        standing = await open_stream(person_id)
        self.scope["headers"].clear()  # the server would keep them as long as the socket
        house().add(self)
        self.writer.write(welcome.frame(person_id, self.connection_id, standing))
        self.follower.start(standing, _asked(self.scope))

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """A frame from the client."""
        if not self.person_id or self.closing:
            return
        if not self.pace.may_send():
            self.writer.write(frames.error(Code.RATE_LIMITED))
            if self.pace.too_long():
                await self.refuse(Code.RATE_LIMITED, Close.FAST)
            return
        try:
            await self._obey(frames.read(message.get("text") or message.get("bytes") or ""))
        except frames.Malformed as fault:
            self.writer.write(frames.error(Code.INVALID_MESSAGE, f"{fault}"))
            if self.pace.malformed():
                await self.close(Close.MALFORMED)

    async def _obey(self, frame: frames.Inbound) -> None:
        metrics.received(frame.type, commands.is_known(frame.type))
        if frame.type in ("resume", "get_missed_messages"):
            self.follower.resume(self.session.position_in(frame, self.follower.position.epoch))
            return
        answers = await self.session.answer(frame)
        for text in answers if answers is not None else await commands.answer(frame, self.person_id):
            self.writer.write(text)
        if frame.type == "disconnect":
            await self.close(Close.NORMAL)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        """The client has left."""
        if not self.closing:
            metrics.closed(message.get("code") or 1005)
        raise StopConsumer

    # --- the doorbell ----------------------------------------------------------------------------------------

    def hear(self, message: dict[str, Any]) -> None:
        """A ring: an entry of this person's stream, or something that is not kept, for the client or for us."""
        if message["type"] == "stream.entry":
            self.follower.take(message["seq"], message["frame"])
            return
        match message["event"]:
            case "session_check":
                self.check_credential()
            case "rights_check":
                self.check_rights()
            case _ if self.follower.has_begun:
                self.writer.write(message["frame"])

    async def stream_entry(self, message: dict[str, Any]) -> None:
        """The same, from a layer that has to be received from."""
        self.hear(message)

    stream_event = stream_entry

    # --- housekeeping ----------------------------------------------------------------------------------------

    def grow_older(self, clock: float) -> None:
        """Close a connection whose token has expired. Who answers no ping is closed by the server itself."""
        expires_at = self.identity.expires_at
        if expires_at is not None and clock >= expires_at:
            self._soon(self.refuse(*ENDED["token_expired"]))

    def beat(self) -> None:
        """A sign of life that browser code can see."""
        self.writer.write(frames.write("heartbeat", Heartbeat()))

    def check_credential(self) -> None:
        """Look again whether the credential is good, and close if it is not."""
        self._soon(self._check_credential())

    async def _check_credential(self) -> None:
        reason = await db_call(still_valid)(self.identity)
        if reason is not None:
            await self.refuse(*ENDED[reason])

    def check_rights(self) -> None:
        """Look again at what is watched, and say which topics have ended."""
        if self.subscriptions.numbered:
            self._soon(self._check_rights())

    async def _check_rights(self) -> None:
        for name in await self.subscriptions.drop_ended():
            self.writer.write(ended(name))

    # --- the end ---------------------------------------------------------------------------------------------

    async def depart(self, in_ms: int) -> None:
        """This process stops: tell the client when to come back, and close then."""
        self.writer.write(frames.write("reconnect", Reconnect(in_ms)))
        await asyncio.sleep(in_ms / 1000)
        await self.close(Close.RESTART)

    async def refuse(self, code: str, close_code: int) -> None:
        """Say why as a frame, then close."""
        self.writer.write(frames.error(code))
        await self.close(close_code)

    async def close(self, close_code: int) -> None:
        """Close once; who does not take it within a second is left all the same."""
        if self.closing:
            return
        self.closing = True
        metrics.closed(close_code)
        try:
            async with asyncio.timeout(CLOSE_S):
                await self.writer.drained()
                await self.base_send({"type": "websocket.close", "code": int(close_code)})
        except (TimeoutError, RuntimeError, OSError):  # it does not read, or has left already
            self.give_up()

    def too_slow(self) -> None:
        """The client reads too slowly."""
        self._soon(self.close(Close.SLOW))

    def _soon(self, work: Any) -> None:
        self._works = {work for work in getattr(self, "_works", set()) if not work.done()}
        self._works.add(asyncio.ensure_future(work))

    async def leave(self) -> None:
        """Give back what was taken; harmless a second time."""
        self.writer.stop()
        if not self.person_id:
            return
        person_id, self.person_id = self.person_id, 0
        house().remove(self)
        self.follower.stop()
        try:
            await self.channel_layer.group_discard(group_of(person_id), self.channel_name)
            await leases.release(person_id, self.connection_id)
            await self.subscriptions.remove(*self.subscriptions.topics)
        except (RedisError, OSError) as fault:  # the lease ends by itself
            log.warning("leaving: %s", type(fault).__name__)


def _asked(scope: dict[str, Any]) -> Position | None:
    """The position in the address, if there is a whole one."""
    query = parse_qs(scope.get("query_string", b"").decode("ascii", "replace"))
    epoch, seq = query.get("epoch", [""])[0], query.get("seq", [""])[0]
    if epoch and len(epoch) <= 100 and seq.isascii() and seq.isdigit() and len(seq) < 16:
        return Position(epoch, int(seq))
    return None
