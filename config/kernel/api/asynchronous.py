"""How does a REST view wait without holding a thread or a connection? As a coroutine around the usual checks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from config.kernel.concurrency import db_call


class AsyncAPIView(APIView):
    """An APIView whose handlers are coroutines. Authentication, permissions and throttles run in a database thread."""

    async def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """REST framework's own steps, with the handler awaited."""
        self.args, self.kwargs = args, kwargs
        self.request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            await db_call(self._begin)(self.request, *args, **kwargs)
            handler = getattr(self, (self.request.method or "").lower(), self.http_method_not_allowed)
            response = await handler(self.request, *args, **kwargs)
        except Exception as fault:  # handle_exception raises what it does not know
            response = self.handle_exception(fault)
        self.response = self.finalize_response(self.request, response, *args, **kwargs)
        return self.response

    def _begin(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.initial(request, *args, **kwargs)
        if request.method == "POST":
            _ = request.data  # read and parsed here, so that a fault of the body is answered like any other

    async def http_method_not_allowed(self, request: Request, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        """405, as an awaitable."""
        return super().http_method_not_allowed(request, *args, **kwargs)
