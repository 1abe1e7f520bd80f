"""Has every model that knows a person a rule for take-out and deletion, and does the rule hold?"""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models.deletion import CASCADE, DO_NOTHING, PROTECT

from config.kernel.personal import ATTACHED, TOLD
from config.takeout.rules import RULES, WITHOUT_A_KEY
from social.accounts.models import User

THEIRS = {"social", "activities", "notifications", "kernel", "realtime", "account", "admin", "sessions"}


def keys(model: type[models.Model]) -> list[models.Field]:
    """The foreign keys of a model, and its lists of others."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and not field.auto_created
    ]


def personal() -> dict[str, type[models.Model]]:
    """Every model that leads to a person, in any number of steps."""
    found: set[type[models.Model]] = {User}  # a proxy is another look at what is there already
    while True:
        more = {
            model
            for model in apps.get_models()
            if model not in found
            and not model._meta.proxy
            and any(field.related_model in found for field in keys(model))
        }
        if not more:
            return {model._meta.label: model for model in found}
        found |= more


def test_every_model_with_a_person_in_it_has_a_rule_and_every_rule_a_model() -> None:
    assert personal().keys() == RULES.keys()


def test_every_part_of_a_take_out_is_of_some_model_and_is_written() -> None:
    said = {part for rule in RULES.values() for part in rule.told}
    assert said | {"log_ins"} == TOLD.keys() | ATTACHED.keys()
    assert [name for name, rule in RULES.items() if not rule.told and not rule.because] == []


def test_nothing_keeps_a_person_from_being_deleted() -> None:
    for model in personal().values():
        for field in keys(model):
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete not in (PROTECT, DO_NOTHING), f"{model._meta.label}.{field.name}"


def test_what_goes_with_a_person_is_tied_to_them() -> None:
    for name, model in personal().items():
        if model is not User and RULES[name].leaving.startswith("goes"):
            ties = [field for field in keys(model) if isinstance(field, models.ForeignKey)]
            assert any(field.remote_field.on_delete is CASCADE for field in ties), name


def test_what_knows_a_person_without_a_foreign_key_is_named() -> None:
    """By the name of a column: an id, an address or a text that is about somebody."""
    suspicious = {"user_id", "person_id", "owner_id", "session_data", "payload", "args"}
    found = {
        model._meta.label
        for model in apps.get_models()
        if not model._meta.proxy and model._meta.label not in RULES
        if suspicious & {field.name for field in model._meta.concrete_fields}
    }
    assert found <= WITHOUT_A_KEY.keys()
