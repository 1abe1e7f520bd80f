"""How does one take the deletion of an account back? By the page that a letter leads to, or a program for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.errors import Invalid
from social.accounts.doors import BAD, Door
from social.departure.keys import departure_by
from social.departure.serializers import ReturnSerializer
from social.departure.services import come_back

PAGE = "account/return.html"


class ReturnView(Door):
    """Coming back."""

    serializer_class = ReturnSerializer

    @extend_schema(tags=["auth"], responses={204: None, 400: BAD})
    def post(self, request: Request) -> Response:
        """Open a closed account again, by the key of the letter; log in then."""
        come_back(self.given(request)["key"])
        return Response(status=204)


class ReturnPage(View):
    """The page of the letter. Reading it changes nothing: mail servers read links too."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Asks whether to come back."""
        return _page(request, departure=departure_by(key))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Comes back."""
        try:
            return _page(request, person=come_back(key))
        except Invalid:
            return _page(request, departure=None)


def _page(request: HttpRequest, **shown: Any) -> HttpResponse:
    page = render(request, PAGE, shown)
    page["Referrer-Policy"] = "no-referrer"
    return page
