"""How is a letter about an account sent? By a thread of its own, once what it tells of is committed.

So an answer takes as long for an unknown address as for a known one, and a slow mail server holds up nobody. A
letter that cannot be sent is logged and lost: each of these can be asked for again.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from allauth.account.internal.flows import email_verification
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest

log = logging.getLogger(__name__)
POSTMAN = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def post(letter: EmailMessage) -> None:
    """Send `letter` after the surrounding transaction commits; not at all if it rolls back."""
    transaction.on_commit(partial(POSTMAN.submit, _send, letter))


def ask_to_confirm(request: HttpRequest, address: EmailAddress) -> None:
    """Send the letter that confirms `address`, at most one in three minutes. The answer to `request` does not tell."""
    if email_verification.consume_email_verification_rate_limit(request, address.email):
        address.send_confirmation(request)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except Exception as fault:  # whatever a mail server or a library makes of it, the thread goes on
        log.error("a letter could not be sent: %s", type(fault).__name__)
