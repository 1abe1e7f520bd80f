"""Which socket addresses are there?"""

from __future__ import annotations

from django.conf import settings
from django.urls import re_path

from realtime.consumers import LiveConsumer
from realtime.echo import EchoConsumer

websocket_urlpatterns = [
    re_path(r"^ws(/social)?/?$", LiveConsumer.as_asgi()),
]
if settings.LIVE_TEST_ROUTES:
    websocket_urlpatterns.append(re_path(r"^ws/echo/?$", EchoConsumer.as_asgi()))
