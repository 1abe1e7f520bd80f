"""How is the document of a person's activities made? Title, summary, chart and list, in a file beside the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from activities.exports.charts import weekly
from activities.exports.figures import Figures, figures_of
from activities.exports.glyphs import BOLD, PLAIN, known, markup, printable
from activities.exports.selectors import Asked, exported
from activities.exports.services import keep_file
from activities.exports.tables import CLIMB, FEET_A_METRE, METRES
from activities.stats.zones import zone_of
from activities.tasks.models import Task
from activities.tasks.services import advance_task
from activities.tracking.models import Activity, ActivityType
from social.accounts.models import User

LISTED, A_TABLE = 1000, 50
GREY, PALE = HexColor("#888888"), HexColor("#eef2f7")
TEXT = ParagraphStyle("text", fontName=PLAIN, fontSize=8, leading=10)
HEAD = ParagraphStyle("head", parent=TEXT, fontName=BOLD)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=18, leading=24)
SECTION = ParagraphStyle("section", fontName=BOLD, fontSize=12, leading=16, spaceBefore=8 * mm, spaceAfter=2 * mm)
GRID = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, GREY),
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
)


def make(task_id: UUID, asked: Asked, units: str) -> None:
    """Make the document of a task and keep it; nothing for a task that is over."""
    task = Task.objects.select_related("user").get(pk=task_id)
    if task.is_over:
        return
    with TemporaryDirectory(prefix="slipstream-export-") as folder:
        made = Path(folder) / "activities.pdf"
        write(made, task.user, asked, units, lambda share: advance_task(task_id, done=share))
        keep_file(task_id, made, name="activities.pdf", content_type="application/pdf")


def write(to: Path, person: User, asked: Asked, units: str, tell: Callable[[int], None]) -> None:
    """Write the document. `tell` hears how much of it is done, in steps of ten of a hundred."""
    known()
    document = SimpleDocTemplate(
        str(to), pagesize=A4, title="Activities", author=printable(person.shown_name), leftMargin=18 * mm,
        rightMargin=18 * mm, topMargin=18 * mm, bottomMargin=18 * mm,
    )  # fmt: skip
    document.setProgressCallBack(_steps(tell))
    figures = figures_of(person, asked)
    parts = [*_head(person, asked, figures), *_summary(figures, units), *_list(person, asked, units)]
    document.build(parts, onFirstPage=_number, onLaterPages=_number)


def _head(person: User, asked: Asked, figures: Figures) -> Iterator[Flowable]:
    zone = zone_of(person)
    first = asked.first or (figures.begin and figures.begin.astimezone(zone).date())
    last = asked.last or (figures.end and figures.end.astimezone(zone).date())
    yield Paragraph("Activities", TITLE)
    yield Paragraph(markup(f"{person.shown_name} ({person.username})"), HEAD)
    yield Paragraph(f"From {first} to {last}" if first and last else "No activities", TEXT)
    made = timezone.now().astimezone(zone)
    yield Paragraph(markup(f"Made on {made:%Y-%m-%d %H:%M}, times of {zone.key}"), TEXT)


def _summary(figures: Figures, units: str) -> Iterator[Flowable]:
    names = ["Type", "Activities", f"Distance ({units})", "Time", f"Climb ({_climb_unit(units)})", f"Longest ({units})"]
    rows = [[_type_name(row["activity_type"]), *_sums(row, units)] for row in figures.by_type]
    yield Paragraph("Summary", SECTION)
    yield Table(_cells([names, *rows, ["All", *_sums(figures.total, units)]]), style=GRID, hAlign="LEFT")
    if figures.weeks:
        yield Spacer(0, 6 * mm)
        yield weekly(figures.weeks, units)


def _list(person: User, asked: Asked, units: str) -> Iterator[Flowable]:
    rows = exported(person, asked)
    count, zone = rows.count(), zone_of(person)
    yield Paragraph("List", SECTION)
    if count > LISTED:
        yield Paragraph(f"The newest {LISTED} of {count}. The export as CSV has all of them.", TEXT)
    names = ["Start", "Type", "Title", units, "Time", _climb_unit(units)]
    widths = [30 * mm, 20 * mm, 68 * mm, 18 * mm, 20 * mm, 18 * mm]
    found = list(rows[:LISTED])
    for begin in range(0, len(found), A_TABLE):  # many small tables: one long one is laid out again for each page
        lines = [_line(activity, units, zone) for activity in found[begin : begin + A_TABLE]]
        shown = _cells([names, *lines]) if begin == 0 else _cells(lines, head=False)
        yield LongTable(
            shown, colWidths=widths, style=GRID if begin == 0 else _plain_grid(), repeatRows=int(begin == 0)
        )


def _line(activity: Activity, units: str, zone: ZoneInfo) -> list[str]:
    return [
        f"{activity.started_at.astimezone(zone):%Y-%m-%d %H:%M}",
        _type_name(activity.activity_type),
        activity.title,
        _distance(activity.distance_m, units),
        _time(activity.duration_s),
        _climb(activity.elevation_m, units),
    ]


def _sums(row: dict[str, Any], units: str) -> list[str]:
    return [
        str(row["activities"]),
        _distance(row["metres"] or 0, units),
        _time(row["seconds"] or 0),
        _climb(row["climb"], units),
        _distance(row["longest"] or 0, units),
    ]


def _cells(rows: list[list[str]], *, head: bool = True) -> list[list[Paragraph]]:
    return [
        [Paragraph(markup(text), HEAD if head and place == 0 else TEXT) for text in row]
        for place, row in enumerate(rows)
    ]


def _plain_grid() -> TableStyle:
    return TableStyle([command for command in GRID.getCommands() if command[0] != "BACKGROUND"])


def _distance(metres: float, units: str) -> str:
    return f"{metres / METRES[units]:.2f}"


def _climb(metres: float | None, units: str) -> str:
    return "" if metres is None else f"{metres if units == 'km' else metres * FEET_A_METRE:.0f}"


def _climb_unit(units: str) -> str:
    return CLIMB[units].partition("_")[2]


def _time(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _type_name(kind: str) -> str:
    return str(ActivityType(kind).label)


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 7)
    canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, f"Slipstream · {document.page}")


def _steps(tell: Callable[[int], None]) -> Callable[[str, Any], None]:
    whole, told = 1, 0

    def hear(kind: str, value: Any) -> None:
        nonlocal whole, told
        if kind == "SIZE_EST":
            whole = max(int(value), 1)
        elif kind == "PROGRESS":
            share = min(int(value) * 10 // whole, 9) * 10
            if share > told:
                told = share
                tell(share)

    return hear
