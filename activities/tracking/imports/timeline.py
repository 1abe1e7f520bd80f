"""Which of a recording's times make one timeline?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Segment


def on_one_timeline(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with points, in order of time. Changes samples: no time is then before an earlier one.

    A sample up to BACKWARD_SECONDS before the latest so far loses its time: receivers set their clocks right.
    Raises ImportRefused bad_time where times run back further, or span more than DURATION_SECONDS.
    """
    ordered = _by_start([segment for segment in segments if segment])
    earliest: float | None = None
    latest = 0.0
    for sample in chain.from_iterable(ordered):
        if sample.time_s is None:
            continue
        earliest = sample.time_s if earliest is None else earliest
        if not latest - limits.BACKWARD_SECONDS <= sample.time_s <= earliest + limits.DURATION_SECONDS:
            raise ImportRefused("bad_time")
        if sample.time_s < latest:
            sample.time_s = None
        else:
            latest = sample.time_s
    return ordered


def _by_start(segments: list[Segment]) -> list[Segment]:
    """Some devices write the last lap first. Where a segment has no time at all, the file's order stands."""
    if not all(any(sample.time_s is not None for sample in segment) for segment in segments):
        return segments
    return sorted(segments, key=lambda segment: min(s.time_s for s in segment if s.time_s is not None))
