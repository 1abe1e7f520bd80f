"""Is anything lost, shown twice, out of order or leaked when something breaks? The fault plan, small and seeded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.tests.faults import plan
from config.tests.stage import Stage, staged

SEED, EVENTS = 20260501, 2_000


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One Slipstream for all of them; each row has people of its own."""
    with tempfile.TemporaryDirectory(prefix="slip-") as folder:
        Path(folder).chmod(0o755)
        with staged(Path(folder)) as stage:
            yield stage


@pytest.mark.parametrize("name", plan.IN_CI)
def test_nothing_is_lost_doubled_or_leaked(stage: Stage, name: str, capsys: Any) -> None:
    """X2, X3, X4, X6, X8, X12 and X17; X1 is in test_crash, X18 in the launcher's tests."""
    figures = plan.play(stage, name, EVENTS, SEED)
    with capsys.disabled():
        print(f"\n{figures.line()} (seed {SEED})")
    assert figures.good, f"{figures.line()}; {figures.wrong}"
