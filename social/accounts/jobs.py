"""Which work on accounts is done later? Sending the letters."""

from __future__ import annotations

from config.kernel.jobs import job
from config.kernel.letters import Letter


@job("accounts.send_letter", queue="outbox", priority=10)
def send_letter(subject: str, body: str, sender: str, to: list[str], html: str = "") -> None:
    """Hand a letter to the mail server; it is tried again while that is away."""
    for address in to:
        Letter(to=address, subject=subject, text=body, html=html, sender=sender).send()
