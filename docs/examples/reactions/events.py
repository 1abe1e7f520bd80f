"""What can be said to have happened?"""

from __future__ import annotations

from realtime.events import Event, event
from social.accounts.cards import Person


@event("reaction_added")
class ReactionAdded(Event, frozen=True):
    """`user` reacted to the activity with `emoji`."""

    activity_id: int
    user: Person
    emoji: str

    def subjects(self) -> tuple[str, ...]:
        """Whoever may no longer see the activity or the person is not shown this, replays included."""
        return (f"activity:{self.activity_id}", f"person:{self.user.id}")

    def topic(self) -> str:
        """Whoever has the reactions of this activity open is told too."""
        return f"reactions:{self.activity_id}"
