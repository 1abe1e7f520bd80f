"""Do naughty texts stay texts wherever they are shown: page, letter, table, document, frame, and a real browser?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from activities.challenges.joining import join_challenge
from activities.challenges.services import create_challenge
from activities.engagement.commenting import add_comment
from activities.engagement.sharing import share_activity
from activities.exports.cells import harmless
from activities.exports.selectors import Asked
from activities.exports.services import start_pdf
from activities.models import ExportFile
from activities.tests.exports.paper import text_of
from config.tests.browser import Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.devices import Sign
from config.tests.live import House
from config.tests.security.naughty import NAUGHTY, WORST
from social.conversations.sending import send_message
from social.conversations.services import start_conversation

SHOWN = [text for text in WORST if "\x0b" not in text]  # a comment with a control character is refused
TWO_LINES = ["x\r\nBcc: all@evil.example", "x\nSubject: other"]
PLAIN = ["Some words, see https://example.org and @alice"] * 10
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Outline(HTMLParser):
    """Which elements a page has, with which attributes; what would run is a fault."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        self.seen |= {("javascript:", name) for name, value in attrs if "script:" in (value or "").lower()[:20]}


def spread(words: list[str], person: Any, befriend: Any, run: Any, name: str) -> tuple[Any, Any, list[str]]:
    """Somebody who writes such words wherever one can; a friend who is shown them; and the pages to look at."""
    writer, reader = person(f"w{name}", name=words[0][:60], bio=words[0], city=words[0][:60]), person(f"r{name}")
    befriend(writer, reader)
    mine = run(reader, title="Mine", visibility=0)
    for number, text in enumerate(words):
        made = run(writer, title=text[:120], description=text, visibility=1)
        add_comment(made, writer, f"{text} @r{name}")
        add_comment(mine, writer, text, client_id=str(number))
    other = run(person(f"o{name}"), title=words[-1][:120], visibility=0)
    share_activity(other, writer, words[-1])
    now = timezone.now()
    window = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=9)}
    kind = {"metric": "distance", "goal": 9000, "visibility": "friends"}
    contest = create_challenge(writer, title=words[0][:120], description=words[0], **kind, **window)
    join_challenge(contest, writer)
    talk, _ = start_conversation(writer, [reader.pk], words[0][:60])
    for number, text in enumerate(words):
        send_message(writer, talk.pk, text, str(number))
    pages = ["/social/", f"/social/people/w{name}/", f"/social/people/w{name}/figures/", "/social/notifications/"]
    pages += ["/social/friends/", f"/social/people/?q=w{name}", "/social/challenges/"]
    pages += [f"/social/challenges/{contest.pk}/"]
    pages += [f"/social/messages/{talk.pk}/", f"/social/activities/{made.pk}/", f"/social/activities/{mine.pk}/"]
    return writer, reader, pages


def outline_of(reader: Any, pages: list[str]) -> set[tuple[str, str]]:
    browser = Client()
    browser.force_login(reader)
    answers = [browser.get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {200}
    return set().union(*(Outline(answer.content.decode()).seen for answer in answers))


@pytest.mark.django_db
def test_no_page_has_an_element_or_attribute_more(person: Any, befriend: Any, run: Any) -> None:
    """S-BR-1: compared with the same pages full of harmless words."""
    _, reader, pages = spread(PLAIN, person, befriend, run, "plain")
    expected = outline_of(reader, pages)
    assert ("a", "href") in expected
    for number, start in enumerate(range(0, len(SHOWN), 10)):
        _, reader, pages = spread(SHOWN[start : start + 10], person, befriend, run, f"bad{number}")
        assert outline_of(reader, pages) - expected == set()


@pytest.mark.django_db
def test_a_letter_has_one_subject_and_no_element_more(
    person: Any, befriend: Any, run: Any, work: Any, mailoutbox: Any
) -> None:
    """S-FI-13 and S-BR-1: text, HTML and headers."""
    bad = [*SHOWN, *TWO_LINES]
    seen = []
    for number, words in enumerate([PLAIN, *(bad[start : start + 10] for start in range(0, len(bad), 10))]):
        writer, reader = person(f"w{number}", name=words[-1][:60]), person(f"r{number}")
        befriend(writer, reader)
        EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
        for text in words:
            add_comment(run(writer, title=text[:120].strip()), writer, f"@r{number} {text}")
        del mailoutbox[:]
        work(late=True)
        letters = [letter for letter in mailoutbox if letter.to == [reader.email]]
        assert letters
        for letter in letters:
            assert len(letter.subject.splitlines()) == 1
            assert letter.message()["Bcc"] is None
            assert letter.message().get_all("Subject") == [letter.message()["Subject"]]
        seen.append(set().union(*(Outline(letter.alternatives[0][0]).seen for letter in letters)))
    plain, *others = seen
    assert [other - plain for other in others] == [set()] * len(others)


def test_no_cell_of_a_table_is_a_formula() -> None:
    """S-FI-9."""
    for text in NAUGHTY:
        cell = harmless(text)
        assert not cell.lstrip(" ").startswith(FORMULA), text


@pytest.mark.django_db
def test_the_document_opens_and_holds_the_words(
    person: Any, run: Any, work: Any, settings: Any, tmp_path: Path
) -> None:
    """S-FI-10."""
    settings.MEDIA_ROOT = tmp_path
    writer = person("writer", name=WORST[0])
    texts = [text for text in NAUGHTY if text.strip() and len(text) < 121 and is_text(text)]
    for text in texts:
        run(writer, title=text, description=text)
    start_pdf(writer, Asked(), "km")
    work()
    content = ExportFile.objects.get().file.read()
    assert content.startswith(b"%PDF")
    assert "alert(1)" in text_of(content)


def is_text(text: str) -> bool:
    """Whether the API would take it: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any(0xD800 <= ord(letter) < 0xE000 for letter in text)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a frame."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(part)


@pytest.mark.django_db(transaction=True)
def test_a_browser_runs_none_of_it_and_frames_hold_what_is_stored(
    house: House, person: Any, befriend: Any, run: Any, live: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S-BR-1 and S-BR-2: one visit, with the page open while it is written; no dialog, no script, nothing blocked."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
    reader, writer = person("reader"), person("writer", name=WORST[0][:60])
    befriend(reader, writer)
    run(writer, title="The first one")
    mine, device = run(reader, title="Mine"), live(reader)
    device.expect("social_data")
    device.settle()
    with chromium() as browser:
        visitor, dialogs = Visitor(browser, house.base), []
        visitor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        visitor.sign_in("reader", PASSWORD)
        visitor.is_live()
        run(writer, title=WORST[0], description=WORST[0])
        for number, text in enumerate(SHOWN):
            add_comment(mine, writer, f"{text} @reader", client_id=str(number))
        last = run(writer, title="The last one")
        expect(visitor.page.locator("#new-posts")).to_have_text("2 new posts", timeout=60_000)
        visitor.page.locator("#new-posts").click()
        expect(visitor.page.get_by_text(WORST[0]).first).to_be_attached(timeout=60_000)
        for path in ("/social/", f"/social/activities/{mine.pk}/", "/social/people/writer/", "/social/notifications/"):
            visitor.open(path)
            visitor.is_live()
        assert (dialogs, visitor.faults) == ([], [])
        assert visitor.page.evaluate("document.querySelectorAll('script:not([src]):not([type*=json])').length") == 0
    device.expect("feed_update", within_s=60, activity_id=last.pk)
    said = {comment.content for comment in mine.comments.all()}
    assert len(said) == len(SHOWN)
    told = {text for frame in device.frames for text in texts_in(frame)}
    assert WORST[0] in told
    assert said <= told
    assert device.place.faults == []
    assert "The last one" in {row["title"] for row in csv_of(house, writer)}


def csv_of(house: House, writer: Any) -> list[dict[str, str]]:
    answer = httpx.get(f"{house.base}/api/v1/activities/export/csv", headers=Sign.in_as(writer).headers(), timeout=60)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
