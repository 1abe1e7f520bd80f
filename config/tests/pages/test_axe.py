"""Can everybody use our pages? axe looks at each, in light and dark, on a phone and at a desk; nothing goes wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from config.demo.people import MODERATOR
from config.tests.browser import DESKTOP, PHONE, Visitor, chromium
from config.tests.live import PROJECT, House
from config.tests.pages.places import MISSING, READY, scene

AXE = PROJECT / ".venv/axe-core-4.14.1/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the dark only colours are other ones (tokens.css), so the rest is not asked twice of the same page.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async wanted => (await axe.run(document, {runOnly: wanted, resultTypes: ['violations'], preload: false}))
    .violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`))"""


def test_axe_is_here() -> None:
    """script/test installs it. Without it the walk below finds faults only."""
    if not AXE.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("axe is not here: npm could not install it.")


def test_no_page_has_a_barrier_or_a_fault(house: House, settings: Any) -> None:
    """No barrier, script error, blocked or missing file, or line wider than the window."""
    settings.DEMO = True
    axe = AXE.read_text() if AXE.exists() else ""
    places, found = scene(), list[str]()
    with chromium() as browser:
        for person, pages in ((None, places.open_to_all), ("alice", places.own), (MODERATOR, places.moderator)):
            visitor = Visitor(browser, house.base)
            if person:
                visitor.sign_in(person)
            for name, path in pages.items():
                visitor.open(path)
                visitor.page.wait_for_selector(READY.get(name, "h1"))
                found += [f"{name}, {fault}" for fault in look(visitor, axe)]
                found += [f"{name}: {fault}" for fault in visitor.faults if not (name in MISSING and "404" in fault)]
                visitor.faults.clear()
            visitor.context.close()
    assert not found, "\n".join(found)


def look(visitor: Visitor, axe: str) -> Iterator[str]:
    """What axe finds on the page that is open, and whether it is wider than its window.

    axe comes in by the debugging protocol, which the content security policy does not bind: the policy stays as it is.
    """
    if axe:
        visitor.page.evaluate(axe)
    for kind, size in (("phone", PHONE), ("desktop", DESKTOP)):
        visitor.page.set_viewport_size(size)
        width = int(visitor.page.evaluate("document.documentElement.scrollWidth"))
        if width > size["width"]:
            yield f"{kind}: {width} px wide"
        for scheme, wanted in (("light", TAGS), ("dark", OF_COLOURS)):
            visitor.page.emulate_media(color_scheme=scheme)
            found = visitor.page.evaluate(RUN, wanted) if axe else []
            yield from (f"{kind}, {scheme}: {fault}" for fault in found)
