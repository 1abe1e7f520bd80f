"""How is a recording in XML read, piece by piece? The root element says which reader takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors as expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.gpx import GpxReader
from activities.tracking.imports.tcx import TcxReader
from activities.tracking.imports.track import Recording

READERS: dict[str, type[GpxReader | TcxReader]] = {"gpx": GpxReader, "TrainingCenterDatabase": TcxReader}
FORMATS = {GpxReader: "gpx", TcxReader: "tcx"}

_ENDED_EARLY = {
    expat.codes[name]
    for name in (
        expat.XML_ERROR_NO_ELEMENTS,
        expat.XML_ERROR_PARTIAL_CHAR,
        expat.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.XML_ERROR_UNCLOSED_TOKEN,
    )
}


def read_xml(file: BinaryIO) -> tuple[Recording, str]:
    """What the file holds, and its format, gpx or tcx.

    Raises ImportRefused, whatever the bytes, and MemoryError. Elements go as soon as they are read, but one
    may be as large as the file: this is for a process with a memory limit.
    """
    walk = _Walk()
    try:
        for event, element in _events(file):
            if event == "start":
                walk.opened(element)
            else:
                walk.closed(element)
    except DefusedXmlException:
        raise ImportRefused("xml_forbidden") from None
    except ParseError as error:
        if error.code == expat.codes[expat.XML_ERROR_NO_MEMORY]:
            raise MemoryError from None
        ended_early = walk.reader and error.code in _ENDED_EARLY
        raise ImportRefused("truncated" if ended_early else "unknown_format") from None
    except (ValueError, LookupError):  # how Python's XML parser says that it does not know the encoding
        raise ImportRefused("unknown_format") from None
    if walk.reader is None:
        raise ImportRefused("unknown_format")
    return walk.reader.recording, FORMATS[type(walk.reader)]


def _events(file: BinaryIO) -> Iterator[tuple[str, Element]]:
    return iterparse(file, events=("start", "end"), forbid_dtd=True)


class _Walk:
    """Hands elements to the reader as they open and close, and lets the rest of the tree go at once."""

    def __init__(self) -> None:
        self.path: list[tuple[str, Element]] = []
        self.reader: GpxReader | TcxReader | None = None

    def opened(self, element: Element) -> None:
        name = element.tag.rpartition("}")[2]
        if self.reader is None:
            if name not in READERS:
                raise ImportRefused("unknown_format")
            self.reader = READERS[name]()
        if len(self.path) >= limits.ELEMENT_DEPTH:
            raise ImportRefused("too_complex")
        self.reader.opened(self.path[-1][0] if self.path else "", name, element)
        self.path.append((name, element))

    def closed(self, element: Element) -> None:
        name, _ = self.path.pop()
        if not self.path or self.reader is None:
            return
        parent_name, parent = self.path[-1]
        self.reader.closed(parent_name, name, element.text or "")
        parent.clear()
