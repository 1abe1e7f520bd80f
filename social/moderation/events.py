"""What is told, inside the house, when moderators decide? Nothing of it goes over the wire as it is."""

from __future__ import annotations

from realtime.events import Event


class DecisionMade(Event, frozen=True):
    """A moderator decided something about `person_id`. Told to no person: the inbox and a letter tell them."""

    decision_id: int
    person_id: int
    headline: str
    reason: str


class CaseSettled(Event, frozen=True):
    """The reports of a thing are settled. Told to no person: the inbox tells each reporter, without naming anybody."""

    case_id: int
