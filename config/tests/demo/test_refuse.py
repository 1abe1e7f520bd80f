"""Is the demo kept out of production?"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError

from config.tests.kernel.test_refuse_weak import GOOD
from config.tests.live import PROJECT, free_port
from social.accounts.models import User

pytestmark = pytest.mark.django_db
NEEDS = "The demo needs DEMO=1, and SLIPSTREAM_ENV must not be production."


def found() -> list[str]:
    """What Django's checks for a deployment say of the demo."""
    return [one.id for one in run_checks(include_deployment_checks=True) if str(one.id).startswith("slipstream.")]


@pytest.mark.parametrize("what", ["load", "live"])
def test_production_refuses_the_demo(settings: Any, allowed: None, what: str) -> None:
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match=NEEDS):
        call_command("demo", what)
    assert not User.objects.exists()


@pytest.mark.parametrize("what", ["load", "live"])
def test_without_the_setting_there_is_no_demo(settings: Any, what: str) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match=NEEDS):
        call_command("demo", what)
    assert not User.objects.exists()


def test_a_pause_below_a_second_is_refused(allowed: None) -> None:
    with pytest.raises(CommandError, match="at least 1 second"):
        call_command("demo", "live", every=0.5)


def test_production_does_not_start_with_people_of_the_demo(demo: Any, settings: Any) -> None:
    """S-AC-11."""
    assert found() == []
    settings.ENVIRONMENT = "production"
    assert found() == ["slipstream.E001"]
    with pytest.raises(SystemCheckError, match="Accounts of the demo are in this database"):
        call_command("check", deploy=True)


def test_a_suspended_account_of_the_demo_counts_too(demo: Any, settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    User.objects.update(is_active=False)
    assert found() == ["slipstream.E001"]


def test_production_starts_without_them(alice: User, settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    assert found() == []


def test_a_database_that_is_away_is_told_and_breaks_nothing() -> None:
    away = {"DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/none"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=PROJECT,
        env={**os.environ, **GOOD, **away},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "(slipstream.W001) The database cannot be asked" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
