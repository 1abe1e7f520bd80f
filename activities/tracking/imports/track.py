"""What does a recorded file hold: as its device wrote it (Recording), and as we keep it (Track)?"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct


class Sample(Struct, gc=False):
    """One moment as recorded. Degrees, metres, seconds since 1970 (UTC), beats a minute."""

    latitude: float
    longitude: float
    elevation_m: float | None = None
    time_s: float | None = None
    heart_rate: int | None = None


Segment = list[Sample]


class Recording(Struct):
    """What every format is read into. Between two segments the device was paused."""

    kind: str = ""
    title: str = ""
    segments: list[Segment] = []


class Point(NamedTuple):
    """One place on a track. `seconds` counts from the track's start."""

    latitude: float
    longitude: float
    elevation_m: float | None
    seconds: float | None


class Track(Struct, frozen=True):
    """An activity's figures and its points in order of time, at least two.

    `activity_type` is one of run, ride, walk, hike, swim, other. `title` is one line, "" where the file has
    none. `started_at` is aware, in UTC. `duration_s` is elapsed time, pauses included. Without times both
    durations are 0 and `started_at` is None. `digest` is the SHA-256 of the file in hex, to know it again.
    """

    activity_type: str
    title: str
    started_at: datetime | None
    duration_s: int
    moving_s: int
    distance_m: float
    elevation_gain_m: float
    average_heart_rate: int | None
    points: list[Point]
    digest: str

    @property
    def positions(self) -> list[tuple[float, float]]:
        """Latitude and longitude of every point, for `route_of`."""
        return [(point.latitude, point.longitude) for point in self.points]
