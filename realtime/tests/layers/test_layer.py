"""Is ours a channel layer like the others, and does it come back when its connection is cut?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.exceptions import ChannelFull
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings

from realtime.layers import PEOPLE_A_MESSAGE, HubLayer
from realtime.streams import connection

PATIENCE_S = 30


@pytest.fixture(params=["hub", "pubsub"])
async def layer(request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """Each test on ours and on the one it stands in for."""
    config = settings.LAYERS[request.param]["CONFIG"] | {"prefix": f"test-{connection.word()}"}
    layer = HubLayer(**config) if request.param == "hub" else RedisPubSubChannelLayer(**config)
    yield layer
    await layer.flush()


@pytest.fixture
async def hub() -> AsyncIterator[HubLayer]:
    layer = HubLayer(prefix=f"test-{connection.word()}", capacity=3, expiry=0.2)
    yield layer
    await layer.flush()


async def next_of(layer: Any, channel: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_S):
        message: dict[str, Any] = await layer.receive(channel)
        return message


async def until(true: Any) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await asyncio.sleep(0.01)


async def test_what_is_sent_to_a_channel_is_received_once_and_in_order(layer: Any) -> None:
    channel = await layer.new_channel()
    for number in range(3):
        await layer.send(channel, {"type": "a", "number": number})
    assert [(await next_of(layer, channel))["number"] for _ in range(3)] == [0, 1, 2]


async def test_a_group_reaches_its_members_and_nobody_who_has_left(layer: Any) -> None:
    first, second = await layer.new_channel(), await layer.new_channel()
    for channel in (first, second):
        await layer.group_add("people", channel)
    await layer.group_send("people", {"type": "a"})
    assert await next_of(layer, first) == await next_of(layer, second) == {"type": "a"}
    await layer.group_discard("people", first)
    await layer.group_send("people", {"type": "b"})
    await layer.send(first, {"type": "c"})
    assert (await next_of(layer, second), await next_of(layer, first)) == ({"type": "b"}, {"type": "c"})


async def test_a_receiver_that_stops_waiting_and_waits_again_still_hears(layer: Any) -> None:
    channel = await layer.new_channel()
    await layer.group_add("people", channel)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await layer.receive(channel)
    waiting = asyncio.ensure_future(next_of(layer, channel))
    async with asyncio.timeout(PATIENCE_S):
        while not waiting.done():  # the other layer subscribes anew, and does not say when it has
            await layer.group_send("people", {"type": "a"})
            await asyncio.sleep(0.05)
    assert waiting.result() == {"type": "a"}


async def test_one_message_tells_many_groups_each_with_its_number(hub: HubLayer) -> None:
    heard: list[tuple[int, str]] = []
    crowd = range(1, PEOPLE_A_MESSAGE + 500)
    for person in (1, PEOPLE_A_MESSAGE + 400, 90_000):
        channel = await hub.new_channel()
        hub.attach(channel, lambda message: heard.append((message["seq"], message["text"])))
        await hub.group_add(f"person.{person}", channel)
    await hub.fan_out("person.", [([(n, n + 7) for n in crowd], {"type": "a", "text": text}) for text in "xy"])
    await until(lambda: len(heard) == 4)
    assert heard == [(8, "x"), (PEOPLE_A_MESSAGE + 407, "x"), (8, "y"), (PEOPLE_A_MESSAGE + 407, "y")]


async def test_a_sink_that_fails_takes_nothing_from_the_others(hub: HubLayer) -> None:
    heard: list[Any] = []
    for sink in (lambda message: message["missing"], heard.append):
        channel = await hub.new_channel()
        hub.attach(channel, sink)
        await hub.group_add("people", channel)
    await hub.group_send("people", {"type": "a"})
    await until(lambda: heard)


async def test_a_cut_connection_is_renewed_and_says_so(hub: HubLayer) -> None:
    missed: list[bool] = []
    channel = await hub.new_channel()
    await hub.group_add("people", channel)
    hub.when_missed(lambda: missed.append(True))
    client: Any = connection.async_client()
    await client.client_kill_filter(_type="pubsub")
    await until(lambda: missed)
    await hub.group_send("people", {"type": "a"})
    assert await next_of(hub, channel) == {"type": "a"}
    assert missed == [True]


async def test_what_waits_is_bounded_in_number_and_in_time(hub: HubLayer) -> None:
    channel = await hub.new_channel()
    for number in range(3):
        await hub.send(channel, {"type": "a", "number": number})
    with pytest.raises(ChannelFull):
        await hub.send(channel, {"type": "a", "number": 3})
    await asyncio.sleep(0.25)
    waiting = asyncio.ensure_future(next_of(hub, channel))
    await until(lambda: not full(hub, channel))
    await hub.send(channel, {"type": "a", "number": 5})
    assert (await waiting)["number"] == 5


def full(hub: HubLayer, channel: str) -> bool:
    return len(hub._hub().mailboxes[channel].waiting) == hub.capacity


@pytest.mark.parametrize("leaves_first", [True, False])
async def test_a_channel_that_has_ended_keeps_nothing(hub: HubLayer, leaves_first: bool) -> None:
    channel = await hub.new_channel()
    await hub.group_add("people", channel)
    receiver = asyncio.ensure_future(hub.receive(channel))
    await asyncio.sleep(0)
    if leaves_first:
        await hub.group_discard("people", channel)
    receiver.cancel()
    await asyncio.wait([receiver])
    await hub.group_discard("people", channel)
    await hub.send(channel, {"type": "b"})
    inner = hub._hub()
    assert (inner.channels, inner.mailboxes, inner.groups, inner.memberships) == (set(), {}, {}, {})
    assert not inner.unattended
