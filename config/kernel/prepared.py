"""How is a large statement, asked again and again, compiled and planned once, and not each time?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from inspect import signature
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)
FIRST_STAND_IN = -(10**15)  # a number that no filter of ours writes by itself


@contextmanager
def prepared() -> Iterator[None]:
    """Statements within are prepared by the server, once a connection, and only filled in and run from then on.

    For statements whose text does not change with their values. A pooler between us and PostgreSQL has to know
    prepared statements (PgBouncer from 1.21 on).
    """
    connection.ensure_connection()
    line = connection.connection
    factory, threshold = line.cursor_factory, line.prepare_threshold
    line.cursor_factory, line.prepare_threshold = ServerBindingCursor, 0
    try:
        yield
    finally:
        line.cursor_factory, line.prepare_threshold = factory, threshold


def among(values: Any) -> RawSQL:
    """For `pk__in`: a list of whole numbers that is one value, however long it is."""
    return RawSQL("SELECT unnest(%s::bigint[])", [values])


class PreparedQuery(Generic[M]):
    """A query set that is built and compiled once a process and planned once a connection.

    `build` is a function of numbers, such as ids, or of what `among` takes; it is called once, with stand-ins, so it
    must not look at them.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build

    def rows(self, **values: Any) -> list[M]:
        """What the query set holds now, with the values that `build` names."""
        compiler, sql, params = self._compiled
        filled = copy(compiler)
        filled.connection = connection
        answer = sql, tuple(values[name] if name else param for name, param in params)
        filled.as_sql = lambda *_, **__: answer
        rows = self._query_set.all()
        rows.query.get_compiler = lambda *_, **__: filled  # type: ignore[method-assign]
        with prepared():
            return list(rows)

    @cached_property
    def _names(self) -> dict[int, str]:
        return {FIRST_STAND_IN - number: name for number, name in enumerate(signature(self.build).parameters)}

    @cached_property
    def _query_set(self) -> QuerySet[M]:
        return self.build(**{name: stand_in for stand_in, name in self._names.items()})

    @cached_property
    def _compiled(self) -> tuple[Any, str, list[tuple[str, Any]]]:
        """The compiler, its SQL, and for each parameter the name of its value ("": it is always the same)."""
        compiler = self._query_set.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return compiler, sql, [(self._names.get(param, "") if type(param) is int else "", param) for param in params]
