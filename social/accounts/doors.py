"""How does a program sign up, log in, stay in and log out? By four doors that take no credential but their body.

No cookie is read or set here, so there is nothing for another site to ride on: no CSRF token is asked for.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.authentication import get_authorization_header
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from config.kernel.errors import Refusal
from social.accounts import headless
from social.accounts.models import User
from social.accounts.serializers import PersonSerializer
from social.accounts.services import sign_out
from social.accounts.tokens import OneUseJWT, session_key_in

LONGEST = 1000


class NotSignedIn(Refusal):
    """What was shown does not let anybody in."""

    status, code = 401, "invalid_credentials"
    message = "The user name or e-mail and the password do not match."


class Secret(serializers.CharField):
    """A password or token: never trimmed, never shown again."""

    def __init__(self, **kwargs: Any) -> None:
        style = {"input_type": "password"}
        super().__init__(max_length=LONGEST, trim_whitespace=False, write_only=True, style=style, **kwargs)


class SignUpSerializer(serializers.Serializer[Any]):
    """What a new account needs."""

    username = serializers.CharField(max_length=LONGEST)
    email = serializers.CharField(max_length=LONGEST)
    password = Secret()


class LogInSerializer(serializers.Serializer[Any]):
    """User name or e-mail, and the password."""

    username = serializers.CharField(max_length=LONGEST, help_text="User name or e-mail.")
    password = Secret()


class RefreshSerializer(serializers.Serializer[Any]):
    """The refresh token."""

    refresh = serializers.CharField(max_length=LONGEST)


class LogOutSerializer(serializers.Serializer[Any]):
    """Nothing, or the refresh token where the access token is not at hand."""

    refresh = serializers.CharField(max_length=LONGEST, required=False)


class PairSerializer(serializers.Serializer[Any]):
    """Two tokens: `access` for requests, 15 minutes; `refresh` for a new pair, once, 14 days."""

    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class SignedInSerializer(PairSerializer):
    """Two tokens, and whose they are."""

    user = PersonSerializer(read_only=True)


class Door(GenericAPIView[Any]):
    """Open to everybody; reads its body by its serializer."""

    authentication_classes: Any = ()
    permission_classes: Any = (AllowAny,)

    def given(self, request: Request) -> dict[str, Any]:
        """The checked body. Raises ValidationError."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given: dict[str, Any] = serializer.validated_data
        return given


BAD = OpenApiResponse(description="Problem `invalid`: some of the input is not right; `errors` names the fields.")
NOBODY = OpenApiResponse(description="Problem `invalid_credentials`, the same words for an unknown name.")
TOO_MANY = OpenApiResponse(description="Problem `rate_limited`, with Retry-After.")


class SignUpView(Door):
    """Sign-up."""

    serializer_class = SignUpSerializer

    @extend_schema(responses={201: SignedInSerializer, 400: BAD, 429: TOO_MANY})
    def post(self, request: Request) -> Response:
        """Make an account and log in. Whether the e-mail address is known already is not told; a mail goes to it."""
        with transaction.atomic():
            answer = headless.run_anonymously(headless.SignUp, request, self.given(request))
        headless.refuse_errors(answer)
        return Response(_signed_in(answer), status=201)


class TokenView(Door):
    """Log-in."""

    serializer_class = LogInSerializer

    @extend_schema(responses={200: SignedInSerializer, 401: NOBODY, 429: TOO_MANY})
    def post(self, request: Request) -> Response:
        """Log in by user name or e-mail. Ten failures a minute from one network are followed by 429."""
        given = self.given(request)
        name = given.pop("username")
        given["email" if "@" in name else "username"] = name
        answer = headless.run_anonymously(headless.LogIn, request, given)
        if answer.errors:
            raise NotSignedIn
        if "access_token" not in answer.meta:
            raise NotSignedIn("This account is not active.", code="account_inactive")
        return Response(_signed_in(answer))


class RefreshView(Door):
    """A new pair of tokens."""

    serializer_class = RefreshSerializer

    @extend_schema(responses={200: PairSerializer, 401: OpenApiResponse(description="Problem `invalid_refresh`.")})
    def post(self, request: Request) -> Response:
        """Change a refresh token for a new pair, once. One used before that comes again later ends its log-in."""
        pair = OneUseJWT().refresh_token(self.given(request)["refresh"])
        if pair is None:
            raise NotSignedIn("This refresh token is not valid or was used. Log in again.", code="invalid_refresh")
        return Response({"access": pair[0], "refresh": pair[1]})


class LogOutView(Door):
    """Log-out."""

    serializer_class = LogOutSerializer

    @extend_schema(responses={204: None, 401: OpenApiResponse(description="Problem `invalid_token`.")})
    def post(self, request: Request) -> Response:
        """End the log-in of the token in Authorization, or of the refresh token; an expired one will do."""
        scheme, _, token = get_authorization_header(request).decode("latin-1").partition(" ")
        shown = self.given(request).get("refresh") or (token.strip() if scheme.lower() == "bearer" else "")
        session_key = session_key_in(shown)
        if session_key is None:
            raise NotSignedIn("Show the token of the log-in that is to end.", code="invalid_token")
        sign_out(session_key)
        return Response(status=204)


def _signed_in(answer: headless.Answer) -> dict[str, Any]:
    person = User.objects.get(pk=answer.data["user"]["id"])
    tokens = {"access": answer.meta["access_token"], "refresh": answer.meta["refresh_token"]}
    return {**tokens, "user": PersonSerializer(person).data}
