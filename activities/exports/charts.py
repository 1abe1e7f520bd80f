"""How is the distance of each week drawn on paper?"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor

from activities.exports.figures import Week
from activities.exports.glyphs import PLAIN
from activities.exports.tables import METRES

WIDTH, HEIGHT, INK, FILL = 480.0, 150.0, HexColor("#333333"), HexColor("#1f6feb")
MOST_LABELS = 9


def weekly(weeks: Sequence[Week], units: str) -> Drawing:
    """A bar a week. `weeks` is not empty."""
    drawing = Drawing(WIDTH, HEIGHT)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 40, 28, WIDTH - 50, HEIGHT - 50
    chart.data = [[round(week.distance_m / METRES[units], 1) for week in weeks]]
    chart.valueAxis.valueMin = 0
    chart.valueAxis.valueMax = max(*chart.data[0], 1.0) * 1.05
    chart.valueAxis.labels.fontName = chart.categoryAxis.labels.fontName = PLAIN
    chart.valueAxis.labels.fontSize = chart.categoryAxis.labels.fontSize = 7
    chart.categoryAxis.categoryNames = _labels(weeks)
    chart.categoryAxis.visibleTicks = 0
    chart.bars[0].fillColor, chart.bars[0].strokeColor = FILL, None
    chart.barSpacing, chart.groupSpacing = 0, 2
    drawing.add(chart)
    drawing.add(String(0, HEIGHT - 10, f"Distance a week ({units})", fontName=PLAIN, fontSize=9, fillColor=INK))
    return drawing


def _labels(weeks: Sequence[Week]) -> list[str]:
    step = -(-len(weeks) // MOST_LABELS)
    return [week.monday.isoformat() if place % step == 0 else "" for place, week in enumerate(weeks)]
