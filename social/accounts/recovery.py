"""How does a program confirm an e-mail address, and set a new password?"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.headless.constants import Client
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from config.kernel.errors import RateLimited
from social.accounts import headless
from social.accounts.doors import BAD, LONGEST, TOO_MANY, Door, PairSerializer, Secret
from social.accounts.mail import ask_to_confirm
from social.accounts.views import WINDOW_S

ON_ITS_WAY = {"detail": "If this address belongs to an account, a mail is on its way."}
BAD_KEY = OpenApiResponse(description="Problem `invalid_key`: the key is wrong, used or too old.")


class KeySerializer(serializers.Serializer[Any]):
    """The key out of the link in a mail."""

    key = serializers.CharField(max_length=LONGEST)


class AddressSerializer(serializers.Serializer[Any]):
    """An e-mail address."""

    email = serializers.EmailField(max_length=254)


class ResetSerializer(KeySerializer):
    """The key out of the link (`1a-c2…`: all between `key/` and the last slash), and the new password."""

    password = Secret()


class ChangeSerializer(serializers.Serializer[Any]):
    """The password as it is, and as it shall be."""

    current_password = Secret()
    new_password = Secret()


class DetailSerializer(serializers.Serializer[Any]):
    """A sentence."""

    detail = serializers.CharField(read_only=True)


class VerifyView(Door):
    """Confirming an e-mail address."""

    serializer_class = KeySerializer

    @extend_schema(responses={204: None, 400: BAD_KEY})
    def post(self, request: Request) -> Response:
        """Confirm an address by the key of the mail that went to it. A key works once, for three days."""
        answer = headless.run_anonymously(headless.VerifyEmail, request, self.given(request))
        headless.refuse_errors(answer, key="invalid_key")
        return Response(status=204)


class ResendView(Door):
    """Another mail to confirm by."""

    serializer_class = AddressSerializer

    @extend_schema(responses={202: DetailSerializer, 429: TOO_MANY})
    def post(self, request: Request) -> Response:
        """Send the confirming mail again, at most once in three minutes. Whether the address is known is not told."""
        email = self.given(request)["email"].lower()
        # the same limit as for the other mail that anybody can have sent to an address
        if not ratelimit.consume(request._request, action="reset_password", key=email):
            raise RateLimited(retry_after_s=WINDOW_S)
        address = EmailAddress.objects.filter(email=email, verified=False).order_by("pk").last()
        if address is not None:
            ask_to_confirm(request._request, address)
        return Response(ON_ITS_WAY, status=202)


class RequestResetView(Door):
    """A forgotten password."""

    serializer_class = AddressSerializer

    @extend_schema(responses={202: DetailSerializer, 429: TOO_MANY})
    def post(self, request: Request) -> Response:
        """Send a link to set a new password. Whether the address is known is not told."""
        answer = headless.run_anonymously(headless.RequestReset, request, self.given(request))
        headless.refuse_errors(answer)
        return Response(ON_ITS_WAY, status=202)


class ResetView(Door):
    """A new password by mail."""

    serializer_class = ResetSerializer

    @extend_schema(responses={204: None, 400: BAD_KEY, 429: TOO_MANY})
    def post(self, request: Request) -> Response:
        """Set a new password by the key of the mail. It ends every log-in."""
        answer = headless.run_anonymously(headless.Reset, request, self.given(request))
        headless.refuse_errors(answer, key="invalid_key")
        return Response(status=204)


class ChangePasswordView(Door):
    """A new password by the old one."""

    authentication_classes = api_settings.DEFAULT_AUTHENTICATION_CLASSES
    permission_classes = (IsAuthenticated,)
    serializer_class = ChangeSerializer

    @extend_schema(responses={200: PairSerializer, 204: None, 400: BAD, 429: TOO_MANY})
    def post(self, request: Request) -> Response:
        """Set a new password. Every other log-in ends; this one goes on with the new tokens (204 for a cookie)."""
        client = Client.BROWSER if request.auth is None else Client.APP
        answer = headless.run(headless.ChangePassword, request, self.given(request), client)
        headless.refuse_errors(answer)
        if client == Client.BROWSER:
            return Response(status=204)
        return Response({"access": answer.meta["access_token"], "refresh": answer.meta["refresh_token"]})
