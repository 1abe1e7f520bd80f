"""How is it kept what a moderator changed, before and after, whichever program changed it? By triggers.

They see bulk updates and raw SQL too. `because` names the decision; the rows hold it as `pgh_context`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

M = TypeVar("M", bound=type[models.Model])
FOR_A_REASON = pgtrigger.Condition("CURRENT_SETTING('pghistory.context_metadata', TRUE) <> ''")


def recorded(*fields: str) -> Callable[[M], M]:
    """Decorates a model: each change of one of `fields` leaves two rows in `<Model>Record`, `before` and `after`.

    Nothing else of the row is kept, and what is kept goes with the row. A row is read as `thing.record`.
    """
    changed = pgtrigger.AnyChange(*fields)

    def decorate(model: M) -> M:
        pghistory.track(
            pghistory.UpdateEvent("before", condition=changed, row=pghistory.Old),
            pghistory.UpdateEvent("after", condition=changed, row=pghistory.New),
            fields=list(fields),
            obj_field=pghistory.ObjForeignKey(
                on_delete=models.CASCADE, related_name="record", related_query_name="record", db_constraint=True
            ),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,  # type: ignore[arg-type]  # pghistory takes it
            model_name=f"{model.__name__}Record",
            meta={"db_table": f"{model._meta.db_table}_record"},
        )(model)
        return model

    return decorate


def recorded_end(*people: str) -> Callable[[M], M]:
    """Decorates a model: a row deleted within `because` is kept in `<Model>Record`; of others nothing is.

    `people` are its foreign keys to persons: what is kept goes with either.
    """

    def decorate(model: M) -> M:
        keys = {name: models.ForeignKey("social.User", on_delete=models.CASCADE, related_name="+") for name in people}
        pghistory.track(
            pghistory.DeleteEvent("before", condition=FOR_A_REASON),
            fields=["id", "status", *people],
            obj_field=None,
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,  # type: ignore[arg-type]  # pghistory takes it
            model_name=f"{model.__name__}Record",
            meta={"db_table": f"{model._meta.db_table}_record"},
            attrs=dict(keys),
        )(model)
        return model

    return decorate


def because(**why: int | str) -> pghistory.context:
    """Inside, what changes is recorded with `why`: ids, never words about people."""
    return pghistory.context(**why)
