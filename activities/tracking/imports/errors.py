"""Why can a file not become an activity, and what can its owner do about it?"""

from __future__ import annotations

from activities.tracking.imports import limits

_MB = limits.FILE_BYTES // 1_000_000
_BATCH_MB = limits.BATCH_BYTES // 1_000_000
_DAYS = limits.DURATION_SECONDS // 86_400

MESSAGES = {
    "empty_file": "The file is empty. Export the activity again and choose the new file.",
    "file_too_large": f"The file is larger than {_MB} MB. Export a shorter part of it.",
    "unknown_format": "This is not a readable GPX, TCX or FIT file. Export the activity as one of those.",
    "xml_forbidden": "The file has a DOCTYPE, which no recording needs. Export the activity again.",
    "damaged": "The file is damaged: its checksum or content is not right. Download or export it again.",
    "several_recordings": "The file holds several recordings in one. Export each activity by itself.",
    "truncated": "The file ends too early. Download or export it again and choose the whole file.",
    "too_complex": "The file is nested or built far beyond any recording. Export the activity again.",
    "too_many_points": f"The file has more than {limits.POINTS:,} points. Export a shorter part of it.",
    "bad_coordinates": "The file contains places that cannot be right. Correct or remove them and try again.",
    "bad_time": (
        "The file contains times that cannot be right: unreadable, in the future, running backwards, "
        f"or more than {_DAYS} days apart. Correct them and try again."
    ),
    "no_track": "The file has no recorded track of two points or more. Export an activity, not a plan.",
    "took_too_long": "Reading the file took too long. Export a shorter part of it.",
    "unreadable": "The file could not be read. Export the activity again and choose the new file.",
    "too_many_files": f"There are more than {limits.BATCH_FILES} files. Send them in several parts.",
    "batch_too_large": f"The files are larger than {_BATCH_MB} MB in all. Send them in several parts.",
    "nested_zip": "This is a zip within a zip. Unpack it and send its files.",
    "unreadable_member": "This file of the zip is encrypted or packed in a way we do not read. Pack it anew.",
    "busy": "Too many files are being read right now. Try again in a minute.",
}


class ImportRefused(Exception):
    """A file that cannot become an activity. `code` is stable, `message` tells people what to do."""

    def __init__(self, code: str) -> None:
        """`code` is a key of MESSAGES."""
        self.code, self.message = code, MESSAGES[code]
        super().__init__(self.message)
