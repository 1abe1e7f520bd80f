"""How does a request reach its view? A synchronous view is played by one thread, with all that goes around it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import cast

from asgiref.sync import iscoroutinefunction
from channels.db import database_sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve


class InAThread(BaseHandler):
    """Django's synchronous chain of middleware, for requests whose view is known already."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """No second search: there are more than a hundred routes."""
        return cast(ResolverMatch, request.resolver_match)


class Handler(ASGIHandler):
    """Django's own, which under ASGI goes to a thread and back for each middleware: ten times and more a request.

    There are as many threads as the database pool has connections: one more would only wait for one. They are others
    than those of sockets and polls (config.kernel.concurrency), which no slow request can hold up.
    """

    def __init__(self) -> None:
        super().__init__()
        threads = ThreadPoolExecutor(max_workers=settings.DATABASE_POOL_SIZE, thread_name_prefix="request")
        self.in_a_thread = database_sync_to_async(InAThread().get_response, thread_sensitive=False, executor=threads)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Asynchronous views, and files and addresses without a view, go Django's usual way."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return await super().get_response_async(request)
        if iscoroutinefunction(match.func):
            return await super().get_response_async(request)
        request.resolver_match = match
        answer: HttpResponseBase = await self.in_a_thread(request)
        return answer
