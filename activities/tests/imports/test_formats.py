"""Does the same recording have the same figures as GPX, TCX and FIT, packed or not, and without places too?"""

from __future__ import annotations

import gzip
import math
import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import fitdecode
import gpxpy
import pytest

from activities.tests.imports import otherwise, recordings
from activities.tests.imports.recordings import Moment
from activities.tracking.imports.reading import read_track
from activities.tracking.imports.sandbox import answer_to
from activities.tracking.imports.track import Track

START = recordings.RUN.start
RUN = recordings.moments(replace(recordings.RUN, metres=3_000.0, stops=((1_000.0, 40),)))
GPX = recordings.document([recordings.point(moment, START) for moment in RUN], kind="running")


def read(data: bytes) -> Track:
    track = answer_to(data).track
    assert track is not None, answer_to(data).refused
    return track


def as_tcx(moments: Sequence[Moment] = RUN) -> bytes:
    points = [otherwise.tcx_point(moment, START) for moment in moments]
    third = len(points) // 3
    laps = [otherwise.lap(part, kcal=70) for part in (points[:third], points[third : 2 * third], points[2 * third :])]
    return otherwise.tcx(*laps, notes="Along the lake")


def as_fit(moments: Sequence[Moment] = RUN) -> bytes:
    return otherwise.fit(*(otherwise.fit_record(moment, START) for moment in moments), kcal=210)


@pytest.mark.parametrize(("made", "kind"), [(as_tcx, "tcx"), (as_fit, "fit")])
def test_tcx_and_fit_have_the_figures_gpxpy_finds_in_the_gpx(made: object, kind: str) -> None:
    witness = gpxpy.parse(GPX.decode())
    bounds = witness.get_time_bounds()
    track = read(made())  # type: ignore[operator]
    assert track.format == kind
    assert track.activity_type == "run"
    assert track.distance_m == pytest.approx(witness.length_2d(), rel=0.01)
    assert track.duration_s == pytest.approx((bounds.end_time - bounds.start_time).total_seconds(), abs=1)
    assert track.started_at == bounds.start_time
    assert len(track.points) == witness.get_track_points_no()
    assert track.calories == 210
    assert track.average_heart_rate == round(sum(moment.heart_rate for moment in RUN) / len(RUN))
    same = read(GPX)
    assert track.elevation_gain_m == pytest.approx(same.elevation_gain_m, abs=1)
    assert track.moving_s == pytest.approx(same.moving_s, abs=2)


def test_our_fit_is_one_that_another_reader_accepts() -> None:
    with fitdecode.FitReader(BytesIO(as_fit()), check_crc=fitdecode.CrcCheck.RAISE) as frames:
        records = [f for f in frames if isinstance(f, fitdecode.FitDataMessage) and f.name == "record"]
    assert len(records) == len(RUN)
    assert records[0].get_value("timestamp") == START


@pytest.mark.parametrize("data", [GPX, as_tcx(), as_fit()], ids=["gpx", "tcx", "fit"])
def test_a_packed_file_is_the_file(data: bytes) -> None:
    assert read(gzip.compress(data)) == read(data)


def test_the_content_tells_the_format_in_the_process_too() -> None:
    assert [read_track(BytesIO(data)).format for data in (as_fit(), gzip.compress(as_tcx()))] == ["fit", "tcx"]


def test_indoors_the_devices_distance_is_believed() -> None:
    ways = [2.5 * moment.seconds for moment in RUN]
    lasted, length = RUN[-1].seconds, ways[-1]
    points = [otherwise.tcx_point(m, START, indoors=True, metres=way) for m, way in zip(RUN, ways, strict=True)]
    records = [otherwise.fit_record(m, START, indoors=True, metres=way) for m, way in zip(RUN, ways, strict=True)]
    for data in (
        otherwise.tcx(otherwise.lap(points, metres=length)),
        otherwise.fit(*records, metres=length, sub_sport=1),
    ):
        track = read(data)
        assert track.points == []
        assert track.distance_m == pytest.approx(length, abs=0.2)
        assert (track.duration_s, track.moving_s) == (lasted, lasted)
        assert track.elevation_gain_m is None
        assert track.splits is not None
        assert track.splits["km"][:2] == [400, 400]


def test_without_any_distance_there_are_time_and_heart_only() -> None:
    points = [otherwise.tcx_point(moment, START, indoors=True) for moment in RUN]
    track = read(otherwise.tcx(otherwise.lap(points, kcal=300), sport="Other"))
    assert (track.distance_m, track.splits, track.calories) == (0, None, 300)
    assert track.average_heart_rate is not None


def test_a_timer_that_stops_is_a_pause() -> None:
    half = len(RUN) // 2
    later = [replace(moment, seconds=moment.seconds + 600) for moment in RUN[half:]]
    records = [otherwise.fit_record(moment, START) for moment in RUN[:half]]
    stop = otherwise.pause(RUN[half - 1], START)
    track = read(otherwise.fit(*records, stop, *(otherwise.fit_record(moment, START) for moment in later)))
    assert track.duration_s - read(as_fit()).duration_s == 600
    assert track.moving_s == pytest.approx(read(as_fit()).moving_s, abs=12)


@pytest.mark.parametrize(
    ("sport", "sub_sport", "kind"),
    [(1, 0, "run"), (2, 0, "ride"), (5, 17, "swim"), (11, 0, "walk"), (17, 0, "hike"), (10, 20, "strength"),
     (10, 43, "yoga"), (13, 0, "other")],
)  # fmt: skip
def test_a_fit_sport_is_one_of_ours(sport: int, sub_sport: int, kind: str) -> None:
    records = [otherwise.fit_record(moment, START) for moment in RUN[:3]]
    assert read(otherwise.fit(*records, sport=sport, sub_sport=sub_sport)).activity_type == kind


def test_splits_add_up_to_the_time_under_way() -> None:
    track = read(GPX)
    assert track.splits is not None
    assert len(track.splits["km"]) == math.ceil(track.distance_m / 1000) == 4
    assert len(track.splits["mile"]) == 2
    assert {sum(seconds) for seconds in track.splits.values()} == {track.duration_s}
    even = [recordings.point(replace(m, latitude=m.seconds * 4 / 111_195.08, longitude=0.0), START) for m in RUN]
    splits = read(recordings.document(even)).splits
    assert splits is not None
    assert splits["km"][:2] == [250, 250]
    assert splits["mile"][0] == pytest.approx(1609.344 / 4, abs=1)


FIT = as_fit(RUN[:20])
BROKEN: dict[str, tuple[str, bytes]] = {
    "a wrong checksum": ("damaged", FIT[:-1] + bytes([FIT[-1] ^ 1])),
    "a changed byte": ("damaged", FIT[:200] + bytes([FIT[200] ^ 1]) + FIT[201:]),
    "a header alone": ("truncated", FIT[:14]),
    "nothing within": ("no_track", otherwise.framed(b"")),
    "two in one": ("several_recordings", FIT + FIT),
    "a course": ("no_track", otherwise.fit(*(otherwise.fit_record(m, START) for m in RUN[:9]), kind=6)),
    "a size beyond its end": ("truncated", FIT[:4] + struct.pack("<I", 10**6) + FIT[8:]),
    "no records": ("no_track", otherwise.fit()),
    "half": ("truncated", FIT[: len(FIT) // 2]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_fit_is_refused(case: str) -> None:
    """S-FI-2."""
    code, data = BROKEN[case]
    refused = {answer_to(data).refused}
    assert refused <= {code, "damaged", "truncated"} if code in ("damaged", "truncated") else refused == {code}


def test_a_fit_cut_anywhere_is_refused() -> None:
    assert all(answer_to(FIT[:length]).refused for length in range(13, len(FIT), 7))


def test_a_fit_of_two_days_ahead_is_refused() -> None:
    ahead = [otherwise.fit_record(moment, START + timedelta(days=10_000)) for moment in RUN[:3]]
    assert answer_to(otherwise.fit(*ahead)).refused == "bad_time"


TCX_POINT = "<Trackpoint><Position><LatitudeDegrees>{}</LatitudeDegrees></Position></Trackpoint>"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("no_track", b"<TrainingCenterDatabase/>"),
        ("truncated", as_tcx()[:-900]),
        ("xml_forbidden", b'<!DOCTYPE x [<!ENTITY a "b">]>' + as_tcx()[21:]),
        ("bad_coordinates", otherwise.tcx(otherwise.lap([TCX_POINT.format("91")] * 2))),
        ("unknown_format", otherwise.tcx(f"<Lap>{TCX_POINT.format('1')}</Lap>")),
        ("too_complex", (otherwise.TCX_HEAD + "<a>" * 1000).encode()),
    ],
)
def test_a_broken_tcx_is_refused(code: str, data: bytes) -> None:
    """S-FI-1."""
    assert answer_to(data).refused == code


def test_a_planned_course_is_no_workout() -> None:
    point = otherwise.tcx_point(RUN[0], START)
    course = (
        f"{otherwise.TCX_HEAD}<Courses><Course><Track>{point * 3}</Track></Course></Courses></TrainingCenterDatabase>"
    )
    assert answer_to(course.encode()).refused == "no_track"
