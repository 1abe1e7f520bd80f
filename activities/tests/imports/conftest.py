"""How do these tests stay true on a machine that is busy with something else?"""

from __future__ import annotations

import pytest

from activities.tracking.imports import limits


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that is about time sets its own; the others must not fail on a slow machine."""
    monkeypatch.setattr(limits, "WALL_SECONDS", 60.0)
