"""Who stands where in a challenge?

Ranks go by value, the highest first; equal values share a rank and the next rank is left out: 1, 2, 2, 4. Within a tie
stands first who reached the goal first, then who joined first. Ranks are those of the whole board: who is blocked
either way is not listed, and the ranks of the others stay as they are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from django.db import connection
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from activities.challenges.models import Challenge, Participation, ParticipationQuerySet
from social.accounts.cards import Person

SCOPES = ["all", "friends"]

BOARD = """
    WITH board AS (
        SELECT p.id, p.user_id, count(*) OVER (PARTITION BY p.value) > 1 AS tied,
            CASE WHEN %(final)s THEN p.rank ELSE rank() OVER (ORDER BY p.value DESC) END AS rank,
            row_number() OVER (ORDER BY p.value DESC, p.reached_at NULLS LAST, p.joined_at, p.id) AS place
        FROM challenge_participations p JOIN users u ON u.id = p.user_id AND u.is_active
        WHERE p.challenge_id = %(challenge)s AND p.left_at IS NULL
          AND (NOT %(friends)s OR p.user_id = %(viewer)s OR p.user_id IN (
              SELECT friend_id FROM friendships WHERE user_id = %(viewer)s AND status = 'accepted'))
    ) SELECT id, rank, tied FROM board
    WHERE user_id NOT IN (SELECT blocked_id FROM blocks WHERE blocker_id = %(viewer)s)
      AND user_id NOT IN (SELECT blocker_id FROM blocks WHERE blocked_id = %(viewer)s)
      AND (%(only)s = 0 OR user_id = %(only)s)
    ORDER BY place LIMIT %(limit)s OFFSET %(offset)s"""

RERANK = """
    UPDATE challenge_participations p SET rank = board.rank FROM (
        SELECT p.id, rank() OVER (ORDER BY p.value DESC) AS rank
        FROM challenge_participations p JOIN users u ON u.id = p.user_id AND u.is_active
        WHERE p.challenge_id = %(challenge)s AND p.left_at IS NULL
    ) board WHERE board.id = p.id AND p.rank IS DISTINCT FROM board.rank
    RETURNING p.user_id, board.rank"""


class Row(msgspec.Struct, frozen=True):
    """A line of the board. `value` is in the challenge's unit; `tied`: others have the same value, and rank."""

    rank: int
    tied: bool
    user: Person
    value: int
    reached: bool


class Moved(NamedTuple):
    """A person whose rank is another than they were told."""

    person_id: int
    rank: int


class Board:
    """The lines of a challenge as `viewer_id` sees them, in order; slice it to read some. 0 sees everybody.

    With `scope="friends"` it is the board of the viewer and their friends, with ranks among them.
    """

    def __init__(self, challenge: Challenge, viewer_id: int = 0, scope: str = "all") -> None:
        self.challenge, self.viewer_id, self.scope = challenge, viewer_id, scope

    def __getitem__(self, part: slice) -> list[Row]:
        """Two queries, however long the board and the part."""
        return self._read(limit=part.stop - part.start, offset=part.start)

    def row_of(self, person_id: int) -> Row | None:
        """The line of one person; None if they do not take part or are not shown to the viewer."""
        return next(iter(self._read(only=person_id)), None)

    def _read(self, *, limit: int = 1, offset: int = 0, only: int = 0) -> list[Row]:
        places = self._places(limit, offset, only)
        lines = Participation.objects.select_related("user").in_bulk([pk for pk, _, _ in places])
        return [_row(lines[pk], rank, tied) for pk, rank, tied in places]

    def _places(self, limit: int, offset: int, only: int) -> list[tuple[int, int, bool]]:
        friends = self.scope == "friends"
        final = self.challenge.closed_at is not None and not friends
        about = {"challenge": self.challenge.pk, "viewer": self.viewer_id, "friends": friends, "final": final}
        with connection.cursor() as cursor:
            cursor.execute(BOARD, about | {"limit": limit, "offset": offset, "only": only})
            return list(cursor.fetchall())


def rerank(challenge_id: int) -> list[Moved]:
    """Write down who has which rank; those whose rank is another than was written. The caller holds the challenge."""
    with connection.cursor() as cursor:
        cursor.execute(RERANK, {"challenge": challenge_id})
        return [Moved(*row) for row in cursor.fetchall()]


def with_rank(rows: ParticipationQuerySet) -> QuerySet[Participation]:
    """Adds to each row `place`, its rank among all, and `tied`, as the board has them."""
    others = Participation.objects.present().filter(challenge=OuterRef("challenge")).exclude(pk=OuterRef("pk"))
    now = _number_of(others.filter(value__gt=OuterRef("value")), "challenge") + Value(1)
    final = When(challenge__closed_at__isnull=False, then=F("rank"))
    return rows.annotate(
        place=Case(final, default=now, output_field=BigIntegerField()),
        tied=Exists(others.filter(value=OuterRef("value"))),
    )


def number_taking_part() -> Coalesce:
    """How many take part in each challenge of a query."""
    return _number_of(Participation.objects.present().filter(challenge=OuterRef("pk")), "challenge")


def _number_of(rows: QuerySet[Any], name: str) -> Coalesce:
    counted = rows.order_by().values(name).annotate(n=Count("*"))
    return Coalesce(Subquery(counted.values("n"), output_field=BigIntegerField()), Value(0))


def _row(line: Participation, rank: int, tied: bool) -> Row:
    return Row(rank, tied, Person.of(line.user), line.value, line.reached_at is not None)
