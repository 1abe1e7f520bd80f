"""How does a person look at our pages? Through a real Chromium, which remembers everything that went wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

CANDIDATES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = [
    "--no-sandbox",  # Chromium refuses its own sandbox as root; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
MISSING = (
    "No Chromium found. Install one (Debian: apt-get install chromium; elsewhere: python -m playwright install "
    "chromium) or name it in SLIPSTREAM_CHROMIUM. Everything but the browser tests runs without it."
)
WATCH_POLICY = """addEventListener('securitypolicyviolation', e =>
    console.error('CSP ' + e.effectiveDirective + ' blocked ' + (e.blockedURI || 'inline') + ' ' + e.sample))"""


def find_chromium(own: str) -> str | None:
    """A Chromium that really starts: a path that exists may be a stub that only tells of a snap."""
    for candidate in (os.environ.get("SLIPSTREAM_CHROMIUM"), *CANDIDATES, own):
        path = candidate and shutil.which(candidate)
        if path and subprocess.run([path, "--version"], check=False, capture_output=True, timeout=20).returncode == 0:
            return path
    return None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser. Without one the test is skipped with a sentence, and fails where CI is set."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        if path is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """One person's own profile and page, with everything that went wrong on it.

    Without a service worker, which would fetch all files anew for each visitor, unless a test is about it.
    """

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        self.base = base
        self.faults: list[str] = []
        usual = {"viewport": DESKTOP, "reduced_motion": "reduce", "service_workers": "block"}
        self.context = browser.new_context(**(usual | options))
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH_POLICY)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._note_console)
        self.page.on("response", self._note_refusal)

    def _note_console(self, line: Any) -> None:
        if line.type == "error":
            self.faults.append(f"console: {line.text}")

    def _note_refusal(self, answer: Any) -> None:
        if answer.status >= 400:
            self.faults.append(f"{answer.status} {answer.url}")

    def sign_in(self, name: str, password: str = "demo") -> None:
        """Through the page, as a person does."""
        self.page.goto(f"{self.base}/accounts/login/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", password)
        self.page.click("form:has(input[name=password]) [type=submit]")
        expect(self.page).to_have_url(f"{self.base}/social/")

    def sign_up(self, name: str, password: str) -> None:
        """The same of somebody new, who comes to the landing page."""
        self.open("/")
        self.page.get_by_role("link", name="Create an account").click()
        self.page.fill("input[name=email]", f"{name}@example.org")
        self.page.fill("input[name=username]", name)
        for field in ("password1", "password2"):
            self.page.fill(f"input[name={field}]", password)
        self.press("Sign up")
        expect(self.page).to_have_url(f"{self.base}/social/")

    def press(self, name: str, within: str = "main") -> None:
        """The first button of this name."""
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def open(self, path: str) -> None:
        """Open a page of ours."""
        self.page.goto(f"{self.base}{path}")

    def is_live(self) -> None:
        """Wait until the connection light says so."""
        expect(self.page.locator("#light-word")).to_have_text("Live", timeout=15_000)

    def shoot(self, name: str, **sizes: ViewportSize) -> None:
        """Screenshots into the folder SLIPSTREAM_SHOTS, where it is set; a page wider than its window is a fault."""
        for kind, size in (sizes or {"desktop": DESKTOP, "phone": PHONE}).items():
            self.page.set_viewport_size(size)
            width = int(self.page.evaluate("document.documentElement.scrollWidth"))
            if width > size["width"]:
                self.faults.append(f"{name} is {width} px wide on a {kind}")
            if folder := os.environ.get("SLIPSTREAM_SHOTS"):
                Path(folder).mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=Path(folder) / f"{name}-{kind}.png", full_page=False)
        self.page.set_viewport_size(DESKTOP)
