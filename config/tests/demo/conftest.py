"""What do the demo's tests share? A database with the demo in it, and its people by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from social.accounts.models import User


@pytest.fixture
def allowed(settings: Any) -> None:
    """The settings let the demo in."""
    settings.DEMO = True


@pytest.fixture
def demo(db: None, allowed: None) -> Callable[[str], User]:
    """The demo is loaded; `demo("alice")` is alice."""
    call_command("demo", "load", verbosity=0)
    return lambda username: User.objects.get(username=username)
