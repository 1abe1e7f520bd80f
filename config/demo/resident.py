"""What is known of somebody in the demo?"""

from __future__ import annotations

from dataclasses import dataclass, field

from activities.tracking.routes.geometry import Position
from social.accounts.models import Visibility

OPEN = {Visibility.PUBLIC: 45, Visibility.FRIENDS: 48, Visibility.PRIVATE: 7}
AMONG_FRIENDS = {Visibility.FRIENDS: 9, Visibility.PRIVATE: 1}


@dataclass(frozen=True)
class Places:
    """Where somebody trains, as it reads in a title."""

    water: str
    park: str
    hill: str


@dataclass(frozen=True)
class Resident:
    """Somebody of the demo, and how they train.

    `heading`: where the water leads, in degrees from north. `habits`: kind of activity to times a week. `pace`:
    seconds a kilometre of easy running. `climb`: metres up a kilometre. `hour`: when they start on a working day.
    `sharing`: how often they choose each visibility.
    """

    username: str
    name: str
    city: str
    time_zone: str
    home: Position
    heading: int
    places: Places
    bio: str
    habits: dict[str, float]
    pace: int = 330
    climb: int = 8
    hour: int = 7
    units: str = "km"
    is_private: bool = False
    sharing: dict[Visibility, int] = field(default_factory=lambda: OPEN)
