"""Does a letter reach a real mail server whole, once, and with headers that nobody can break out of?"""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core.mail import get_connection

from config.kernel.jobs import Dead
from config.kernel.letters import Letter
from config.mail import BACKENDS
from notifications.emails.letters import letter_to
from social.accounts.jobs import send_letter

pytestmark = pytest.mark.django_db
TWO_LINES = ["\r\nBcc: mallory@example.net", "\nBcc: mallory@example.net", "\rX: y", "\u2028Bcc: m@example.net"]


def read(envelope: Any) -> Any:
    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_letter_has_text_html_and_a_way_out(alice: Any, letterbox: Any) -> None:
    letter_to(alice, "alice@example.org", "missed", "Ünïcode 🏔", lines=[], more=0).send()
    (envelope,) = letterbox.envelopes
    mail = read(envelope)
    assert (mail["To"], mail["Subject"], envelope.rcpt_tos) == ("alice@example.org", "Ünïcode 🏔", ["alice@example.org"])
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip()
    assert link.startswith("<http")
    assert link[1:-1] in mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("ending", TWO_LINES, ids=repr)
def test_no_header_is_broken_out_of(alice: Any, letterbox: Any, ending: str) -> None:
    """S-FI-13: in the subject a line break is a space; anywhere else the letter is refused for good."""
    Letter(to="alice@example.org", subject=f"Hello{ending}", text="x").send()
    for fields in ({"to": f"alice@example.org{ending}"}, {"sender": f"a@example.org{ending}"}):
        letter = Letter(**({"to": "alice@example.org", "subject": "Hello", "text": "x"} | fields))
        try:
            letter.send()
        except Dead:
            continue
    for envelope in letterbox.envelopes:
        mail = read(envelope)
        assert envelope.rcpt_tos == ["alice@example.org"]
        assert mail["Bcc"] is mail["X"] is None
    assert read(letterbox.envelopes[0])["Subject"] == " ".join(f"Hello{ending}".split())


def test_a_name_that_was_stored_before_the_rule_breaks_nothing(alice: Any, letterbox: Any) -> None:
    type(alice).objects.filter(pk=alice.pk).update(name="Eve\r\nBcc: mallory@example.net")
    alice.refresh_from_db()
    letter_to(alice, "alice@example.org", "missed", f"{alice.shown_name} likes it", lines=[], more=0).send()
    assert read(letterbox.envelopes[0])["Bcc"] is None


@pytest.mark.parametrize(("answer", "is_for_good"), [("550 No such person", True), ("451 Try later", False)])
def test_a_refusal_for_good_is_not_tried_again(letterbox: Any, answer: str, is_for_good: bool) -> None:
    letterbox.answer = answer
    letter = Letter(to="alice@example.org", subject="Hello", text="x")
    with pytest.raises(Exception, match="refused" if is_for_good else "451") as caught:
        letter.send()
    assert isinstance(caught.value, Dead) is is_for_good
    assert "alice" not in str(caught.value)


def test_a_server_that_is_away_is_tried_again(letterbox: Any, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(ConnectionRefusedError):
        Letter(to="alice@example.org", subject="Hello", text="x").send()


def test_letters_about_an_account_go_the_same_way(letterbox: Any) -> None:
    send_letter("Confirm", "Text", "us@example.org", ["alice@example.org"], "<style>p{color:red}</style><p>Hi</p>")
    html = read(letterbox.envelopes[0]).get_body(("html",)).get_content()
    assert '<p style="color: red;">' in html.replace("color:red", "color: red")


NEEDS_MORE = {"ses", "mailjet"}  # boto3; a second key


@pytest.mark.parametrize("name", sorted(set(BACKENDS) - NEEDS_MORE))
def test_every_provider_can_be_loaded(name: str, settings: Any) -> None:
    settings.ANYMAIL = {f"{name.upper()}_{key}": "x" for key in ("API_KEY", "API_TOKEN", "SERVER_TOKEN")}
    assert get_connection(BACKENDS[name])
