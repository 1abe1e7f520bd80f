"""What did a device write into this GPX file (versions 1.0 and 1.1)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors as expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from activities.tracking.imports import limits, values
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.track import Recording, Sample

_ENDED_EARLY = {
    expat.codes[name]
    for name in (
        expat.XML_ERROR_NO_ELEMENTS,
        expat.XML_ERROR_PARTIAL_CHAR,
        expat.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.XML_ERROR_UNCLOSED_TOKEN,
    )
}


def read_gpx(file: BinaryIO) -> Recording:
    """Every track of the file, in the order written; planned routes and waypoints are left out.

    Raises ImportRefused, whatever the bytes, and MemoryError. Elements go as soon as they are read, but one
    may be as large as the file: this is for a process with a memory limit.
    """
    reader = _Reader()
    try:
        for event, element in _events(file):
            if event == "start":
                reader.opened(element)
            else:
                reader.closed(element)
    except DefusedXmlException:
        raise ImportRefused("xml_forbidden") from None
    except ParseError as error:
        if error.code == expat.codes[expat.XML_ERROR_NO_MEMORY]:
            raise MemoryError from None
        ended_early = reader.path and error.code in _ENDED_EARLY
        raise ImportRefused("truncated" if ended_early else "not_gpx") from None
    except (ValueError, LookupError):  # how Python's XML parser says that it does not know the encoding
        raise ImportRefused("not_gpx") from None
    return reader.recording


def _events(file: BinaryIO) -> Iterator[tuple[str, Element]]:
    return iterparse(file, events=("start", "end"), forbid_dtd=True)


class _Reader:
    """Takes what it needs as elements open and close, and lets the rest of the tree go at once."""

    def __init__(self) -> None:
        self.recording = Recording()
        self.path: list[tuple[str, Element]] = []
        self._points = 0
        self._point = Sample(0.0, 0.0)

    def opened(self, element: Element) -> None:
        name = element.tag.rpartition("}")[2]
        if not self.path and name != "gpx":
            raise ImportRefused("not_gpx")
        if len(self.path) >= limits.ELEMENT_DEPTH:
            raise ImportRefused("too_complex")
        if name == "trkseg":
            self.recording.segments.append([])
        elif name == "trkpt":
            self._add_point(element)
        self.path.append((name, element))

    def closed(self, element: Element) -> None:
        name, _ = self.path.pop()
        if not self.path:
            return
        parent_name, parent = self.path[-1]
        if element.text:
            self._take(parent_name, name, element.text)
        parent.clear()

    def _add_point(self, element: Element) -> None:
        if not self.path or self.path[-1][0] != "trkseg":
            raise ImportRefused("not_gpx")
        self._points += 1
        if self._points > limits.POINTS:
            raise ImportRefused("too_many_points")
        latitude, longitude = element.get("lat"), element.get("lon")
        self._point = Sample(values.coordinate(latitude, at_most=90), values.coordinate(longitude, at_most=180))
        self.recording.segments[-1].append(self._point)

    def _take(self, parent: str, name: str, text: str) -> None:
        if parent == "trkpt":
            self._take_for_point(name, text)
        elif name in ("hr", "heartrate"):  # Garmin's TrackPointExtension, and the older Cluetrust one
            self._point.heart_rate = values.heart_rate(text)
        elif parent == "trk" and name == "name" and not self.recording.title:
            self.recording.title = values.title(text)
        elif parent == "trk" and name == "type" and not self.recording.kind:
            self.recording.kind = values.activity_type(text)

    def _take_for_point(self, name: str, text: str) -> None:
        if name == "ele":
            self._point.elevation_m = values.elevation(text)
        elif name == "time":
            self._point.time_s = values.moment(text)
