"""What do the tests of rights share? One world a module, in a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from config.tests.security.trace import Trace
from config.tests.security.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world, and what is stored of it; whoever changes it takes the change back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        made = World()
        made.trace = Trace()
        yield made
        transaction.set_rollback(True)
