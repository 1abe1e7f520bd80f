"""Does loading make the demo once, whole, or not at all?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.tracking.models import Activity
from config.demo.loading import load
from config.demo.people import RESIDENTS
from social.accounts.models import User

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


def told() -> list[tuple[Any, ...]]:
    """The history, as a reader would compare it."""
    fields = ("user__username", "title", "created_at", "distance_m", "visibility", "route")
    return list(Activity.objects.order_by("created_at", "user__username").values_list(*fields))


def test_loading_again_changes_nothing_and_says_so(demo: Any, capsys: Any) -> None:
    before = counts()
    call_command("demo", "load")
    assert counts() == before
    assert capsys.readouterr().out == "The demo is there already; nothing was changed.\n"


def test_a_start_weeks_later_adds_nothing(demo: Any) -> None:
    before = counts()
    assert load(timezone.now() + timedelta(weeks=5)) is None
    assert counts() == before


def test_what_people_did_to_the_demo_stays_as_they_left_it(demo: Any) -> None:
    User.objects.filter(username="mateo").update(username="mateo-2", is_active=False)
    call_command("demo", "load")
    assert not User.objects.filter(username="mateo").exists()


def test_the_first_load_says_how_much_there_is(allowed: None, capsys: Any) -> None:
    call_command("demo", "load")
    assert capsys.readouterr().out.startswith(f"The demo is loaded: {len(RESIDENTS)} people, ")


def test_the_same_seed_and_moment_make_the_same_history() -> None:
    now, histories = timezone.now(), []
    for seed in ("one", "one", "another"):
        with transaction.atomic():
            load(now, seed)
            histories.append(told())
            transaction.set_rollback(True)
    assert histories[0] == histories[1] != histories[2]


def test_a_load_that_breaks_off_leaves_nothing_and_can_be_done_again(alice: User, allowed: None) -> None:
    User.objects.filter(pk=alice.pk).update(username="alice-of-old")
    address = EmailAddress.objects.create(user=alice, email="alice@demo.example", verified=True)
    before = counts()
    with pytest.raises(IntegrityError), transaction.atomic():
        call_command("demo", "load")
    assert counts() == before
    address.delete()
    call_command("demo", "load")
    assert User.objects.filter(is_demo=True).count() == len(RESIDENTS)


def test_a_name_that_somebody_has_is_named_and_nothing_is_loaded(person: Any, allowed: None) -> None:
    person("Ingrid")
    with pytest.raises(CommandError, match="somebody else has the user name Ingrid"):
        call_command("demo", "load")
    assert not User.objects.filter(is_demo=True).exists()
