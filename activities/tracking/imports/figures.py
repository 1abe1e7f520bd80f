"""How far, how long, how high and how hard was this recording? Every figure is bounded by limits.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate, chain, pairwise

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.splits import Step, splits_of
from activities.tracking.imports.timeline import on_one_timeline
from activities.tracking.imports.track import Point, Recording, Sample, Segment, Track
from activities.tracking.routes.geometry import Position, distance_m

STOPPED_METRES_A_SECOND = 0.3  # below: standing, with a receiver that wanders
STOPPED_WINDOW_SECONDS = 10.0  # a wandering receiver is fast from second to second, not over ten of them
SMOOTHING_METRES = 30.0  # heights are averaged this far to both sides
CLIMB_METRES = 3.0  # a smaller rise is noise

Placed = list[tuple[Position, Sample]]


def track_of(recording: Recording, *, digest: str, file_format: str) -> Track:
    """Track and figures; uses the recording up. ImportRefused: no_track, bad_time, bad_coordinates.

    Distance and moving time are measured along the places; without two of them the device's own are believed.
    """
    segments = on_one_timeline(recording.segments)
    samples = list(chain.from_iterable(segments))
    if len(samples) < 2:
        raise ImportRefused("no_track")
    ways = [placed(segment) for segment in segments]
    outdoors = sum(map(len, ways)) > 1
    times = [sample.time_s for sample in samples if sample.time_s is not None]
    start = times[0] if times else 0.0
    elapsed = round(times[-1] - start) if times else 0
    moving = map(moving_seconds, ways) if outdoors else map(timed_seconds, segments)
    steps = _steps_outdoors(ways) if outdoors else _steps_indoors(segments)
    parts = (travelled_metres(way)[-1] for way in ways if way) if outdoors else [_counted_metres(recording, samples)]
    return Track(
        activity_type=recording.kind or "other",
        title=recording.title,
        started_at=datetime.fromtimestamp(start, UTC) if times else None,
        duration_s=elapsed,
        moving_s=min(elapsed, round(sum(moving))),
        distance_m=_believable(parts, limits.DISTANCE_METRES),
        elevation_gain_m=_believable(map(climbed_metres, ways), limits.GAIN_METRES) if outdoors else None,
        average_heart_rate=average_heart_rate(samples),
        calories=recording.calories,
        splits=splits_of(steps),
        points=[_point(place, sample, start) for way in ways for place, sample in way] if outdoors else [],
        digest=digest,
        format=file_format,
    )


def placed(segment: Segment) -> Placed:
    """The samples that have a place, with it."""
    return [(place, sample) for sample in segment if (place := sample.place) is not None]


def travelled_metres(way: Placed) -> list[float]:
    """Metres from the way's start to each of its samples. What lies between two segments never counts."""
    steps = (distance_m(before, after) for (before, _), (after, _) in pairwise(way))
    return list(accumulate(steps, initial=0.0))


def moving_seconds(way: Placed) -> float:
    """Seconds in stretches of about STOPPED_WINDOW_SECONDS that led anywhere: exact to one stretch a stop."""
    timed = [(sample.time_s, place) for place, sample in way if sample.time_s is not None]
    moving = 0.0
    anchor = 0
    for index, (seconds, place) in enumerate(timed):
        elapsed = seconds - timed[anchor][0]
        if elapsed < STOPPED_WINDOW_SECONDS and index < len(timed) - 1:
            continue
        if distance_m(timed[anchor][1], place) >= STOPPED_METRES_A_SECOND * elapsed:
            moving += elapsed
        anchor = index
    return moving


def timed_seconds(segment: Segment) -> float:
    """Seconds from a segment's first time to its last."""
    times = [sample.time_s for sample in segment if sample.time_s is not None]
    return times[-1] - times[0] if times else 0.0


def climbed_metres(way: Placed) -> float:
    """Metres gained in rises of at least CLIMB_METRES between turning points of the smoothed heights."""
    gained = 0.0
    low = high = None
    for height in _smoothed_heights(way):
        if low is None or high is None:
            low = high = height
        high = max(high, height)
        if high - height >= CLIMB_METRES:  # the top is behind
            gained += _climb(low, high)
            low = high = height
        elif height < low:
            low = high = height
    return gained + _climb(low or 0.0, high or 0.0)


def average_heart_rate(samples: Iterable[Sample]) -> int | None:
    """The mean of the beats a minute that were recorded, or None."""
    beats = [sample.heart_rate for sample in samples if sample.heart_rate is not None]
    return round(sum(beats) / len(beats)) if beats else None


def _counted_metres(recording: Recording, samples: Iterable[Sample]) -> float:
    counted = [sample.travelled_m for sample in samples if sample.travelled_m is not None]
    return recording.distance_m if recording.distance_m is not None else max(counted, default=0.0)


def _steps_outdoors(ways: Iterable[Placed]) -> list[Step]:
    """Seconds and metres since the start along the places, what lies between two segments left out."""
    steps: list[Step] = []
    seconds = metres = 0.0
    for way in ways:
        timed = [
            (sample.time_s, travelled)
            for travelled, (_, sample) in zip(travelled_metres(way), way, strict=False)
            if sample.time_s is not None
        ]
        steps += [(seconds + time - timed[0][0], metres + travelled) for time, travelled in timed]
        seconds, metres = steps[-1] if steps else (seconds, metres)
    return steps


def _steps_indoors(segments: Iterable[Segment]) -> list[Step]:
    """The same as the device counted the metres; one that counts back is not believed."""
    steps: list[Step] = []
    seconds = metres = 0.0
    for segment in segments:
        times = [
            (sample.time_s, sample.travelled_m)
            for sample in segment
            if sample.time_s is not None and sample.travelled_m is not None
        ]
        for time, travelled in times:
            metres = max(metres, travelled)
            steps.append((seconds + time - times[0][0], metres))
        seconds = steps[-1][0] if steps else seconds
    return steps


def _believable(parts: Iterable[float], at_most: float) -> float:
    metres = round(sum(parts), 1)
    if metres > at_most:
        raise ImportRefused("bad_coordinates")
    return metres


def _smoothed_heights(way: Placed) -> Iterator[float]:
    """The mean height within SMOOTHING_METRES of way before and after each sample that has a height."""
    known = [
        (travelled, sample.elevation_m)
        for travelled, (_, sample) in zip(travelled_metres(way), way, strict=False)
        if sample.elevation_m is not None
    ]
    sums = list(accumulate((height for _, height in known), initial=0.0))
    first = after = 0
    for travelled, _ in known:
        while known[first][0] < travelled - SMOOTHING_METRES:
            first += 1
        while after < len(known) and known[after][0] <= travelled + SMOOTHING_METRES:
            after += 1
        yield (sums[after] - sums[first]) / (after - first)


def _climb(low: float, high: float) -> float:
    return high - low if high - low >= CLIMB_METRES else 0.0


def _point(place: Position, sample: Sample, start: float) -> Point:
    seconds = None if sample.time_s is None else sample.time_s - start
    return Point(*place, sample.elevation_m, seconds)
