"""How far, how long, how high and how hard was this recording? Every figure is bounded by limits.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate, chain, pairwise

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.timeline import on_one_timeline
from activities.tracking.imports.track import Point, Recording, Sample, Segment, Track
from activities.tracking.routes.geometry import distance_m

STOPPED_METRES_A_SECOND = 0.3  # below: standing, with a receiver that wanders
STOPPED_WINDOW_SECONDS = 10.0  # a wandering receiver is fast from second to second, not over ten of them
SMOOTHING_METRES = 30.0  # heights are averaged this far to both sides
CLIMB_METRES = 3.0  # a smaller rise is noise


def track_of(recording: Recording, *, digest: str) -> Track:
    """Track and figures; uses the recording up. ImportRefused: no_track, bad_time, bad_coordinates."""
    segments = on_one_timeline(recording.segments)
    samples = list(chain.from_iterable(segments))
    if len(samples) < 2:
        raise ImportRefused("no_track")
    times = [sample.time_s for sample in samples if sample.time_s is not None]
    start = times[0] if times else 0.0
    elapsed = round(times[-1] - start) if times else 0
    return Track(
        activity_type=recording.kind or "other",
        title=recording.title,
        started_at=datetime.fromtimestamp(start, UTC) if times else None,
        duration_s=elapsed,
        moving_s=min(elapsed, round(sum(moving_seconds(segment) for segment in segments))),
        distance_m=_believable((travelled_metres(segment)[-1] for segment in segments), limits.DISTANCE_METRES),
        elevation_gain_m=_believable(map(climbed_metres, segments), limits.GAIN_METRES),
        average_heart_rate=average_heart_rate(samples),
        points=[_point(sample, start) for sample in samples],
        digest=digest,
    )


def travelled_metres(segment: Segment) -> list[float]:
    """Metres from the segment's start to each of its samples. What lies between two segments never counts."""
    steps = (distance_m(_place(before), _place(after)) for before, after in pairwise(segment))
    return list(accumulate(steps, initial=0.0))


def moving_seconds(segment: Segment) -> float:
    """Seconds in stretches of about STOPPED_WINDOW_SECONDS that led anywhere: exact to one stretch a stop."""
    timed = [(sample.time_s, _place(sample)) for sample in segment if sample.time_s is not None]
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


def climbed_metres(segment: Segment) -> float:
    """Metres gained in rises of at least CLIMB_METRES between turning points of the smoothed heights."""
    gained = 0.0
    low = high = None
    for height in _smoothed_heights(segment):
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


def _believable(parts: Iterable[float], at_most: float) -> float:
    metres = round(sum(parts), 1)
    if metres > at_most:
        raise ImportRefused("bad_coordinates")
    return metres


def _smoothed_heights(segment: Segment) -> Iterator[float]:
    """The mean height within SMOOTHING_METRES of way before and after each sample that has a height."""
    known = [
        (travelled, sample.elevation_m)
        for travelled, sample in zip(travelled_metres(segment), segment, strict=True)
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


def _place(sample: Sample) -> tuple[float, float]:
    return sample.latitude, sample.longitude


def _point(sample: Sample, start: float) -> Point:
    seconds = None if sample.time_s is None else sample.time_s - start
    return Point(sample.latitude, sample.longitude, sample.elevation_m, seconds)
