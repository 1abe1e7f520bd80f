"""How does a letter leave? As text and HTML, with its styles inlined, and with headers that nobody can break out of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import css_inline
from anymail.exceptions import AnymailError, AnymailRequestsAPIError
from django.core.mail import EmailMultiAlternatives

from config.kernel.jobs import Dead

TOO_MANY_REQUESTS = 429
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


@dataclass(frozen=True)
class Letter:
    """What is sent to one address. `unsubscribe` is where a POST, without more, ends letters of its kind."""

    to: str
    subject: str
    text: str
    html: str = ""
    sender: str = ""
    unsubscribe: str = ""

    def send(self) -> None:
        """Hand it to the mail server. Raises Dead for what no second try can help, else what the server's fault was."""
        subject = " ".join(self.subject.split())
        headers = {}
        if self.unsubscribe:  # RFC 8058
            headers = {
                "List-Unsubscribe": f"<{self.unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        mail = EmailMultiAlternatives(subject, self.text, self.sender or None, [self.to], headers=headers)
        if self.html:
            mail.attach_alternative(INLINER.inline(self.html), "text/html")
        with _permanent_faults():
            mail.send()


@contextmanager
def _permanent_faults() -> Iterator[None]:
    """A refusal for good becomes Dead. The texts of such faults hold addresses, so they go no further."""
    try:
        yield
    except SMTPRecipientsRefused as fault:
        if all(code >= 500 for code, _ in fault.recipients.values()):
            raise Dead("the recipient is refused") from None
        raise
    except SMTPResponseException as fault:
        if fault.smtp_code >= 500:
            raise Dead("the letter is refused") from None
        raise
    except AnymailError as fault:
        status = getattr(fault, "status_code", None)
        passing = isinstance(fault, AnymailRequestsAPIError) and (
            status is None or status >= 500 or status == TOO_MANY_REQUESTS
        )
        if not passing:
            raise Dead("the letter is refused") from None
        raise
    except ValueError:  # a line break in a header, an address that is none
        raise Dead("the letter cannot be written") from None
