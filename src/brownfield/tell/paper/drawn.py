"""How are charts and tables put on a slide so that a person can change them?"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from brownfield.extras import needed
from brownfield.tell.figures.style import INK, MUTED
from brownfield.tell.paper.look import PAPER, SHADES
from brownfield.tell.paper.pieces import EXTRA, FONT, PURPOSE, Box, Face
from brownfield.tell.paper.room import POINT, height_of, that_fit, widths
from brownfield.tell.paper.text import clean

if TYPE_CHECKING:
    from brownfield.tell.paper.paper import Bars, Table
    from brownfield.tell.paper.pieces import Pen

SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)  # of the type in a table, points
MARGIN = 0.06  # inches above and below the text of a cell, together
MILLIONS = "#,##0{},,"  # a number in millions; the number itself is whole
DECIMALS = ((10e6, ""), (1e6, ".0"), (0.0, ".00"))  # from which largest number on
SHORT = 45  # characters of a name in a legend; the table beside it has all
WHITE = "#ffffff"


def table(pen: Pen, whole: Table, box: Box) -> float:
    """Draw a table in the largest type in which it fits; return its height.

    Rows without room are left out, and counted below it.
    """
    top = box.top
    if whole.title:
        over = Box(box.left, top, box.width, 0.3)
        pen.text(whole.title, over, Face(12, MUTED, is_bold=True))
        top += 0.3
    room = box.top + box.height - top
    for size in SIZES:
        columns = _columns(whole, box.width, size)
        heights = row_heights(whole, columns, size)
        if sum(heights) <= room - 0.25 * bool(whole.left_out) or size == SIZES[-1]:
            break
    count = max(2, that_fit(heights, room - 0.25))
    if that_fit(heights, room) == len(heights) and not whole.left_out:
        count = len(heights)
    shown = whole.rows[: count - 1]
    height = sum(heights[: len(shown) + 1])
    drawn = replace(whole, rows=shown)
    _cells(pen, drawn, Box(box.left, top, box.width, height), columns, size)
    left_out = whole.left_out + len(whole.rows) - len(shown)
    end = top + height
    if left_out:
        sentence = f"{left_out} more rows: see the report."
        pen.text(sentence, Box(box.left, end, box.width, 0.25), Face(9, MUTED))
        end += 0.25
    return end - box.top


def _columns(table: Table, width: float, size: float) -> list[float]:
    """Return the width of each column, inches."""
    room = width / (size * POINT)
    shares = widths(table.heads, table.rows, table.is_number, room)
    return [share * width for share in shares]


def row_heights(table: Table, columns: list[float], size: float) -> list[float]:
    """Return the height of the heading and of each row, inches."""
    return [
        MARGIN
        + max(
            height_of(text, size, width - 0.14)
            for text, width in zip(row, columns, strict=True)
        )
        for row in (table.heads, *table.rows)
    ]


def _cells(pen: Pen, table: Table, box: Box, columns: list[float], size: float) -> None:
    """Draw the heading and every row of a table."""
    frame = pen.slide.shapes.add_table(len(table.rows) + 1, len(columns), *pen.at(box))
    frame.name = clean(table.title) or "Table"
    drawn = frame.table
    drawn.first_row, drawn.horz_banding = True, False
    heights = row_heights(table, columns, size)
    for at, width in enumerate(columns):
        drawn.columns[at].width = pen.at(Box(0, 0, width, 0))[2]
    for number, row in enumerate((table.heads, *table.rows)):
        drawn.rows[number].height = pen.at(Box(0, 0, 0, heights[number]))[3]
        for at, text in enumerate(row):
            cell = drawn.cell(number, at)
            to = "right" if table.is_number[at] else "left"
            face = Face(size, INK if number else WHITE, is_bold=not number, to=to)
            pen.cell(cell, text, face)
            pen.ground(cell, INK if not number else PAPER if number % 2 else WHITE)


def chart(pen: Pen, bars: Bars, box: Box) -> None:
    """Draw a chart of stacked bars, with the numbers behind it as a workbook."""
    kinds = needed("pptx.enum.chart", PURPOSE, EXTRA)
    data = needed("pptx.chart.data", PURPOSE, EXTRA)
    given = data.CategoryChartData(number_format=_millions(bars))
    given.categories = _labels(bars)
    for one in bars.series:
        given.add_series(clean(_brief(one.name)), one.values)
    frame = pen.slide.shapes.add_chart(
        kinds.XL_CHART_TYPE.BAR_STACKED, *pen.at(box), given
    )
    frame.name = clean(bars.title)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_behind(bars))
    _looks(pen, drawn, bars, kinds)


def _millions(drawn: Bars) -> str:
    """Return the form of the numbers of a chart: decimals where all are small."""
    largest = max((abs(v) for one in drawn.series for v in one.values), default=0.0)
    decimals = next(words for least, words in DECIMALS if largest >= least)
    return MILLIONS.format(decimals)


def _labels(bars: Bars) -> list[str]:
    """Return the name of each bar with its sum."""
    pairs = zip(bars.labels, bars.ends, strict=True)
    return [clean(f"{label}: {end}") for label, end in pairs]


def _brief(name: str) -> str:
    return name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"


def _looks(pen: Pen, drawn: Any, bars: Bars, kinds: Any) -> None:
    """Set title, axes, colours and legend of a chart."""
    drawn.font.size, drawn.font.name = pen.points(11), FONT
    drawn.has_title = True
    drawn.chart_title.text_frame.text = clean(bars.title)
    run = drawn.chart_title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = pen.points(12), True
    drawn.category_axis.reverse_order = True
    drawn.category_axis.tick_label_position = kinds.XL_TICK_LABEL_POSITION.LOW
    drawn.category_axis.format.line.color.rgb = pen.colour(MUTED)
    values = drawn.value_axis
    values.tick_labels.number_format = _millions(bars)
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = pen.colour("#d5dae0")
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for at, series in enumerate(plot.series):
        pen.ground(series.format, SHADES[at % len(SHADES)])
        series.invert_if_negative = False
    drawn.has_legend = len(bars.series) > 1
    if drawn.has_legend:
        drawn.legend.position = kinds.XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = pen.points(10)


def _behind(bars: Bars) -> bytes:
    """Return the workbook behind a chart; it carries no date, unlike the usual one."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        number = book.add_format({"num_format": _millions(bars)})
        sheet.write_column(1, 0, _labels(bars))
        for at, one in enumerate(bars.series, start=1):
            sheet.write_string(0, at, clean(_brief(one.name)))
            sheet.write_column(1, at, one.values, number)
    return stream.getvalue()
