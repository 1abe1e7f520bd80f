"""What can be said to have happened, who is told, and how it gets from a commit to the streams."""

from realtime.events.audiences import Audience, People, Rule, audience
from realtime.events.event import EVENTS, Event, Lane, event
from realtime.events.publishing import publish, subscriber
from realtime.events.subjects import subject

__all__ = [
    "EVENTS",
    "Audience",
    "Event",
    "Lane",
    "People",
    "Rule",
    "audience",
    "event",
    "publish",
    "subject",
    "subscriber",
]
