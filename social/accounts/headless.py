"""How are allauth's own flows run for a program? Its API views are handed input that ours have read and checked.

Rate limits, stages and the rules of passwords stay allauth's; what it answers is translated by the callers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.account import inputs, views
from allauth.headless.base.response import APIResponse
from allauth.headless.base.views import APIView
from allauth.headless.constants import Client
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request

from config.kernel.errors import Invalid, RateLimited
from social.accounts.models import User
from social.accounts.tokens import OneUseJWT
from social.accounts.views import WINDOW_S


class Answer(NamedTuple):
    """What allauth says: a status, the body's data, tokens if there are new ones, and errors."""

    status: int
    data: dict[str, Any]
    meta: dict[str, Any]
    errors: list[dict[str, str]]

    def fields(self) -> dict[str, list[str]]:
        """The errors by field, as our problem bodies tell them."""
        by_field: dict[str, list[str]] = {}
        for error in self.errors:
            by_field.setdefault(error.get("param", "non_field_errors"), []).append(error["message"])
        return by_field


class Given:
    """A view that is handed its input instead of reading the body, which is read once only."""

    given: ClassVar[Mapping[str, Any]] = {}

    def _parse_json(self, request: HttpRequest) -> dict[str, Any]:
        return dict(self.given)


def exact() -> CharField:
    """A password, as it was typed: allauth's API would drop blanks at the ends, and its pages do not."""
    return CharField(strip=False)


class Credentials(inputs.LoginInput):  # type: ignore[misc]
    """User name or e-mail, and password."""

    password = exact()


class LogIn(Given, views.LoginView):  # type: ignore[misc]
    """By user name or e-mail."""

    input_class = Credentials


class Registration(inputs.SignupInput):  # type: ignore[misc]
    """Allauth's, and as on its page: no password that is much like the user name."""

    password = exact()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        person = User(username=cleaned.get("username", ""), email=cleaned.get("email", ""))
        try:
            password_validation.validate_password(cleaned.get("password", ""), person)
        except ValidationError as fault:
            if "password" not in self.errors:
                self.add_error("password", fault)
        return cleaned


class SignUp(Given, views.SignupView):  # type: ignore[misc]
    """A new account, signed in at once."""

    input_class: ClassVar[dict[str, Any]] = {"POST": Registration}


class VerifyEmail(Given, views.VerifyEmailView):  # type: ignore[misc]
    """By the key of the mail."""


class RequestReset(Given, views.RequestPasswordResetView):  # type: ignore[misc]
    """A mail with a link, if there is somebody to send it to."""


class NewPassword(inputs.ResetPasswordInput):  # type: ignore[misc]
    """The key, and the new password."""

    password = exact()

    def clean_key(self) -> str:
        """Allauth's, which looks for the person before the hyphen and fails if there is nothing."""
        if self.cleaned_data["key"].startswith("-"):
            raise get_adapter().validation_error("invalid_password_reset")
        return str(super().clean_key())


class Reset(Given, views.ResetPasswordView):  # type: ignore[misc]
    """By the key of that mail."""

    input_class = NewPassword


class OldAndNewPassword(inputs.ChangePasswordInput):  # type: ignore[misc]
    """Both passwords."""

    current_password, new_password = exact(), exact()


class ChangePassword(Given, views.ChangePasswordView):  # type: ignore[misc]
    """Ends every log-in but this one, which goes on under new tokens: the old ones name a session that is gone."""

    input_class = OldAndNewPassword

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        super().post(request, *args, **kwargs)
        by_token = self.client == Client.APP
        tokens = OneUseJWT().create_access_token_payload(request) if by_token else None
        answer: HttpResponse = APIResponse(request, meta=tokens)
        return answer


def run(view: type[APIView], request: Request, given: Mapping[str, Any], client: Client = Client.APP) -> Answer:
    """Run `view` on `given`. Raises RateLimited. With Client.BROWSER the caller's cookie is the log-in."""
    try:
        response = view.as_api_view(client=client, given=given)(request._request)
    except ImmediateHttpResponse as immediate:
        response = immediate.response
    body = json.loads(response.content)
    if body["status"] == 429:
        raise RateLimited(retry_after_s=WINDOW_S)
    return Answer(body["status"], body.get("data", {}), body.get("meta", {}), body.get("errors", []))


def run_anonymously(view: type[APIView], request: Request, given: Mapping[str, Any]) -> Answer:
    """The same for whoever it may be: a token in Authorization, which may well be an old one, is not looked at."""
    request._request.META.pop("HTTP_AUTHORIZATION", None)
    return run(view, request, given)


def refuse_errors(answer: Answer, **codes: str) -> None:
    """Raise Invalid if allauth found fault. `codes` names a code of ours for a fault in one field."""
    if answer.errors:
        fields = answer.fields()
        code = next((code for field, code in codes.items() if field in fields), "")
        raise Invalid(code=code, errors=fields)
