"""The peer: a consumer as the guide of Channels writes it, on the layer that LAYER names (core or pubsub)."""

from __future__ import annotations

import os

import django
from django.conf import settings

URL = os.environ["REDIS_URL"]
LAYERS = {
    "core": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [URL], "capacity": 100_000}},
    "pubsub": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [{"address": URL, "socket_timeout": None}]},
    },
}
if not settings.configured:
    layer = LAYERS[os.environ.get("LAYER", "pubsub")]
    settings.configure(SECRET_KEY="bench", ALLOWED_HOSTS=["*"], INSTALLED_APPS=["channels"], LOGGING_CONFIG=None,
                       CHANNEL_LAYERS={"default": layer})  # fmt: skip
    django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402 - after Django is set up
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import re_path  # noqa: E402


class StockConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.group = f"user.{self.scope['url_route']['kwargs']['person']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send(text_data='"hello"')

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def stream_entry(self, message: dict[str, str]) -> None:
        await self.send(text_data=message["text"])


app = ProtocolTypeRouter({"websocket": URLRouter([re_path(r"^ws/(?P<person>\d+)/$", StockConsumer.as_asgi())])})
