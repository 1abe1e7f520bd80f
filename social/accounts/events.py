"""What can be said of a person's log-ins?"""

from __future__ import annotations

from realtime.events import Event, Lane, event


@event("session_check", lane=Lane.EPHEMERAL)
class SessionCheck(Event, frozen=True):
    """One of the receiver's log-ins may be over: their open sockets and polls look again. Never sent to a client."""
