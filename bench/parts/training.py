"""What do a thousand, or a hundred thousand, people do? Rows for the feed's bench, made by PostgreSQL from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NEUTRAL = {
    "boolean": "false",
    "timestamp with time zone": "now()",
    "date": "now()",
    "jsonb": "'{}'",
    "uuid": "gen_random_uuid()",
}
NUMBERS = {"smallint", "integer", "bigint", "double precision", "numeric"}


@dataclass(frozen=True)
class Size:
    """How much there is. `strata` are how many friends the looked-at people have."""

    people: int
    activities: int
    likes: int
    strata: tuple[int, ...]


SIZES = {
    "S": Size(1_000, 10_000, 50_000, (100,)),
    "M": Size(20_000, 1_000_000, 5_000_000, (100, 1000)),
    "L": Size(100_000, 10_000_000, 30_000_000, (100, 1000, 5000)),
}
VIEWERS = 12  # a stratum


def insert(cursor: Any, table: str, given: dict[str, str], source: str) -> None:
    """INSERT … SELECT; columns that must have a value and are not given get a neutral one."""
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO' "
        "AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'",
        [table],
    )
    neutral = {name: "0" if kind in NUMBERS else NEUTRAL.get(kind, "''") for name, kind in cursor.fetchall()}
    columns = neutral | given
    cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {source}")


def generate(cursor: Any, size: Size, seed: int) -> dict[int, list[int]]:
    """Fill an empty database; who is looked at, by how many friends they have.

    A fifth of the people have fallen silent half a year ago. Of the activities 2 % are deleted, 5 % private, 25 % for
    friends; every twentieth is shared. Everybody has 20 friends or so, follows, blocks and mutes a few.
    """
    cursor.execute("SET session_replication_role = replica")  # no triggers: nobody asks for the history of these
    cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
    people, n = size.people, "generate_series(1, {}) AS n"
    insert(cursor, "users", {"id": "n", "username": "'p' || n", "password": "'!'", "is_active": "n % 500 <> 0",
           "units": "'km'", "time_zone": "'UTC'", "who_may_message": "'friends'", "is_private": "n % 10 = 0"},
           n.format(people))  # fmt: skip
    viewers = {k: list(range(i * VIEWERS + 1, (i + 1) * VIEWERS + 1)) for i, k in enumerate(size.strata)}
    befriend(cursor, people, viewers)
    tie = "(SELECT n, 1 + floor(random() * {})::int AS other FROM generate_series(1, {}) AS n) t WHERE other <> n"
    pairs = {
        "follows": ("follower_id", "followed_id"),
        "blocks": ("blocker_id", "blocked_id"),
        "mutes": ("muter_id", "muted_id"),
    }
    for table, (one, other) in pairs.items():
        times, status = (27, {"status": "'accepted'"}) if table == "follows" else (2, {})
        source = f"(SELECT DISTINCT 1 + n % {people} AS a, other AS b FROM {tie.format(people, people * times)}) t"
        insert(cursor, table, {one: "a", other: "b"} | status, f"{source} WHERE a <> b")
    author, age = f"1 + floor(random() * {people})::int", "random() * interval '180 days'"
    acts = f"(SELECT n, {author} AS author, random() AS kind, {age} AS age FROM {n.format(size.activities)}) t"
    when = "now() - age - CASE WHEN author % 5 = 0 THEN interval '180 days' ELSE interval '0' END"
    insert(cursor, "activities", {"id": "n", "user_id": "author", "activity_type": "'run'", "title": "'Run ' || n",
           "visibility": "CASE WHEN kind < .05 THEN 2 WHEN kind < .3 THEN 1 ELSE 0 END", "created_at": when,
           "started_at": when, "deleted_at": "CASE WHEN kind > .98 THEN now() END"}, acts)  # fmt: skip
    who = f"(SELECT DISTINCT 1 + floor(random() * {size.activities})::int AS a, {author} AS b FROM {{}}) t"
    insert(cursor, "likes", {"activity_id": "a", "user_id": "b"}, who.format(n.format(size.likes)))
    insert(cursor, "comments", {"activity_id": "a", "user_id": "b", "content": "'Well done'"},
           who.format(n.format(size.likes // 5)))  # fmt: skip
    insert(cursor, "shares", {"activity_id": "a", "user_id": "b", "created_at": f"now() - {age}"},
           who.format(n.format(size.activities // 20)))  # fmt: skip
    cursor.execute("SET session_replication_role = origin")
    cursor.execute("VACUUM ANALYZE")
    return viewers


def befriend(cursor: Any, people: int, viewers: dict[int, list[int]]) -> None:
    """Twenty friends or so each; so many, of others, for those who are looked at. Both rows of each friendship."""
    looked_at = sum(len(group) for group in viewers.values())
    pairs = [f"SELECT {looked_at} + 1 + n % ({people} - {looked_at}) AS a, {looked_at} + 1 + floor(random() * "
             f"({people} - {looked_at}))::int AS b FROM generate_series(1, {people * 10}) AS n"]  # fmt: skip
    pairs += [
        f"(SELECT {viewer}, n FROM generate_series({looked_at} + 1, {people}) AS n ORDER BY random() LIMIT {friends})"
        for friends, group in viewers.items()
        for viewer in group
    ]
    both = "SELECT a, b FROM pairs UNION SELECT b, a FROM pairs"
    source = f"(WITH pairs AS MATERIALIZED ({' UNION ALL '.join(pairs)}) {both}) t WHERE a <> b"
    insert(cursor, "friendships", {"user_id": "a", "friend_id": "b", "status": "'accepted'"}, source)
