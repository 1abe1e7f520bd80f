"""What does a recorded file hold: as its device wrote it (Recording), and as we keep it (Track)?"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct


class Sample(Struct, gc=False):
    """One moment as recorded. Degrees, metres, seconds since 1970 (UTC), beats a minute.

    `travelled_m` is the way since the start as the device counted it. Indoors there is no place.
    """

    latitude: float | None = None
    longitude: float | None = None
    elevation_m: float | None = None
    time_s: float | None = None
    heart_rate: int | None = None
    travelled_m: float | None = None

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, or None."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


Segment = list[Sample]


class Recording(Struct):
    """What every format is read into. Between two segments the device was paused.

    `distance_m` and `calories` are the device's own totals, where the file tells them.
    """

    kind: str = ""
    title: str = ""
    segments: list[Segment] = []
    distance_m: float | None = None
    calories: int | None = None


class Point(NamedTuple):
    """One place on a track. `seconds` counts from the track's start."""

    latitude: float
    longitude: float
    elevation_m: float | None
    seconds: float | None


class Track(Struct, frozen=True):
    """An activity's figures and its points in order of time: two or more, or none for one without places.

    `activity_type` is one of run, ride, walk, hike, swim, strength, yoga, other. `title` is one line, "" where the
    file has none. `started_at` is aware, in UTC. `duration_s` is elapsed time, pauses included. Without times both
    durations are 0, `started_at` is None and there are no splits. `digest` is the SHA-256 of the unpacked file in
    hex, to know it again; `format` is gpx, tcx or fit.
    """

    activity_type: str
    title: str
    started_at: datetime | None
    duration_s: int
    moving_s: int
    distance_m: float
    elevation_gain_m: float | None
    average_heart_rate: int | None
    calories: int | None
    splits: dict[str, list[int]] | None
    points: list[Point]
    digest: str
    format: str

    @property
    def positions(self) -> list[tuple[float, float]]:
        """Latitude and longitude of every point, for `route_of`."""
        return [(point.latitude, point.longitude) for point in self.points]
