"""Which quests are there, and which three are a person's today?"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from config.kernel.features import is_enabled
from social.accounts.models import User

A_DAY = 3
REASON = "quest:"  # before the key, in the ledger of points


class Quest(NamedTuple):
    """`measure` is a name of measures.DAY; `feature` is what has to be switched on. A key is never used again."""

    key: str
    name: str
    description: str
    icon: str
    measure: str
    goal: int
    points: int
    feature: str | None = None


QUESTS = [
    Quest("move", "Get moving", "Record an activity.", "flag", "activities", 1, 20),
    Quest("twice", "Once more", "Record two activities.", "repeat", "activities", 2, 40),
    Quest("half_hour", "Half an hour", "Move for 30 minutes.", "clock", "minutes", 30, 30),
    Quest("hour", "The full hour", "Move for 60 minutes.", "clock", "minutes", 60, 50),
    Quest("five_km", "Five", "Cover 5 km.", "map", "distance_km", 5, 30),
    Quest("ten_km", "Ten", "Cover 10 km.", "map", "distance_km", 10, 50),
    Quest("climb", "Uphill", "Climb 150 m.", "mountain", "climb_m", 150, 40),
    Quest("mix", "Something else", "Record two types of activity.", "shapes", "types", 2, 50),
    Quest("early", "Up early", "Start before seven.", "sunrise", "early_starts", 1, 40),
    Quest("evening", "After work", "Start after six in the evening.", "moon", "evening_starts", 1, 20),
    Quest("indoors", "Strong and supple", "Do strength training or yoga.", "dumbbell", "indoors", 1, 40),
    Quest("cheer", "Cheer", "Like three activities of others.", "heart", "likes_given", 3, 15, "likes"),
    Quest("word", "A kind word", "Write a comment.", "speech", "comments_written", 1, 15, "comments"),
]


def quests_of(person: User, day: date) -> list[Quest]:
    """The three of that day: always the same for the person and day, and no pattern over people or days."""
    open_to_them = [quest for quest in QUESTS if quest.feature is None or is_enabled(quest.feature, person)]
    return sorted(open_to_them, key=lambda quest: _lot(person.pk, day, quest.key))[:A_DAY]


def _lot(person_id: int, day: date, key: str) -> bytes:
    return sha256(f"{person_id}:{day.isoformat()}:{key}".encode()).digest()
