"""How is a letter about an account sent? By a job of its own, once what it tells of is committed.

So an answer takes as long for an unknown address as for a known one, a slow mail server holds up nobody, and a letter
outlives a crash.
"""

from __future__ import annotations

from allauth.account.internal.flows import email_verification
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.http import HttpRequest

from social.accounts.jobs import send_letter


def post(letter: EmailMessage) -> None:
    """Send `letter` after the surrounding transaction commits; not at all if it rolls back."""
    html = [text for text, kind in getattr(letter, "alternatives", []) if kind == "text/html"]
    send_letter.enqueue(
        subject=letter.subject, body=letter.body, sender=letter.from_email, to=letter.to, html="".join(html)
    )


def ask_to_confirm(request: HttpRequest, address: EmailAddress) -> None:
    """Send the letter that confirms `address`, at most one in three minutes. The answer to `request` does not tell."""
    if email_verification.consume_email_verification_rate_limit(request, address.email):
        address.send_confirmation(request)
