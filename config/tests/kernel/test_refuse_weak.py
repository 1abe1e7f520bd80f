"""Does an unsafe production start end with one clear sentence?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[3]
GOOD = {
    "SLIPSTREAM_ENV": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop",
    "JWT_KEY": "zyxwvutsrqponmlkjihgfedcba9876543210zyxwvut",
    "DATABASE_URL": "postgresql://app:secret@db/app",
    "REDIS_URL": "rediss://:secret@redis",
    "PUBLIC_URL": "https://slipstream.example",
    "EMAIL_PROVIDER": "smtp",
}
WEAK = {
    "DEBUG shows traces": {"DEBUG": "1"},
    "DEMO lets people in": {"DEMO": "1"},
    "LIVE_TEST_ROUTES opens": {"LIVE_TEST_ROUTES": "1"},
    "SECRET_KEY must be random": {"SECRET_KEY": "a" * 60},
    "JWT_KEY must be random": {"JWT_KEY": "short"},
    "must not be the same": {"JWT_KEY": GOOD["SECRET_KEY"]},
    "SECRET_KEY must be random and at least 50": {"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]},
    "ALLOWED_HOSTS must name": {"ALLOWED_HOSTS": "*"},
    "a leading dot": {"ALLOWED_HOSTS": ".slipstream.example"},
    "PUBLIC_URL must begin with https://": {"PUBLIC_URL": "http://slipstream.example"},
    "ALLOWED_ORIGINS must be whole": {"ALLOWED_ORIGINS": "https://slipstream.example,http://other.example"},
    "JOB_PROVIDER=memory": {"JOB_PROVIDER": "memory"},
    "METRICS_ALLOW lets everybody": {"METRICS_ALLOW": "127.0.0.1,0.0.0.0/0"},
    "WEBHOOK_ALLOW lets": {"WEBHOOK_ALLOW": "0.0.0.0/0"},
    "EMAIL_PROVIDER=console": {"EMAIL_PROVIDER": "console"},
    "DATABASE_URL": {"DATABASE_URL": ""},
    "REDIS_URL is missing": {"REDIS_URL": ""},
    "without a password": {"REDIS_URL": "redis://elsewhere:6379"},
    "SLIPSTREAM_ENV": {"SLIPSTREAM_ENV": "prodution"},
}


def start(environment: dict[str, str], then: str = "print('started')") -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = "import django; from django.conf import settings; settings.DEBUG; " + then
    command = [sys.executable, "-c", code]
    environment = clean | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment
    return subprocess.run(command, check=False, cwd=PROJECT, env=environment, capture_output=True, text=True)


def test_a_safe_production_set_up_starts() -> None:
    done = start(GOOD)
    assert done.stdout == "started\n", done.stderr[-1000:]


@pytest.mark.parametrize("sentence", WEAK)
def test_a_weak_one_is_refused_with_a_sentence(sentence: str) -> None:
    """S-OP-1."""
    done = start(GOOD | WEAK[sentence])
    assert done.returncode != 0
    assert sentence in done.stderr.strip()


def test_every_fault_is_told_at_once() -> None:
    """S-OP-1."""
    told = start(GOOD | {"DEBUG": "1", "JWT_KEY": "short", "PUBLIC_URL": "http://slipstream.example"}).stderr
    for name in ("DEBUG", "JWT_KEY", "PUBLIC_URL"):
        assert f"  - {name} " in told


@pytest.mark.django_db(transaction=True)
def test_django_finds_nothing_to_complain_of_in_production() -> None:
    """S-OP-10, with a database that can be asked."""
    parts = connection.get_connection_params()
    address = f"postgresql://{parts.get('user') or ''}@/{parts['dbname']}?host={parts.get('host') or ''}"
    command = [sys.executable, "-W", "error::DeprecationWarning:config", "manage.py", "check", "--deploy"]
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | GOOD
    done = subprocess.run(
        [*command, "--fail-level", "WARNING"],
        check=False,
        cwd=PROJECT,
        env=environment | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "no issues (0 silenced)" in done.stdout, done.stdout
