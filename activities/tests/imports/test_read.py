"""Does a recorded file become the activity that was recorded? gpxpy is the independent witness."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import gpxpy
import pytest

from activities.tests.imports import recordings
from activities.tests.imports.recordings import Outing
from activities.tracking.imports.reading import read_track
from activities.tracking.imports.sandbox import answer_to
from activities.tracking.imports.track import Track

SAMPLES = sorted(recordings.SAMPLES.glob("*.gpx"))
OUTINGS = [
    Outing(seed=seed, metres=metres, metres_a_second=speed, every=every, noise_m=noise, centre=centre)
    for seed, metres, speed, every, noise, centre in [
        (1, 5_000, 3.1, (1, 1), 1.0, (60.17, 24.94)),
        (2, 21_100, 3.4, (1, 6), 2.0, (40.41, -3.70)),
        (3, 40_000, 8.2, (1, 4), 3.0, (-33.44, -70.67)),
        (4, 3_000, 1.2, (5, 15), 4.0, (0.31, 32.58)),
        (5, 9_000, 2.7, (2, 2), 1.5, (-16.8, 179.9)),
    ]
]


def read(data: bytes) -> Track:
    return read_track(BytesIO(data))


def agrees_with_gpxpy(track: Track, data: bytes) -> None:
    witness = gpxpy.parse(data.decode())
    bounds = witness.get_time_bounds()
    elapsed = bounds.end_time - bounds.start_time if bounds.start_time and bounds.end_time else timedelta()
    assert track.distance_m == pytest.approx(witness.length_2d(), rel=0.01)
    assert track.duration_s == pytest.approx(elapsed.total_seconds(), abs=1)
    assert track.started_at == bounds.start_time
    assert len(track.points) == witness.get_track_points_no()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_file_has_the_figures_gpxpy_finds(path: Path) -> None:
    data = path.read_bytes()
    agrees_with_gpxpy(read(data), data)


@pytest.mark.parametrize("outing", OUTINGS, ids=lambda outing: f"seed {outing.seed}")
def test_a_generated_outing_has_the_figures_gpxpy_finds(outing: Outing) -> None:
    points = [recordings.point(moment, outing.start) for moment in recordings.moments(outing)]
    data = recordings.document(points)
    agrees_with_gpxpy(read(data), data)


def test_the_committed_samples_are_what_the_generator_writes() -> None:
    assert {path.name for path in SAMPLES} == set(recordings.SAMPLE_FILES)
    for path in SAMPLES:
        kept, made = read(path.read_bytes()), read(recordings.SAMPLE_FILES[path.name]())
        assert (kept.title, kept.duration_s, len(kept.points)) == (
            made.title,
            made.duration_s,
            len(made.points),
        )
        assert kept.distance_m == pytest.approx(made.distance_m, rel=1e-4)


def test_the_run_tells_sport_name_start_and_heart() -> None:
    data = (recordings.SAMPLES / "lake_run.gpx").read_bytes()
    track = read(data)
    assert (track.activity_type, track.title) == ("run", "Morning Run along the lake")
    assert track.started_at == datetime(2025, 5, 17, 6, 12, 30, tzinfo=UTC)
    assert track.distance_m == pytest.approx(8_000, rel=0.01)
    assert track.average_heart_rate == pytest.approx(143, abs=3)
    assert track.elevation_gain_m == pytest.approx(3 * 25, rel=0.1)
    assert track.digest == hashlib.sha256(data).hexdigest()


def test_two_stops_of_the_run_are_not_moving_time() -> None:
    track = read((recordings.SAMPLES / "lake_run.gpx").read_bytes())
    assert track.duration_s - track.moving_s == pytest.approx(65, abs=20)


def test_the_rest_between_two_segments_is_elapsed_time_but_not_moving_time() -> None:
    track = read((recordings.SAMPLES / "hill_ride.gpx").read_bytes())
    assert track.duration_s - track.moving_s == pytest.approx(recordings.PAUSE_S, abs=15)
    assert track.title == "Hill ride & coffee"
    assert track.elevation_gain_m == pytest.approx(4 * 70, rel=0.1)


def test_a_file_without_times_has_a_distance_and_no_start() -> None:
    track = read((recordings.SAMPLES / "signal_hill_walk.gpx").read_bytes())
    assert (track.started_at, track.duration_s, track.moving_s) == (None, 0, 0)
    assert track.distance_m == pytest.approx(4_200, rel=0.01)
    assert track.points[0].seconds is None


def test_the_points_are_the_ones_written() -> None:
    outing = replace(recordings.RUN, metres=200.0)
    written = recordings.moments(outing)
    track = read(recordings.document([recordings.point(moment, outing.start) for moment in written]))
    assert [point.seconds for point in track.points] == [moment.seconds for moment in written]
    first, point = written[0], track.points[0]
    assert point.latitude == pytest.approx(first.latitude, abs=1e-6)
    assert point.longitude == pytest.approx(first.longitude, abs=1e-6)
    assert point.elevation_m == pytest.approx(first.elevation, abs=0.06)
    assert track.positions[0] == point[:2]


def test_the_digest_is_the_same_for_the_same_file_only() -> None:
    run = recordings.run()
    assert read(run).digest == read(run).digest != read(run + b"\n").digest


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("running", "run"), ("Trail_Running", "run"), ("9", "run"), ("treadmill", "run"),
        ("cycling", "ride"), ("Mountain Biking", "ride"), ("VirtualRide", "ride"), ("1", "ride"),
        ("hiking", "hike"), ("Walking", "walk"), ("10", "walk"), ("open_water_swimming", "swim"),
        ("chess", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_a_devices_word_names_the_sport(word: str, kind: str) -> None:
    points = ['<trkpt lat="1" lon="1"/>', '<trkpt lat="1" lon="1.001"/>']
    track = answer_to(recordings.document(points, kind=word)).track
    assert track is not None
    assert track.activity_type == kind


def test_routes_waypoints_and_foreign_names_are_not_the_track() -> None:
    data = (
        b"<gpx><metadata><name>file</name><time>2001-01-01T00:00:00Z</time></metadata>"
        b'<wpt lat="9" lon="9"><name>inn</name><time>2002-01-01T00:00:00Z</time></wpt>'
        b'<rte><name>plan</name><rtept lat="8" lon="8"/></rte>'
        b'<trk><name> My \n way </name><trkseg><trkpt lat="1" lon="1"><name>kerb</name></trkpt>'
        b'<trkpt lat="1" lon="1.001"/></trkseg></trk></gpx>'
    )
    track = read(data)
    assert track.title == "My way"
    assert track.positions == [(1.0, 1.0), (1.0, 1.001)]
    assert track.started_at is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = recordings.run().decode().replace("UTF-8", encoding.removesuffix("-sig")).replace("Run", "Läufe")
    assert read(text.encode(encoding)).title == "Morning Läufe along the lake"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "%2e%2e/run.gpx", "..\\run", "run\0.gpx", "/run.gpx", "x" * 300 + ".gpx", "CON", "",
     "nur\u202exgp.gpx", "RUN.GPX", "run.jpg", "-m.gpx"],
)  # fmt: skip
def test_the_name_of_a_file_does_no_harm(name: str) -> None:
    points = ['<trkpt lat="1" lon="1"/>', '<trkpt lat="1" lon="1.001"/>']
    assert len(read_track(BytesIO(recordings.document(points))).points) == 2
