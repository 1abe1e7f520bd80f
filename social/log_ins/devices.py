"""What kind of device sends this User-Agent? Browser and system by name, no version, nothing that marks one of many."""

from __future__ import annotations

import re

UNKNOWN = "Unknown device"
# The first that is found counts: most say that they are several others as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Vivaldi": "Vivaldi",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
PROGRAM = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]{0,39}")


def device_of(user_agent: str) -> str:
    """Such as "Firefox on Linux"; the name alone of a program that is no browser."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser:
        return f"{browser} on {system}" if system else browser
    program = PROGRAM.match(user_agent)
    return program[0].strip() if program else UNKNOWN


def _first(names: dict[str, str], text: str) -> str:
    return next((name for mark, name in names.items() if mark in text), "")
