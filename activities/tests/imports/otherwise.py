"""How would another device have written the same recording: as TCX, as FIT, or indoors, without places?

The FIT writer follows the public description of the protocol: a header, definitions, records, two checksums.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import datetime, timedelta

from activities.tests.imports.recordings import Moment

FIT_EPOCH = 631_065_600
NIBBLES = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip
TCX_HEAD = (
    '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
)
TCX_FOOT = "</Activity></Activities></TrainingCenterDatabase>"


def lap(points: Sequence[str], *, metres: float = 0.0, kcal: int = 0) -> str:
    """A TCX lap of one track."""
    totals = (
        f"<TotalTimeSeconds>1</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters><Calories>{kcal}</Calories>"
    )
    return f'<Lap StartTime="2025-05-17T06:12:30Z">{totals}<Track>{"".join(points)}</Track></Lap>'


def tcx_point(moment: Moment, start: datetime, *, indoors: bool = False, metres: float | None = None) -> str:
    """A TCX Trackpoint."""
    time = f"{start + timedelta(seconds=moment.seconds):%Y-%m-%dT%H:%M:%SZ}"
    place = (
        f"<Position><LatitudeDegrees>{moment.latitude:.6f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{moment.longitude:.6f}</LongitudeDegrees></Position>"
        f"<AltitudeMeters>{moment.elevation:.1f}</AltitudeMeters>"
    )
    way = "" if metres is None else f"<DistanceMeters>{metres:.1f}</DistanceMeters>"
    heart = f"<HeartRateBpm><Value>{moment.heart_rate}</Value></HeartRateBpm>"
    return f"<Trackpoint><Time>{time}</Time>{'' if indoors else place}{way}{heart}</Trackpoint>"


def tcx(*laps: str, sport: str = "Running", notes: str = "") -> bytes:
    """A whole TCX file."""
    said = f"<Notes>{notes}</Notes>" if notes else ""
    activity = f'<Activities><Activity Sport="{sport}"><Id>2025-05-17T06:12:30Z</Id>{"".join(laps)}{said}'
    return (TCX_HEAD + activity + TCX_FOOT).encode()


def crc(data: bytes) -> int:
    """FIT's checksum of 16 bits, by halves of bytes."""
    value = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            value = (value >> 4) & 0x0FFF ^ NIBBLES[value & 0xF] ^ NIBBLES[nibble]
    return value


def _definition(local: int, number: int, fields: Sequence[tuple[int, int, int]]) -> bytes:
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
    return head + b"".join(struct.pack("<BBB", *field) for field in fields)


FILE_ID = _definition(0, 0, [(0, 1, 0x00), (4, 4, 0x86)])
RECORD = _definition(1, 20, [(253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (2, 2, 0x84), (3, 1, 0x02), (5, 4, 0x86)])
SESSION = _definition(2, 18, [(253, 4, 0x86), (5, 1, 0x00), (6, 1, 0x00), (9, 4, 0x86), (11, 2, 0x84)])
TIMER = _definition(3, 21, [(253, 4, 0x86), (0, 1, 0x00), (1, 1, 0x00)])


def fit_record(moment: Moment, start: datetime, *, indoors: bool = False, metres: float = 0.0) -> bytes:
    """A FIT record; indoors its place is the value that means none."""
    semicircles = [0x7FFFFFFF] * 2 if indoors else [round(d * 2**31 / 180) for d in (moment.latitude, moment.longitude)]
    height = 0xFFFF if indoors else round((moment.elevation + 500) * 5)
    seconds = int(start.timestamp() + moment.seconds) - FIT_EPOCH
    return struct.pack("<BIiiHBI", 1, seconds, *semicircles, height, moment.heart_rate, round(metres * 100))


def pause(moment: Moment, start: datetime) -> bytes:
    """The timer stops."""
    return struct.pack("<BIBB", 3, int(start.timestamp() + moment.seconds) - FIT_EPOCH, 0, 4)


def fit(
    *messages: bytes, sport: int = 1, sub_sport: int = 0, metres: float = 0.0, kcal: int = 0, kind: int = 4
) -> bytes:
    """A whole FIT file: an activity (kind 4) with one session."""
    session = struct.pack("<BIBBIH", 2, 1_000_000_000, sport, sub_sport, round(metres * 100), kcal)
    body = (
        FILE_ID + struct.pack("<BBI", 0, kind, 1_000_000_000) + RECORD + TIMER + b"".join(messages) + SESSION + session
    )
    return framed(body)


def framed(body: bytes) -> bytes:
    """Header, messages, checksums."""
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", crc(head))
    return head + body + struct.pack("<H", crc(head + body))
