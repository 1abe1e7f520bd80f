"""Has a request left a trace in the database? Told by what PostgreSQL counts, and by what the tables hold."""

from __future__ import annotations

from typing import Any

from django.db import connection

COUNTED = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"""
HELD = "SELECT md5(coalesce(string_agg(held::text, '' ORDER BY held::text), '')) FROM {} AS held"
NOT_OURS = {"django_session"}


class Trace:
    """What the tables held at first. To be used inside one transaction, whose changes are rolled back in between."""

    def __init__(self) -> None:
        self.written = self._written()
        self.held = {table: self._held(table) for table in connection.introspection.table_names()}

    def changed(self) -> list[str]:
        """The tables that hold something else than at first. Cheap where nothing was written since the last time."""
        now = self._written()
        touched = [table for table, count in now.items() if count != self.written.get(table)]
        self.written = now
        return [table for table in touched if table not in NOT_OURS and self._held(table) != self.held[table]]

    def _written(self) -> dict[str, int]:
        return dict(self._rows(COUNTED))

    def _held(self, table: str) -> Any:
        return self._rows(HELD.format(connection.ops.quote_name(table)))[0][0]

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())
