"""How does a table of any length reach its reader? In pages, the first line at once, in constant memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

from activities.exports.selectors import Asked, Place, after, exported
from activities.exports.tables import BOM, FIELDS, encoded, header, line
from activities.exports.turns import Turn
from config.kernel.concurrency import db_call
from social.accounts.models import User

PAGE = 2000


class Page(NamedTuple):
    """Some lines, and where the next page begins; no place after the last."""

    content: bytes
    place: Place | None


async def table(person: User, asked: Asked, *, units: str, bom: bool, turn: Turn) -> AsyncIterator[bytes]:
    """The table, page by page; between pages no database connection is held. A reader who leaves ends it.

    `turn` is taken already, and given back at the end.
    """
    try:
        yield (BOM if bom else b"") + encoded([header(units)])
        place: Place | None = None
        while True:
            page = await db_call(_page)(person, asked, units, place)
            yield page.content
            if page.place is None:
                return
            place = page.place
            await db_call(turn.keep)()
    finally:
        await db_call(turn.end)()


def _page(person: User, asked: Asked, units: str, place: Place | None) -> Page:
    rows = list(after(exported(person, asked), place).values_list(*FIELDS)[:PAGE])
    content = encoded(line(row, units) for row in rows)
    return Page(content, Place(rows[-1][1], rows[-1][0]) if len(rows) == PAGE else None)
