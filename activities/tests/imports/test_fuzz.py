"""Does anything but a track or a refusal come of any bytes at all?"""

from __future__ import annotations

import random
from io import BytesIO

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.tests.imports import recordings
from activities.tracking.imports import limits
from activities.tracking.imports.errors import MESSAGES, ImportRefused
from activities.tracking.imports.reading import read_track
from activities.tracking.imports.sandbox import Answer, answer_to

MOMENTS = recordings.moments(recordings.RUN)[:8]
LINES = [recordings.point(moment, recordings.RUN.start, heart=True) for moment in MOMENTS]
SEED_FILE = recordings.document(LINES[:4], LINES[4:], head=recordings.GARMIN, name="Run", kind="running")

NUMBERS = ",0,-0,46.5,-89.99999,90,180,NaN,inf,1e308,1e-320, 7 ,1_0,\u0663,0x1,-"
TIMES = """2025-05-17T06:12:30Z 2025-05-17 20250517T061230 2025-W20-6 2025-05-17T06:12:30.123456789+05:45
    1969-12-31T23:59:59Z 0001-01-01T00:00:00+14:00 9999-12-31T23:59:59-14:00"""
TAGS = """<gpx> </gpx> <trk> </trk> <trkseg> </trkseg> </trkpt> <hr> </hr> <ele> </ele> <time> </time>
    <name> </name> <type/> 1 <!-- --> <![CDATA[ ]]> &lt;"""

numbers = st.sampled_from(NUMBERS.split(",")) | st.floats(allow_nan=False, width=32).map(str)
times = st.sampled_from(["", *TIMES.split()]) | st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
tags = st.sampled_from([*TAGS.split(), '<trkpt lat="1" lon="2">'])


@st.composite
def points(draw: st.DrawFn) -> str:
    """A point with any values in the right places."""
    inside = f"<ele>{draw(numbers)}</ele><time>{draw(times)}</time><hr>{draw(numbers)}</hr>"
    return f'<trkpt lat="{draw(numbers)}" lon="{draw(numbers)}">{inside}</trkpt>'


def holds(answer: Answer) -> None:
    """The answer is one of the two kinds, survives its journey as JSON, and its figures are bounded."""
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Answer) == answer
    track = answer.track
    if track is None:
        assert answer.refused in MESSAGES
        return
    assert 0 <= track.moving_s <= track.duration_s <= limits.DURATION_SECONDS
    assert 0 <= track.distance_m <= limits.DISTANCE_METRES
    assert 0 <= track.elevation_gain_m <= limits.GAIN_METRES
    assert len(track.points) >= 2
    assert all(abs(point.latitude) <= 90 and abs(point.longitude) <= 180 for point in track.points)
    known = [point.seconds for point in track.points if point.seconds is not None]
    assert known == sorted(known)


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data: bytes) -> None:
    holds(answer_to(data))


@settings(max_examples=250, deadline=None)
@given(st.lists(tags, max_size=30).map("".join))
def test_any_order_of_elements_is_answered(body: str) -> None:
    holds(answer_to(f"<gpx><trk><trkseg>{body}".encode()))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(points(), max_size=4), max_size=3))
def test_any_values_are_answered(segments: list[list[str]]) -> None:
    holds(answer_to(recordings.document(*segments)))


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(SEED_FILE)), st.integers(0, 40), st.binary(max_size=8))
def test_any_damage_to_a_good_file_is_answered(place: int, lost: int, put: bytes) -> None:
    holds(answer_to(SEED_FILE[:place] + put + SEED_FILE[place + lost :]))


def test_damaged_files_are_answered_by_the_process_too() -> None:
    chance = random.Random(11)
    for _ in range(25):
        damaged = bytearray(SEED_FILE)
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            track = read_track(BytesIO(damaged))
        except ImportRefused as refusal:
            holds(Answer(refused=refusal.code))
        else:
            holds(Answer(track=track))
