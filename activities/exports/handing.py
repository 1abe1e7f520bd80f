"""How is a table handed to who asked for it? As a file, one at a time and so many a day."""

from __future__ import annotations

from typing import Any

from django.http import StreamingHttpResponse

from activities.exports.serializers import asked_of
from activities.exports.streaming import table
from activities.exports.turns import Turn
from config.kernel.ratelimits import spend
from social.accounts.models import User

CSV_TYPE = "text/csv; charset=utf-8"
TABLES_A_DAY = "10/d"


def begin(person: User) -> Turn:
    """Take the person's turn. Raises RateLimited while another table is under way (busy), or past ten a day."""
    turn = Turn(person.pk)
    turn.take()
    try:
        spend("export_csv", person.pk, TABLES_A_DAY)
    except BaseException:
        turn.end()
        raise
    return turn


def table_file(person: User, given: dict[str, Any], turn: Turn) -> StreamingHttpResponse:
    """The table as a file that is sent as it is read. `given`: data that a TableSerializer has checked."""
    units = given.get("units", person.units)
    content = table(person, asked_of(given), units=units, bom=given["bom"], turn=turn)
    response = StreamingHttpResponse(content, content_type=CSV_TYPE)
    response["Content-Disposition"] = 'attachment; filename="activities.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Accel-Buffering"] = "no"
    return response
