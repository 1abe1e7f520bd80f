"""How does allauth behave where it differs from its defaults?"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows import manage_email
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import is_headless_request
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from config.kernel.errors import Invalid, RateLimited
from social.accounts.closures import AccountClosed, closure_of, reopen_accounts
from social.accounts.mail import ask_to_confirm, post
from social.accounts.models import User
from social.accounts.views import WINDOW_S, too_many

NO_MATCH = "The user name or e-mail and the password do not match."
READING = ("GET", "HEAD", "OPTIONS")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our accounts."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": "This user name is taken.",
        "username_password_mismatch": NO_MATCH,
        "email_password_mismatch": NO_MATCH,
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Two people who take one name at the same moment: the second is told, and nothing of theirs is stored."""
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit)
                return saved
        except IntegrityError as fault:
            taken = self.error_messages["username_taken"]
            if is_headless_request(request):
                raise Invalid(errors={"username": [taken]}) from fault
            self.add_message(request, messages.ERROR, message=taken)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_signup"))) from fault

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many failed log-ins are a 429 that says when to come back, not one more fault in a form."""
        reopen_accounts()
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as fault:
            if is_headless_request(request):
                raise RateLimited(retry_after_s=WINDOW_S) from fault
            raise ImmediateHttpResponse(too_many(request)) from fault

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Whoever has shown the right password reads why they are not let in."""
        closure = closure_of(user)
        if closure and is_headless_request(request):
            raise AccountClosed(closure)
        if closure:
            return HttpResponseRedirect(closure.place)
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Never by reading: allauth would sign a person out who only opens a link meant for another account."""
        if request.method not in READING:
            super().logout(request)

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Nor is anything said to have been done by reading."""
        if request.method not in READING:
            super().add_message(request, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Rendered now, sent after the commit by a thread of its own."""
        post(self.render_mail(template_prefix, email, {"email": email, **context}))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Only to a confirmed address: another may be a mistake in typing. That one is asked to confirm first."""
        address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
        address = address or manage_email.sync_email_address(user, email)
        if address.verified:
            super().send_password_reset_mail(user, email, context)
        else:
            ask_to_confirm(self.request, address)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Links in mails begin as the operator says, not as the request's Host does."""
        return settings.PUBLIC_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """As above; `key` is the person's number and the secret, joined by a hyphen."""
        uid, _, secret = key.partition("-")
        return settings.PUBLIC_URL + reverse("account_reset_password_from_key", args=[uid, secret])
