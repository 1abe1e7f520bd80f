"""Which work on accounts is done later? Sending the letters."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives

from config.kernel.jobs import job


@job("accounts.send_letter", queue="outbox", priority=10)
def send_letter(subject: str, body: str, sender: str, to: list[str], html: str = "") -> None:
    """Hand a letter to the mail server; it is tried again while that is away."""
    letter = EmailMultiAlternatives(subject, body, sender, to)
    if html:
        letter.attach_alternative(html, "text/html")
    letter.send()
