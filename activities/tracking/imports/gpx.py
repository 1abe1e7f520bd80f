"""What did a device write into this GPX file (versions 1.0 and 1.1)?"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from activities.tracking.imports import limits, values
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Recording, Sample


class GpxReader:
    """Every track of the file, in the order written; planned routes and waypoints are left out."""

    def __init__(self) -> None:
        self.recording = Recording()
        self._points = 0
        self._point = Sample()

    def opened(self, parent: str, name: str, element: Element) -> None:
        """An element begins below `parent`."""
        if name == "trkseg":
            self.recording.segments.append([])
        elif name == "trkpt":
            self._add_point(parent, element)

    def closed(self, parent: str, name: str, text: str) -> None:
        """An element below `parent` ends; `text` is what it holds."""
        if not text:
            return
        if parent == "trkpt":
            self._take_for_point(name, text)
        elif name in ("hr", "heartrate"):  # Garmin's TrackPointExtension, and the older Cluetrust one
            self._point.heart_rate = values.heart_rate(text)
        elif parent == "trk" and name == "name" and not self.recording.title:
            self.recording.title = values.title(text)
        elif parent == "trk" and name == "type" and not self.recording.kind:
            self.recording.kind = values.activity_type(text)

    def _add_point(self, parent: str, element: Element) -> None:
        if parent != "trkseg":
            raise ImportRefused("unknown_format")
        self._points += 1
        if self._points > limits.POINTS:
            raise ImportRefused("too_many_points")
        latitude, longitude = element.get("lat"), element.get("lon")
        self._point = Sample(values.coordinate(latitude, at_most=90), values.coordinate(longitude, at_most=180))
        self.recording.segments[-1].append(self._point)

    def _take_for_point(self, name: str, text: str) -> None:
        if name == "ele":
            self._point.elevation_m = values.elevation(text)
        elif name == "time":
            self._point.time_s = values.moment(text)
