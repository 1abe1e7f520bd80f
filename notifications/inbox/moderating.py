"""How are people told what moderators decided, and what came of their reports?"""

from __future__ import annotations

from notifications.inbox.jobs import tell_reporters
from notifications.inbox.models import Kind
from notifications.inbox.services import notify
from realtime.events import subscriber
from social.moderation.events import CaseSettled, DecisionMade

MESSAGE_LENGTH = 200


@subscriber(DecisionMade)
def told_of_a_decision(event: DecisionMade) -> None:
    """The person it is about is told, whatever their preferences; a line of its own, never part of another."""
    notify(
        event.person_id,
        Kind.MODERATION,
        actor=None,
        related_id=event.decision_id,
        what=event.headline,
        message=event.reason[:MESSAGE_LENGTH],
    )


@subscriber(CaseSettled)
def reporters_are_told(event: CaseSettled) -> None:
    """There may be hundreds: they are told by a job."""
    tell_reporters.enqueue(case_id=event.case_id)
