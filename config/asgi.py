"""What does the server run? HTTP by Django, sockets by our consumer, and no secret of an address in any log."""

from __future__ import annotations

import multiprocessing
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402 - after Django is set up

from config.children import die_with_parent  # noqa: E402
from config.handling import Handler  # noqa: E402
from realtime.routing import websocket_urlpatterns  # noqa: E402
from realtime.sockets.credentials import scrub  # noqa: E402

if multiprocessing.parent_process() is not None:
    die_with_parent()

routes = ProtocolTypeRouter({"http": Handler(), "websocket": URLRouter(websocket_urlpatterns)})


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Every connection comes in here, before anything could log its address."""
    if scope["type"] in ("http", "websocket"):
        scrub(scope)
    await routes(scope, receive, send)
