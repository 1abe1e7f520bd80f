"""Are the figures right where files are odd: gaps, pauses, noise, lost contact, wrong clocks?"""

from __future__ import annotations

import random

import pytest

from activities.tracking.imports import limits
from activities.tracking.imports.errors import ImportRefused
from activities.tracking.imports.figures import track_of
from activities.tracking.imports.track import Recording, Sample, Segment, Track

METRE = 1 / 111_195.08  # in degrees of latitude
NOON = 1_750_000_000.0


def line(seconds: int, *, speed: float = 2.5, start: float = NOON, north: float = 0.0) -> Segment:
    """A sample a second, straight to the north."""
    return [
        Sample(latitude=(north + speed * second) * METRE, longitude=0.0, time_s=start + second)
        for second in range(seconds + 1)
    ]


def measured(*segments: Segment) -> Track:
    return track_of(Recording(segments=list(segments)), digest="", file_format="gpx")


def climbing(heights: list[float], *, step_m: float = 5.0) -> Track:
    return measured(
        [
            Sample(latitude=step_m * METRE * index, longitude=0.0, elevation_m=height)
            for index, height in enumerate(heights)
        ]
    )


def test_a_gap_between_segments_adds_time_but_no_distance() -> None:
    track = measured(line(100), line(100, start=NOON + 500, north=5_000))
    assert track.distance_m == pytest.approx(500, rel=0.001)
    assert (track.duration_s, track.moving_s) == (600, 200)


def test_segments_written_last_first_are_put_in_order() -> None:
    track = measured(line(100, start=NOON + 500, north=5_000), [], line(100))
    assert track.duration_s == 600
    assert track.points[0].seconds == 0
    assert track.points[-1].seconds == 600


def test_standing_with_a_wandering_receiver_is_not_moving() -> None:
    chance = random.Random(3)
    wobble = [
        Sample(chance.gauss(250, 0.8) * METRE, chance.gauss(0, 0.8) * METRE, time_s=NOON + 100 + second)
        for second in range(1, 301)
    ]
    track = measured([*line(100), *wobble, *line(100, start=NOON + 401, north=250)])
    assert track.duration_s == 501
    assert track.moving_s == pytest.approx(200, abs=20)


def test_a_pause_in_which_nothing_was_recorded_is_not_moving() -> None:
    track = measured([*line(100), *line(100, start=NOON + 1_000, north=252)])
    assert (track.duration_s, track.moving_s) == (1_100, pytest.approx(200, abs=10))


def test_a_slow_walk_uphill_is_moving() -> None:
    assert measured(line(600, speed=0.6)).moving_s == 600


def test_noise_on_the_flat_is_no_climb() -> None:
    chance = random.Random(7)
    assert climbing([200 + chance.gauss(0, 1.0) for _ in range(2_000)]).elevation_gain_m == 0


def test_a_noisy_hill_is_as_high_as_it_is() -> None:
    chance = random.Random(7)
    ramp = [100 + min(index, 1_200 - index) * 0.1 + chance.gauss(0, 1.0) for index in range(1_200)]
    assert climbing(ramp).elevation_gain_m == pytest.approx(60, abs=4)


def test_each_climb_counts_and_descents_do_not() -> None:
    sawtooth = [float(index % 100) if index // 100 % 2 == 0 else 100.0 - index % 100 for index in range(600)]
    assert climbing(sawtooth).elevation_gain_m == pytest.approx(300, rel=0.06)
    assert climbing([500.0 - index for index in range(400)]).elevation_gain_m == 0


def test_a_cable_car_between_two_segments_is_no_climb() -> None:
    valley = [Sample(METRE * index, 0.0, elevation_m=500.0) for index in range(50)]
    peak = [Sample(METRE * index, 0.1, elevation_m=2_500.0) for index in range(50)]
    assert measured(valley, peak).elevation_gain_m == 0


def test_the_average_heart_rate_leaves_out_lost_contact() -> None:
    beats = [120, None, 140, None]
    samples = [Sample(METRE * index, 0.0, heart_rate=beat) for index, beat in enumerate(beats)]
    assert measured(samples).average_heart_rate == 130
    assert measured(line(10)).average_heart_rate is None


def test_a_point_slightly_before_the_last_one_loses_its_time_and_stays() -> None:
    samples = line(100)
    samples[50].time_s = NOON + 20
    track = measured(samples)
    assert track.points[50].seconds is None
    assert (len(track.points), track.duration_s, track.moving_s) == (101, 100, 100)


@pytest.mark.parametrize("jump", [-limits.BACKWARD_SECONDS - 100, limits.DURATION_SECONDS + 100])
def test_times_that_jump_too_far_are_refused(jump: float) -> None:
    samples = line(100)
    samples[50].time_s = NOON + jump
    with pytest.raises(ImportRefused, match="times that cannot be right"):
        measured(samples)


def test_a_way_longer_than_anyone_travels_is_refused() -> None:
    with pytest.raises(ImportRefused) as refusal:
        measured([Sample(0.0, float(index % 2)) for index in range(50)], line(3))
    assert refusal.value.code == "bad_coordinates"


def test_a_climb_higher_than_anyone_climbs_is_refused() -> None:
    with pytest.raises(ImportRefused) as refusal:
        climbing([8_000.0 * (index % 2) for index in range(50)], step_m=100.0)
    assert refusal.value.code == "bad_coordinates"


def test_crossing_the_date_line_is_a_short_way() -> None:
    track = measured([Sample(0.0, 179.9995), Sample(0.0, -179.9995)])
    assert track.distance_m == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize("segments", [[], [[]], [[Sample(1.0, 1.0)]]], ids=["none", "empty", "one point"])
def test_less_than_two_points_are_no_track(segments: list[Segment]) -> None:
    with pytest.raises(ImportRefused) as refusal:
        measured(*segments)
    assert refusal.value.code == "no_track"
