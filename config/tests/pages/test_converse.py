"""Do two people at two browsers talk to each other live, and does one without JavaScript get by?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from config.tests.browser import DESKTOP, PHONE, Visitor, chromium
from config.tests.cast import PASSWORD
from config.tests.live import House
from social.accounts.models import User
from social.announcements.services import announce
from social.conversations import sending, services
from social.conversations.models import Conversation, Membership, Message

SOON_MS = 30_000
# Ten tries in no time, and then the long poll.
NO_SOCKETS = "Math.random = () => 0; WebSocket = class { constructor() { throw new Error('no sockets here'); } };"
HOSTILE = "<img src=x onerror=alert(1)> & </li>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of this module."""
    with pytest.MonkeyPatch.context() as patch, chromium() as shared:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in this thread, and it is idle
        expect.set_options(timeout=SOON_MS)
        yield shared
        expect.set_options(timeout=5000)


@pytest.fixture
def visitors(browser: Browser, house: House, alice: Any, bob: Any) -> Iterator[tuple[Visitor, Visitor]]:
    """alice and bob, each in a profile of their own. Nothing may go wrong on their pages."""
    hers, his = Visitor(browser, house.base), Visitor(browser, house.base)
    hers.sign_in("alice", PASSWORD)
    his.sign_in("bob", PASSWORD)
    yield hers, his
    faults = hers.faults + his.faults
    hers.context.close()
    his.context.close()
    assert faults == []


def say(page: Page, words: str) -> None:
    """Type into the form of the conversation and send it by the keyboard."""
    page.locator("#write textarea").press_sequentially(words)
    page.keyboard.press("Enter")


def test_a_message_is_typed_sent_toasted_read_and_taken_back(visitors: tuple[Visitor, Visitor], bob: Any) -> None:
    hers, his = visitors
    hers.open("/social/people/bob/")
    hers.page.get_by_role("link", name="Message", exact=True).click()
    hers.page.fill("textarea[name=content]", "Six at the bridge?")
    hers.page.get_by_role("button", name="Send").click()
    expect(hers.page.locator(".bubble.own .bubble-words")).to_have_text("Six at the bridge?")
    hers.is_live()
    place = hers.page.url.removeprefix(hers.base).split("#")[0]

    his.is_live()  # bob is at his feed: a toast, the number at the navigation, in the title and on the tab's icon
    expect(his.page.locator("[data-badge=messages] [data-badge-count]")).to_have_text("1")
    expect(hers.page.locator(".ticks")).to_have_attribute("data-ticks", "delivered")
    expect(his.page.locator("link[data-waiting]")).to_have_attribute("href", "/static/slipstream/mark_waiting.svg")
    told = his.page.locator(".nav [data-badge=unread]:not([hidden]) [data-badge-count]")
    others = int(told.inner_text()) if told.count() else 0  # a badge may have been earned meanwhile
    expect(his.page).to_have_title(re.compile(rf"^\({1 + others}\) "))
    say(hers.page, HOSTILE)
    toast = his.page.locator(".toast", has_text=HOSTILE)
    expect(toast.locator("a")).to_have_attribute("href", place)
    his.open(place)
    his.is_live()
    expect(his.page.locator(".bubble").last.locator(".bubble-words")).to_have_text(HOSTILE)
    expect(hers.page.locator(".ticks").last).to_have_attribute("data-ticks", "read")
    expect(his.page.locator(".nav [data-badge=messages]")).to_be_hidden()
    expect(his.page.locator(".talk-head [data-here]")).to_have_attribute("data-here", "online")

    his.page.locator("#write textarea").press_sequentially("Ye")
    expect(hers.page.locator("[data-field=typing]").last).to_have_text("Bob is typing")
    hers.shoot("messages-typing")
    say(his.page, "s")
    expect(hers.page.locator(".bubble").last.locator(".bubble-words")).to_have_text("Yes")
    expect(hers.page.locator("[data-field=typing]").last).to_have_text("")
    assert hers.page.locator(".toast").count() == 0  # one looks at it
    expect(his.page.locator(".ticks").last).to_have_attribute("data-ticks", "read")
    expect(hers.page.locator(".talk-row .talk-last")).to_have_text("Yes")

    last = his.page.locator(".bubble").last
    last.locator(".bubble-menu summary").click()
    last.get_by_role("button", name="Delete for everybody").click()
    expect(hers.page.locator(".bubble").last).to_have_class("bubble first deleted")
    assert not Message.objects.filter(sender=bob, deleted_at=None).exists()


def test_what_is_written_offline_waits_and_what_is_refused_says_why(
    visitors: tuple[Visitor, Visitor], alice: Any, bob: Any
) -> None:
    hers, his = visitors
    talk, _ = services.start_conversation(alice, [bob.pk])
    for visitor in (hers, his):
        visitor.open(f"/social/messages/{talk.pk}/")
        visitor.is_live()
    hers.context.set_offline(True)
    for words in ("one", "two"):
        say(hers.page, words)
    expect(hers.page.locator(".bubble.pending")).to_have_count(2)
    hers.context.set_offline(False)
    expect(his.page.locator(".bubble-words")).to_have_text(["one", "two"])
    expect(hers.page.locator(".bubble.pending")).to_have_count(0)
    hers.faults.clear()  # the browser tells of each request that was cut off

    hers.page.route("**/messages", lambda route: route.fulfill(status=429, json={"detail": "Too many for now."}))
    say(hers.page, "three")
    expect(hers.page.locator(".bubble.failed [data-field=reason]")).to_have_text("Too many for now.")
    hers.page.reload()
    expect(hers.page.locator(".bubble.failed .bubble-words")).to_have_text("three")  # kept over a reload
    hers.page.unroute("**/messages")
    hers.page.get_by_role("button", name="Try again").click()
    expect(his.page.locator(".bubble-words")).to_have_text(["one", "two", "three"])
    hers.faults.clear()


def test_all_of_it_goes_where_sockets_do_not_get_through(
    visitors: tuple[Visitor, Visitor], alice: Any, bob: Any
) -> None:
    hers, his = visitors
    talk, _ = services.start_conversation(alice, [bob.pk])
    his.page.add_init_script(NO_SOCKETS)
    for visitor in (hers, his):
        visitor.open(f"/social/messages/{talk.pk}/")
    expect(his.page.locator("#light-word")).to_have_text("Polling")
    expect(his.page.locator("#light-time")).to_contain_text("Up to date as of")
    hers.is_live()
    say(hers.page, "Do you hear me?")
    expect(his.page.locator(".bubble-words")).to_have_text("Do you hear me?")
    expect(hers.page.locator(".ticks")).to_have_attribute("data-ticks", "read")
    say(his.page, "Clearly")
    expect(hers.page.locator(".bubble-words").last).to_have_text("Clearly")
    his.faults.clear()  # the sockets that were refused


def test_two_devices_stay_in_step_and_a_group_is_told_of(
    browser: Browser, visitors: tuple[Visitor, Visitor], alice: Any, bob: Any
) -> None:
    hers, _ = visitors
    phone = Visitor(browser, hers.base)
    phone.page.set_viewport_size(PHONE)
    phone.sign_in("alice", PASSWORD)
    phone.is_live()
    talk, _ = services.start_conversation(bob, [alice.pk], "Hills")
    sending.send_message(bob, talk.pk, "Who comes?", "1")
    for device in (hers, phone):
        expect(device.page.locator("[data-badge=messages] [data-badge-count]")).to_have_text("1")
    phone.open("/social/messages/")
    expect(phone.page.locator(".talk-row.unread .talk-last")).to_have_text("Bob: Who comes?")
    assert phone.page.locator(".talk-pane").is_hidden()
    phone.page.locator(".talk-row a").click()
    expect(phone.page.locator(".bubble-words")).to_have_text("Who comes?")
    assert phone.page.locator(".list-pane").is_hidden()
    expect(hers.page.locator("[data-badge=messages]")).to_be_hidden()  # read on the phone
    hers.open(f"/social/messages/{talk.pk}/")
    hers.is_live()
    say(phone.page, "I do")
    expect(hers.page.locator(".bubble.own .bubble-words")).to_have_text("I do")
    services.rename(bob, talk.pk, "Long hills")
    expect(hers.page.locator("#talk-title")).to_have_text("Long hills")
    services.remove_member(bob, talk.pk, alice.pk)
    expect(hers.page.locator("[data-closed]")).to_have_text("You are not in this conversation any more.")
    expect(hers.page.locator("#write")).to_be_hidden()
    phone.context.close()


def test_badges_and_words_of_the_staff_are_told_in_passing(
    visitors: tuple[Visitor, Visitor], alice: Any, dana: Any, run: Any
) -> None:
    hers, _ = visitors
    hers.is_live()
    run(alice)
    expect(hers.page.locator(".toast", has_text="Badge earned").first).to_be_visible()
    announce(dana, "The lake is closed on Sunday.")
    expect(hers.page.locator(".toast", has_text="The lake is closed on Sunday.")).to_be_visible()


def test_keys_move_like_lead_and_can_be_switched_off(
    visitors: tuple[Visitor, Visitor], alice: Any, bob: Any, run: Any
) -> None:
    hers, _ = visitors
    first, second = run(bob, title="First"), run(bob, title="Second")
    hers.open("/social/")
    hers.is_live()
    page = hers.page
    page.keyboard.press("j")
    expect(page.locator(f"#activity-{second.pk} .card-title a")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("l")
    expect(page.locator(f"#activity-{first.pk} .like")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(page.locator(f"#activity-{second.pk} .card-title a")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    hers.shoot("shortcuts", desktop=DESKTOP)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#side-search")).to_be_focused()
    page.keyboard.type("gm?")  # one types: nothing else happens
    expect(page.locator("#side-search")).to_have_value("gm?")
    page.locator("h1").first.click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page).to_have_url(f"{hers.base}/social/messages/")
    hers.open("/social/notifications/preferences/")
    page.locator("#keys-switch").uncheck()
    hers.open("/social/")
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body")


def test_who_comes_is_seen_at_the_side_and_at_every_face(
    browser: Browser, house: House, alice: Any, bob: Any, run: Any
) -> None:
    run(bob)
    hers, his = Visitor(browser, house.base), Visitor(browser, house.base)
    hers.sign_in("alice", PASSWORD)
    hers.is_live()
    expect(hers.page.locator("[data-here-panel] .nothing")).to_be_visible()
    his.sign_in("bob", PASSWORD)
    expect(hers.page.locator("[data-here-panel] .name")).to_have_text("Bob")
    expect(hers.page.locator(".card [data-here=online]")).to_be_visible()
    his.context.close()
    expect(hers.page.locator("[data-here-panel] .nothing")).to_be_visible()
    expect(hers.page.locator(".card [data-here]")).to_be_hidden()
    assert hers.faults == []
    hers.context.close()


def test_without_javascript_people_write_and_read(browser: Browser, house: House, alice: Any, bob: Any) -> None:
    talk, _ = services.start_conversation(bob, [alice.pk])
    sending.send_message(bob, talk.pk, "Six?", "1")
    hers = Visitor(browser, house.base, java_script_enabled=False)
    hers.sign_in("alice", PASSWORD)
    hers.page.get_by_role("navigation", name="Main").get_by_role("link", name="Messages").click()
    hers.page.locator(".talk-row a").click()
    hers.page.get_by_role("button", name="Mark read").click()
    assert Membership.objects.get(user=alice, conversation=talk).read_seq == 1
    hers.page.fill("#write textarea", "Seven.")
    hers.page.get_by_role("button", name="Send").click()
    expect(hers.page.locator(".bubble.own .bubble-words")).to_have_text("Seven.")
    hers.page.get_by_role("button", name="Mute").click()
    expect(hers.page.locator("[data-mute] button")).to_have_attribute("aria-pressed", "true")
    assert Conversation.objects.get().last_seq == 2
    assert User.objects.count() == 2
    assert hers.faults == []
    hers.context.close()
