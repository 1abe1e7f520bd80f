"""How is the live stream read over plain HTTP? By asking for what comes after a position, and waiting for it."""

from __future__ import annotations

import asyncio
import time
from typing import Any, cast

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from redis.exceptions import RedisError
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from config.kernel.api.asynchronous import AsyncAPIView
from config.kernel.concurrency import db_call
from config.kernel.errors import Invalid, Refusal
from config.kernel.ratelimits import PersonThrottle
from realtime import metrics
from realtime.polling.answers import Answer, answer
from realtime.polling.serializers import PollAnswerSerializer, PollSerializer
from realtime.polling.waiting import Bell, listening
from realtime.presence.leases import polling
from realtime.sockets import commands, frames
from realtime.sockets.codes import Code
from realtime.sockets.credentials import Identity, identity_of, still_valid
from realtime.sockets.session import SessionCommands, ended
from realtime.sockets.subscriptions import Subscriptions
from realtime.sockets.watching import watch_for_poll
from realtime.streams.position import Position, open_stream

MAX_WAIT_S = 30
LOOK_S = 10  # a lost ring delays by so much at most
GATHER_S = 0.05  # what comes in a burst goes into one answer
EPOCH = OpenApiParameter("epoch", OpenApiTypes.STR)


class Unavailable(Refusal):
    """Redis is away."""

    status, code, message = 503, "unavailable", "The live side is away. Try again shortly."


class Base(AsyncAPIView):
    """What the polls share: whose stream, and how the position is read."""

    throttle_classes = [PersonThrottle]
    throttle_group, throttle_rate = "poll", "30/m"

    async def respond(
        self, request: Request, position: Position | None, wait_s: float, before: list[str]
    ) -> HttpResponse:
        """The answer as JSON, after waiting for it if nothing is there yet."""
        identity = await db_call(identity_of)(request)
        await sync_to_async(connections.close_all)()  # or this wait would hold a connection
        try:
            async with polling(identity.user_id):
                before = before + await _watch(identity.user_id)
                found = await _after(identity, position, 0 if before else wait_s)
        except (RedisError, OSError):
            raise Unavailable(retry_after_s=2) from None
        metrics.polled(len(before) + len(found.frames))
        return HttpResponse(found.body(before), content_type="application/json")


class PollView(Base):
    """What comes after a position, as soon as there is something."""

    @extend_schema(
        tags=["live"],
        parameters=[
            EPOCH,
            OpenApiParameter("last_poll_id", OpenApiTypes.INT),
            OpenApiParameter("timeout", OpenApiTypes.INT, description="Seconds to wait at most, 0 to 30."),
        ],
        responses=PollAnswerSerializer,
    )
    async def get(self, request: Request) -> HttpResponse:
        """Events after the position (epoch, last_poll_id); without one, a snapshot."""
        query = request.query_params
        position = _position(query.get("epoch"), query.get("last_poll_id"), "last_poll_id")
        wait_s = _whole(query.get("timeout", str(MAX_WAIT_S)), "timeout")
        return await self.respond(request, position, min(wait_s, MAX_WAIT_S), [])

    @extend_schema(tags=["live"], request=PollSerializer, responses=PollAnswerSerializer)
    async def post(self, request: Request) -> HttpResponse:
        """The same, and commands to carry out first; their acks are the first of the events."""
        sent = PollSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        data = sent.validated_data
        position = _position(data.get("epoch"), data.get("last_poll_id"), "last_poll_id")
        before = await _obey(data["messages"], _person_id(request))
        return await self.respond(request, position, data["timeout"], before)


class MissedView(Base):
    """What was missed since a position, at once."""

    @extend_schema(
        tags=["live"],
        parameters=[EPOCH, OpenApiParameter("last_sequence", OpenApiTypes.INT)],
        responses=PollAnswerSerializer,
    )
    async def get(self, request: Request) -> HttpResponse:
        """Events after the position (epoch, last_sequence), without waiting."""
        query = request.query_params
        return await self.respond(
            request, _position(query.get("epoch"), query.get("last_sequence"), "last_sequence"), 0, []
        )


async def _refuse_ended(identity: Identity) -> None:
    if await db_call(still_valid)(identity):
        raise NotAuthenticated


async def _watch(person_id: int) -> list[str]:
    """Say again what the person's polls watch; a frame for each topic that may be watched no longer."""
    subscriptions = await Subscriptions.of_polls(person_id)
    dropped = await subscriptions.drop_ended()
    await watch_for_poll(person_id, subscriptions.numbered)
    return [ended(name) for name in dropped]


def _person_id(request: Request) -> int:
    return cast(int, request.user.pk)


async def _after(identity: Identity, position: Position | None, wait_s: float) -> Answer:
    """Listen first, read second: what comes in between is not missed. Raises NotAuthenticated if the log-in ends.

    While it waits it looks again every few seconds, so that a lost ring costs seconds, as on a socket.
    """
    person_id, until = identity.user_id, time.monotonic() + wait_s
    if position is None or not wait_s:
        return await answer(person_id, position)
    async with listening(person_id) as bell:
        await _refuse_ended(identity)  # a log-out between the proof and the bell would not have been heard
        await open_stream(person_id)
        while True:
            found = await answer(person_id, position)
            left = until - time.monotonic()
            if found.frames or left <= 0 or bell.is_over:
                return found
            if await bell.wait(min(left, LOOK_S)):
                return await _rung(identity, position, bell)


async def _rung(identity: Identity, position: Position, bell: Bell) -> Answer:
    """The answer once the bell has rung, together with what comes in the same burst."""
    if bell.check:
        await _refuse_ended(identity)
    dropped = await _watch(identity.user_id) if bell.rights else []
    await asyncio.sleep(GATHER_S)
    found = await answer(identity.user_id, position)
    return found._replace(frames=dropped + bell.fleeting + found.frames)


async def _obey(messages: list[Any], person_id: int) -> list[str]:
    session = SessionCommands(await Subscriptions.of_polls(person_id)) if messages else None
    answers: list[str] = []
    for message in messages:
        try:
            frame = frames.inbound(message)
            told = await session.answer(frame) if session else None
            answers += told if told is not None else await commands.answer(frame, person_id)
        except frames.Malformed as fault:
            answers.append(frames.error(Code.INVALID_MESSAGE, str(fault)))
    return answers


def _position(epoch: str | None, seq: str | int | None, name: str) -> Position | None:
    if seq in (None, ""):
        return None
    return Position(epoch or "", _whole(str(seq), name))


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid(errors={name: ["A whole number."]})
    return int(text)
