"""What might a watch have recorded? Believable runs, rides and walks, the same for the same seed.

`python -m activities.tests.imports.recordings` writes the files of activities/tests/samples again.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
METRES_A_DEGREE = 111_195.0

GARMIN = (
    '<gpx version="1.1" creator="Garmin Connect" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:ns3="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">'
)
PLAIN = '<gpx version="1.1" creator="Trail Logger" xmlns="http://www.topografix.com/GPX/1/1">'
OLD = '<gpx version="1.0" creator="Trail Logger" xmlns="http://www.topografix.com/GPX/1/0">'


@dataclass(frozen=True)
class Moment:
    """One sample, before it is written down."""

    seconds: float
    latitude: float
    longitude: float
    elevation: float
    heart_rate: int


@dataclass(frozen=True)
class Outing:
    """A closed loop of `metres` with `hills` of `climb` metres each, and the receiver's faults."""

    seed: int = 1
    metres: float = 8_000.0
    metres_a_second: float = 2.4
    every: tuple[int, int] = (1, 5)  # seconds from sample to sample, at least and at most
    noise_m: float = 1.5
    centre: tuple[float, float] = (46.5197, 6.6323)
    hills: int = 3
    climb: float = 25.0
    stops: tuple[tuple[float, int], ...] = ()  # after so many metres, standing for so many seconds
    start: datetime = field(default=datetime(2025, 5, 17, 6, 12, 30, tzinfo=UTC))


class Loop:
    """A wavy ring that is `metres` long: position along it by distance."""

    def __init__(self, outing: Outing, chance: random.Random) -> None:
        self.waves = [(k, chance.uniform(0.02, 0.28 / k), chance.uniform(0, math.tau)) for k in (2, 3, 5, 8)]
        ring = [self._offset(math.tau * step / 4_000) for step in range(4_001)]
        steps = [math.dist(a, b) for a, b in pairwise(ring)]
        self.scale = outing.metres / sum(steps)
        self.angles = [0.0]
        for step in steps:
            self.angles.append(self.angles[-1] + step * self.scale)
        self.metres = outing.metres
        self.centre = outing.centre

    def _offset(self, angle: float) -> tuple[float, float]:
        radius = 1 + sum(share * math.cos(k * angle + phase) for k, share, phase in self.waves)
        return radius * math.cos(angle), radius * math.sin(angle)

    def at(self, travelled: float) -> tuple[float, float]:
        low, high = 0, len(self.angles) - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.angles[middle] <= travelled else (low, middle)
        part = (travelled - self.angles[low]) / (self.angles[high] - self.angles[low])
        east, north = self._offset(math.tau * (low + part) / 4_000)
        latitude = self.centre[0] + north * self.scale / METRES_A_DEGREE
        stretch = METRES_A_DEGREE * math.cos(math.radians(self.centre[0]))
        return latitude, self.centre[1] + east * self.scale / stretch


class Drift:
    """Noise that wanders, as a receiver's and a heart's does, with a standard deviation of `spread`."""

    def __init__(self, chance: random.Random, spread: float, memory: float = 0.97) -> None:
        self.chance, self.memory = chance, memory
        self.shock = spread * math.sqrt(1 - memory**2)
        self.value = chance.gauss(0, spread)

    def step(self) -> float:
        self.value = self.memory * self.value + self.chance.gauss(0, self.shock)
        return self.value


def moments(outing: Outing) -> list[Moment]:
    """The samples of the outing, from its first second to the end of the loop."""
    chance = random.Random(outing.seed)
    loop = Loop(outing, chance)
    east, north, pace = Drift(chance, outing.noise_m), Drift(chance, outing.noise_m), Drift(chance, 0.08)
    height, heart = Drift(chance, 0.4), Drift(chance, 4.0)
    stops = list(outing.stops)
    seconds = travelled = 0.0
    recorded: list[Moment] = []
    while travelled < outing.metres:
        latitude, longitude = loop.at(travelled)
        hill = math.tau * outing.hills * travelled / outing.metres
        warm = 1 - math.exp(-seconds / 240)
        recorded.append(
            Moment(
                seconds=seconds,
                latitude=latitude + north.step() / METRES_A_DEGREE,
                longitude=longitude + east.step() / (METRES_A_DEGREE * math.cos(math.radians(latitude))),
                elevation=400 + outing.climb / 2 * (1 - math.cos(hill)) + height.step(),
                heart_rate=round(92 + 56 * warm + 7 * math.sin(hill) + heart.step()),
            )
        )
        interval = chance.randint(*outing.every)
        seconds += interval
        if stops and travelled >= stops[0][0]:
            stops[0] = (stops[0][0], stops[0][1] - interval)
            if stops[0][1] <= 0:
                stops.pop(0)
            continue
        travelled += interval * outing.metres_a_second * (1 + pace.step() - 0.06 * math.sin(hill))
    return recorded


def point(moment: Moment, start: datetime | None, *, heart: bool = False) -> str:
    """One trkpt on one line; without a time where `start` is None."""
    time = f"<time>{(start + timedelta(seconds=moment.seconds)):%Y-%m-%dT%H:%M:%SZ}</time>" if start else ""
    beats = (
        "<extensions><ns3:TrackPointExtension>"
        f"<ns3:hr>{moment.heart_rate}</ns3:hr></ns3:TrackPointExtension></extensions>"
    )
    return (
        f'<trkpt lat="{moment.latitude:.6f}" lon="{moment.longitude:.6f}">'
        f"<ele>{moment.elevation:.1f}</ele>{time}{beats if heart else ''}</trkpt>"
    )


def document(*segments: list[str], head: str = PLAIN, name: str = "", kind: str = "") -> bytes:
    """A whole GPX file of one track with these segments of points."""
    title = f"<name>{name}</name>" if name else ""
    sport = f"<type>{kind}</type>" if kind else ""
    body = "\n".join("<trkseg>\n" + "\n".join(points) + "\n</trkseg>" for points in segments)
    prolog = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{prolog}\n{head}\n<trk>{title}{sport}\n{body}\n</trk>\n</gpx>\n".encode()


RUN = Outing(seed=8, stops=((2_600.0, 40), (6_100.0, 25)))
RIDE = Outing(
    seed=21, metres=24_000.0, metres_a_second=6.6, every=(3, 5), hills=4, climb=70.0, centre=(47.3769, 8.5417)
)
WALK = Outing(seed=5, metres=4_200.0, metres_a_second=1.35, every=(4, 8), hills=1, climb=12.0, centre=(-33.9, 18.4))
PAUSE_S = 1_260  # the ride's rest, between its two segments


def run() -> bytes:
    """An hour's run of 8 km with a heart rate, from a watch that samples each 1 to 5 seconds."""
    points = [point(moment, RUN.start, heart=True) for moment in moments(RUN)]
    return document(points, head=GARMIN, name="Morning Run along the lake", kind="running")


def ride() -> bytes:
    """A hilly ride of 24 km in two segments, with a rest of PAUSE_S between them."""
    recorded = moments(RIDE)
    half = len(recorded) // 2
    before = [point(moment, RIDE.start) for moment in recorded[:half]]
    after = [point(moment, RIDE.start + timedelta(seconds=PAUSE_S)) for moment in recorded[half:]]
    return document(before, after, name="Hill ride &amp; coffee", kind="cycling")


def walk() -> bytes:
    """A walk in GPX 1.0 by a device that kept no times."""
    return document([point(moment, None) for moment in moments(WALK)], head=OLD, name="Signal Hill")


SAMPLE_FILES = {"lake_run.gpx": run, "hill_ride.gpx": ride, "signal_hill_walk.gpx": walk}


def main() -> None:
    """Write the sample files."""
    for name, written in SAMPLE_FILES.items():
        (SAMPLES / name).write_bytes(written())


if __name__ == "__main__":
    main()
