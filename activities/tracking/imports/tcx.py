"""What did a device write into this TCX file (Garmin's Training Center Database, version 2)?"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from activities.tracking.imports import limits, values
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Recording, Sample


class TcxReader:
    """Every lap of the file's activities, one after another; courses and planned workouts are left out.

    A lap goes on where the one before ended. A second Track within a lap is a pause: the next segment begins.
    """

    def __init__(self) -> None:
        self.recording = Recording(segments=[[]])
        self._points = 0
        self._point = Sample()
        self._in_activity = False
        self._tracks_of_lap = 0

    def opened(self, parent: str, name: str, element: Element) -> None:
        """An element begins below `parent`."""
        if name == "Activity":
            self._in_activity = True
            self.recording.kind = self.recording.kind or values.activity_type(element.get("Sport") or "")
        elif name == "Lap":
            self._tracks_of_lap = 0
        elif name == "Track":
            self._tracks_of_lap += 1
            if self._tracks_of_lap > 1:
                self.recording.segments.append([])
        elif name == "Trackpoint" and self._in_activity:
            self._add_point(parent)

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element below `parent` ends; `text` is what it holds."""
        if name == "Activity":
            self._in_activity = False
        elif not self._in_activity or not text:
            return
        elif parent == "Trackpoint":
            self._take_for_point(name, text)
        elif parent == "Position":
            self._take_place(name, text)
        elif parent == "HeartRateBpm" and name == "Value":
            self._point.heart_rate = values.heart_rate(text)
        elif parent == "Lap":
            self._take_for_lap(name, text)
        elif parent == "Activity" and name == "Notes" and not self.recording.title:
            self.recording.title = values.title(text)

    def _add_point(self, parent: str) -> None:
        if parent != "Track":
            raise ImportRefused("unknown_format")
        self._points += 1
        if self._points > limits.POINTS:
            raise ImportRefused("too_many_points")
        self._point = Sample()
        self.recording.segments[-1].append(self._point)

    def _take_for_point(self, name: str, text: str) -> None:
        if name == "Time":
            self._point.time_s = values.moment(text)
        elif name == "AltitudeMeters":
            self._point.elevation_m = values.elevation(text)
        elif name == "DistanceMeters":
            self._point.travelled_m = values.travelled(text)

    def _take_place(self, name: str, text: str) -> None:
        if name == "LatitudeDegrees":
            self._point.latitude = values.coordinate(text, at_most=90)
        elif name == "LongitudeDegrees":
            self._point.longitude = values.coordinate(text, at_most=180)

    def _take_for_lap(self, name: str, text: str) -> None:
        if name == "DistanceMeters":
            self.recording.distance_m = (self.recording.distance_m or 0.0) + (values.travelled(text) or 0.0)
        elif name == "Calories":
            burnt = (self.recording.calories or 0) + (values.calories(text) or 0)
            self.recording.calories = min(burnt, limits.CALORIES)
