"""What can be said of a person's log-ins?"""

from __future__ import annotations

from realtime.events import Event, Lane, event


@event("session_check", lane=Lane.EPHEMERAL)
class SessionCheck(Event, frozen=True):
    """One of the receiver's log-ins may be over: their open sockets and polls look again. Never sent to a client."""


class TimeZoneChanged(Event, frozen=True):
    """A person lives by another clock. Told to no person: what is counted by days counts again."""

    person_id: int


class PresenceSettingChanged(Event, frozen=True):
    """A person shows their presence from now on, or hides it. Told to no person: those who saw it are told."""

    person_id: int
