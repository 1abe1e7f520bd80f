"""Is every hostile, broken or foreign file refused with a code and a sentence that helps?"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from activities.tests.imports import recordings
from activities.tracking.imports import limits
from activities.tracking.imports.errors import MESSAGES, ImportRefused
from activities.tracking.imports.reading import read_track
from activities.tracking.imports.sandbox import answer_to

OPEN = '<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
CLOSE = "</trkseg></trk></gpx>"
PLACE = '<trkpt lat="1" lon="2"/>'
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def wrapped(body: str) -> bytes:
    return f"{OPEN}{body}{CLOSE}".encode()


def declaring(entities: str, body: str = "") -> bytes:
    return f"<!DOCTYPE gpx [{entities}]>{OPEN}{body}{CLOSE}".encode()


def zipped(data: bytes) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("run.gpx", data)
    return archive.getvalue()


def dated(time: str) -> bytes:
    return wrapped(f'{PLACE}<trkpt lat="1" lon="2.001"><time>{time}</time></trkpt>')


def at(latitude: str, longitude: str = "2") -> bytes:
    return wrapped(f'{PLACE}<trkpt lat="{latitude}" lon="{longitude}"/>')


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "billion laughs": ("xml_forbidden", lambda: declaring(f'<!ENTITY l0 "ha">{BOMB}', "&l9;")),
    "quadratic blow-up": (
        "xml_forbidden",
        lambda: declaring(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000),
    ),
    "external entity": ("xml_forbidden", lambda: declaring('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;")),
    "parameter entity": (
        "xml_forbidden",
        lambda: declaring('<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;'),
    ),
    "external DTD": ("xml_forbidden", lambda: b'<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/d"><gpx/>'),
    "bare DOCTYPE": ("xml_forbidden", lambda: b"<!DOCTYPE gpx><gpx/>"),
    "DOCTYPE in UTF-16": ("xml_forbidden", lambda: "<!DOCTYPE gpx><gpx/>".encode("utf-16")),
    "entity without a DOCTYPE": ("unknown_format", lambda: wrapped("&l9;")),
    "empty": ("empty_file", lambda: b""),
    "blanks": ("unknown_format", lambda: b"\n \n"),
    "words": ("unknown_format", lambda: b"My run this morning: 8 km."),
    "JPEG": (
        "unknown_format",
        lambda: bytes.fromhex("ffd8ffe000104a46494600010101004800480000ffdb") + b"\x03" * 5_000,
    ),
    "gzip in gzip": ("unknown_format", lambda: gzip.compress(gzip.compress(recordings.walk()))),
    "gzip, cut": ("truncated", lambda: gzip.compress(recordings.walk())[:-4_000]),
    "gzip, damaged": ("damaged", lambda: b"\x1f\x8b" + bytes(500)),
    "gzip bomb": ("file_too_large", lambda: gzip.compress(bytes(200_000_000))),
    "zip": ("unknown_format", lambda: zipped(recordings.walk())),
    "NUL bytes": ("unknown_format", lambda: bytes(5_000)),
    "HTML": ("unknown_format", lambda: b"<html><body>Log in</body></html>"),
    "TCX of nothing": ("no_track", lambda: b"<TrainingCenterDatabase/>"),
    "two roots": ("unknown_format", lambda: wrapped(PLACE * 2) + b"<gpx/>"),
    "unknown encoding": ("unknown_format", lambda: b'<?xml version="1.0" encoding="../../x"?><gpx/>'),
    "codec that is no text": ("unknown_format", lambda: b'<?xml version="1.0" encoding="bz2"?><gpx/>'),
    "many-byte encoding": ("unknown_format", lambda: b'<?xml version="1.0" encoding="gb18030"?><gpx/>'),
    "UTF-16, cut": ("truncated", lambda: recordings.walk().decode()[38:].encode("utf-16")[:-8_001]),
    "point outside a segment": ("unknown_format", f"<gpx>{PLACE}</gpx>".encode),
    "100,000 deep": ("too_complex", lambda: b"<gpx>" + b"<a>" * 100_000),
    "100,000 deep in a point": ("too_complex", lambda: wrapped('<trkpt lat="1" lon="1">' + "<a>" * 100_000)),
    "huge text, unclosed": ("truncated", lambda: OPEN.encode() + b"x" * 9_000_000),
    "huge name": ("no_track", lambda: b"<gpx><trk><name>" + b"x" * 9_000_000 + b"</name></trk></gpx>"),
    "latitude 91": ("bad_coordinates", lambda: at("91")),
    "longitude -180.1": ("bad_coordinates", lambda: at("1", "-180.1")),
    "NaN": ("bad_coordinates", lambda: at("NaN")),
    "infinity": ("bad_coordinates", lambda: at("-inf")),
    "1e999": ("bad_coordinates", lambda: at("1e999")),
    "comma": ("bad_coordinates", lambda: at("46,5")),
    "no coordinates": ("bad_coordinates", lambda: wrapped("<trkpt/>")),
    "10,000 digits": ("bad_coordinates", lambda: at("9" * 10_000)),
    "year 9999": ("bad_time", lambda: dated("9999-12-31T23:59:59-14:00")),
    "year 0": ("bad_time", lambda: dated("0000-01-01T00:00:00Z")),
    "31 February": ("bad_time", lambda: dated("2025-02-31T00:00:00Z")),
    "yesterday": ("bad_time", lambda: dated("yesterday")),
    "250,000 points": ("too_many_points", lambda: wrapped(PLACE * 250_000)),
    "planned route": ("no_track", lambda: b'<gpx><rte><rtept lat="1" lon="1"/></rte></gpx>'),
    "one point": ("no_track", lambda: wrapped(PLACE)),
    "no points": ("no_track", lambda: b"<gpx/>"),
}


def refusal_of(data: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as refusal:
        read_track(BytesIO(data))
    return refusal.value


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_is_refused(case: str) -> None:
    code, built = HOSTILE[case]
    refusal = refusal_of(built())
    assert refusal.code == code
    assert refusal.message == str(refusal) == MESSAGES[code]


COSTLY: dict[str, Callable[[], bytes]] = {
    "a million attributes": lambda: b"<gpx " + b" ".join(b'a%x=""' % n for n in range(1_000_000)) + b"/>",
    "a million names": lambda: b"<gpx>" + b"".join(b"<a%x/>" % n for n in range(1_000_000)) + b"</gpx>",
    "one long comment": lambda: b"<gpx><!--" + b"x" * 9_900_000,
}


@pytest.mark.parametrize("case", COSTLY)
def test_a_file_built_to_cost_time_is_stopped(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = COSTLY[case]()
    assert len(data) < limits.FILE_BYTES
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.5)
    assert refusal_of(data).code in {"took_too_long", "too_complex"}


class Endless:
    """50 MB made while they are read."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        self.taken += min(size, 50_000_000 - self.taken)
        return b"x" * min(size, 50_000_000)


def test_50_megabytes_are_refused_after_the_first_ten() -> None:
    file = Endless()
    with pytest.raises(ImportRefused) as refusal:
        read_track(file)  # type: ignore[arg-type]
    assert refusal.value.code == "file_too_large"
    assert file.taken == limits.FILE_BYTES + 1


def test_a_file_cut_anywhere_is_refused() -> None:
    run = recordings.RUN
    points = [recordings.point(moment, run.start, heart=True) for moment in recordings.moments(run)[:6]]
    whole = recordings.document(points, head=recordings.GARMIN, name="Läufe", kind="running").rstrip()
    opened = whole.index(b"<trk>")
    for length in range(1, len(whole)):
        code = answer_to(whole[:length]).refused
        assert code == "truncated" if length > opened else code in {"truncated", "unknown_format"}
    assert answer_to(whole).refused == ""


def test_a_file_cut_on_the_way_says_so() -> None:
    whole = recordings.run()
    assert {refusal_of(whole[: len(whole) * part // 7]).code for part in range(1, 7)} == {"truncated"}


def test_a_time_before_1970_is_a_clock_never_set() -> None:
    track = answer_to(dated("1901-12-13T20:45:52.2073437Z")).track
    assert track is not None
    assert track.started_at is None


def test_broken_heights_and_hearts_are_left_out() -> None:
    values = [("NaN", "0"), ("1e9", "255"), ("", "inf"), ("high", "x"), ("12.5", "131")]
    body = "".join(
        f'<trkpt lat="{n}e-4" lon="1"><ele>{ele}</ele><extensions><hr>{beats}</hr></extensions></trkpt>'
        for n, (ele, beats) in enumerate(values)
    )
    track = answer_to(wrapped(body)).track
    assert track is not None
    assert [point.elevation_m for point in track.points] == [None, None, None, None, 12.5]
    assert track.average_heart_rate == 131


def test_every_code_has_a_sentence_that_says_what_to_do() -> None:
    assert all(message.endswith(".") and message.count(". ") for message in MESSAGES.values())
