"""What do the tests of the promises begin with? Runs of today: of old ones that are uploaded late, no toast tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone


@pytest.fixture
def run(run: Callable[..., Any]) -> Callable[..., Any]:
    """Records a run of an hour ago."""

    def make(by: Any, **fields: Any) -> Any:
        return run(by, **{"started_at": timezone.now() - timedelta(hours=1)} | fields)

    return make
