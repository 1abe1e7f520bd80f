"""What can happen in a challenge?"""

from __future__ import annotations

from typing import Any, Self

from activities.challenges.leaderboard import Board, Row, with_rank
from activities.challenges.models import Challenge, Participation
from realtime.events import Event, Lane, event
from social.accounts.cards import Person

TOP = 10  # lines that travel with the event; whoever shows more reads the board again


@event("challenge_joined", feature="challenges")
class ChallengeJoined(Event, frozen=True):
    """`user` takes part now, as one of `participants`."""

    challenge_id: int
    user: Person
    participants: int

    def subjects(self) -> tuple[str, ...]:
        return (f"challenge:{self.challenge_id}", f"person:{self.user.id}")

    def topic(self) -> str:
        return f"challenge:{self.challenge_id}"


@event("challenge_update", lane=Lane.LATEST, feature="challenges")
class ChallengeUpdate(Event, frozen=True):
    """To one person: how they stand. `value` and `goal` in its unit; `rank` is null unless they take part."""

    challenge_id: int
    person_id: int
    value: int = 0
    goal: int = 0
    rank: int | None = None
    tied: bool = False
    reached: bool = False
    taking_part: bool = False
    status: str = ""

    def subjects(self) -> tuple[str, ...]:
        return (f"challenge:{self.challenge_id}",)

    def key(self) -> str:
        return f"challenge:{self.challenge_id}:person:{self.person_id}"

    def refreshed(self) -> Self | None:
        mine = Participation.objects.filter(challenge=self.challenge_id, user=self.person_id)
        row: Any = with_rank(mine).select_related("challenge").first()  # with what with_rank adds
        if row is None:
            return None
        about = {"goal": row.challenge.goal, "status": row.challenge.status, "taking_part": row.left_at is None}
        if row.left_at is None:
            about |= {"value": row.value, "rank": row.place, "tied": row.tied, "reached": row.reached_at is not None}
        return type(self)(challenge_id=self.challenge_id, person_id=self.person_id, **about)


@event("leaderboard_change", lane=Lane.LATEST, feature="challenges")
class LeaderboardChange(Event, frozen=True):
    """The board has moved: how many take part, and its first lines, as the API answers them to scope=all."""

    challenge_id: int
    participants: int = 0
    top: list[Row] = []

    def subjects(self) -> tuple[str, ...]:
        return (f"challenge:{self.challenge_id}", *(f"person:{row.user.id}" for row in self.top))

    def topic(self) -> str:
        return f"challenge:{self.challenge_id}"

    def key(self) -> str:
        return f"challenge:{self.challenge_id}:board"

    def refreshed(self) -> Self | None:
        challenge = Challenge.objects.filter(pk=self.challenge_id).first()
        if challenge is None:
            return None
        participants = Participation.objects.present().filter(challenge=challenge).count()
        return type(self)(challenge_id=challenge.pk, participants=participants, top=Board(challenge)[0:TOP])


class Invited(Event, frozen=True):
    """The creator asked `person_id` to take part. Told to no person: the inbox makes a line of it."""

    challenge_id: int
    person_id: int
    by: Person
    title: str


class InvitationOver(Event, frozen=True):
    """The person has joined, declined, or may not come any more. Told to no person: the inbox takes its line back."""

    challenge_id: int
    person_id: int
    creator_id: int


class GoalReached(Event, frozen=True):
    """The person has come to the goal. Told to no person: the inbox makes a line of it."""

    challenge_id: int
    person_id: int
    title: str


class ChallengeClosed(Event, frozen=True):
    """The person's rank is final. Told to no person: the inbox makes a line of it."""

    challenge_id: int
    person_id: int
    title: str
    rank: int
    participants: int
