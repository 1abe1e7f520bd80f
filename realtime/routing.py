"""Which socket addresses are there?"""

from __future__ import annotations

from django.urls import re_path

from realtime.consumers import LiveConsumer

websocket_urlpatterns = [
    re_path(r"^ws(/social)?/?$", LiveConsumer.as_asgi()),
]
