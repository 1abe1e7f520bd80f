"""What did a device write into this FIT file?"""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any, BinaryIO

import fitdecode
from fitdecode.exceptions import FitEOFError, FitError

from activities.tracking.imports import limits, values
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Recording, Sample

SIGNATURE = slice(8, 12)  # ".FIT", in the header of every version
_DEGREES = 180 / 2**31  # a semicircle
_WANTED = ("record", "session", "event", "file_id")


def read_fit(file: BinaryIO) -> Recording:
    """The one activity of the file; its size and checksums must be right.

    Raises ImportRefused, whatever the bytes, and MemoryError. Slow (about 0.05 ms a record): this is for a process
    with a limit on its time.
    """
    reader = _Reader()
    try:
        with fitdecode.FitReader(
            file, check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
        ) as frames:
            for frame in frames:
                reader.take(frame)
    except FitEOFError:
        raise ImportRefused("truncated") from None
    except (FitError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, struct.error):
        raise ImportRefused("damaged") from None  # fitdecode trusts a file whose checksum is right
    return reader.recording


class _Reader:
    """Takes what it needs of each message, in the order written."""

    def __init__(self) -> None:
        self.recording = Recording(segments=[[]])
        self._headers = self._points = 0

    def take(self, frame: Any) -> None:
        if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
            self._headers += 1
            if self._headers > 1:
                raise ImportRefused("several_recordings")
        elif frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name in _WANTED:
            getattr(self, f"_take_{frame.name}")(frame)

    def _take_file_id(self, frame: Any) -> None:
        if _value(frame, "type") not in ("activity", None):
            raise ImportRefused("no_track")

    def _take_record(self, frame: Any) -> None:
        self._points += 1
        if self._points > limits.POINTS:
            raise ImportRefused("too_many_points")
        latitude, longitude = _degrees(frame, "position_lat"), _degrees(frame, "position_long")
        has_place = latitude is not None and longitude is not None
        self.recording.segments[-1].append(
            Sample(
                latitude=values.coordinate(str(latitude), at_most=90) if has_place else None,
                longitude=values.coordinate(str(longitude), at_most=180) if has_place else None,
                elevation_m=values.elevation(_text(frame, "enhanced_altitude", "altitude")),
                time_s=_moment(frame),
                heart_rate=values.heart_rate(_text(frame, "heart_rate")),
                travelled_m=values.travelled(_text(frame, "distance")),
            )
        )

    def _take_session(self, frame: Any) -> None:
        sports = f"{_text(frame, 'sport')} {_text(frame, 'sub_sport')}"
        self.recording.kind = self.recording.kind or values.activity_type(sports)
        metres = values.travelled(_text(frame, "total_distance"))
        if metres is not None:
            self.recording.distance_m = (self.recording.distance_m or 0.0) + metres
        burnt = values.calories(_text(frame, "total_calories"))
        if burnt is not None:
            self.recording.calories = min((self.recording.calories or 0) + burnt, limits.CALORIES)

    def _take_event(self, frame: Any) -> None:
        """A timer that stops begins a pause."""
        stopped = _value(frame, "event") == "timer" and str(_value(frame, "event_type")).startswith("stop")
        if stopped and self.recording.segments[-1]:
            self.recording.segments.append([])


def _value(frame: Any, name: str) -> Any:
    return frame.get_value(name, fallback=None)


def _text(frame: Any, *names: str) -> str:
    """The first of the fields that is there, as the other formats write it; "" for none."""
    return next((str(value) for name in names if (value := _value(frame, name)) is not None), "")


def _degrees(frame: Any, name: str) -> float | None:
    semicircles = _value(frame, name)
    return None if semicircles is None else semicircles * _DEGREES


def _moment(frame: Any) -> float | None:
    written = _value(frame, "timestamp")
    return values.moment(written.isoformat()) if isinstance(written, datetime) else None
