"""Where is the empty view? At /api/v1/empty."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.kernel.api.routes import route


class EmptyView(APIView):
    """Nothing, for who is signed in."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response({})

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        return Response({})


urlpatterns = [route("empty", EmptyView.as_view(), "empty")]
