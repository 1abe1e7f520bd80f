"""Does docs/security.md answer for every line, with tests that are there?"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
TEXT = (PROJECT / "docs/security.md").read_text()
ROWS = re.findall(r"^\| (S-[A-Z]+|X)-?(\d+) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE)
RANGES = re.findall(r"(S-[A-Z]+|X) 1 to (\d+)", TEXT)
REASONS = ("Not ", "Left open: ")


@cache
def names_in(path: Path) -> set[str]:
    """The names of a file's tests, in Python or JavaScript."""
    if path.suffix == ".js":
        return set(re.findall(r'^test\("([^"]+)"', path.read_text(), re.MULTILINE))
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, functions)}


def test_no_line_is_missing_or_there_twice() -> None:
    expected = [(group, str(number)) for group, last in RANGES for number in range(1, int(last) + 1)]
    assert len(expected) > 100
    assert [(group, number) for group, number, _, _ in ROWS] == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row[:2]))
def test_a_line_names_tests_that_are_there_or_says_why_not(row: tuple[str, str, str, str]) -> None:
    shown = row[3]
    named = re.findall(r"`([^`]+)::([^`]+)`", shown)
    assert named or shown.startswith(REASONS), shown
    for path, name in named:
        assert name in names_in(PROJECT / path), f"{path}::{name}"
