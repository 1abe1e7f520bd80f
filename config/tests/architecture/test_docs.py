"""Do the documents say what is there?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.kernel.features import FEATURES
from realtime.events.event import EVENTS
from realtime.sockets.codes import Close, Code
from realtime.sockets.commands import COMMANDS

PROJECT = Path(__file__).resolve().parents[3]
DOCS = PROJECT / "docs"


def test_every_setting_is_documented() -> None:
    text = (DOCS / "settings.md").read_text()
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", text))
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', (PROJECT / "config/settings.py").read_text()))
    for path in (PROJECT / "config").rglob("*.py"):
        if "tests" not in path.parts:
            read |= set(re.findall(r'environ(?:\.get|\.setdefault)?[(\[]"([A-Z][A-Z_]+)"', path.read_text()))
    assert read - documented == set()
    assert {f"FEATURE_{name.upper()}" for name in FEATURES} <= documented
    assert [name for name in FEATURES if f"| `{name}` |" not in text] == []


def test_every_event_and_command_is_in_the_protocol() -> None:
    text = (DOCS / "protocol.md").read_text()
    internal = {"session_check", "rights_check"}
    ours = {name for name, cls in EVENTS.items() if not cls.__module__.startswith("realtime.tests")}
    assert {name for name in (ours - internal) | COMMANDS.keys() if f"`{name}`" not in text} == set()


@pytest.mark.parametrize("code", [*Code, *map(str, map(int, Close))])
def test_every_code_is_in_the_protocol(code: str) -> None:
    assert code in (DOCS / "protocol.md").read_text()


def test_every_link_in_the_documents_leads_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), PROJECT / "README.md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
