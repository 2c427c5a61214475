"""How does a board paper become slides?

Charts and tables are those of the program that shows the slides, so that a person can
change them and copy their numbers. What has no room stands in the notes of the speaker.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.extras import needed
from brownfield.tables.writing.staging import staged
from brownfield.tell.figures.style import MUTED
from brownfield.tell.paper.drawn import chart, table
from brownfield.tell.paper.look import PAPER, WARNING
from brownfield.tell.paper.pieces import EXTRA, PURPOSE, Box, Face, Pen
from brownfield.tell.paper.room import height_of, that_fit
from brownfield.tell.paper.same import same
from brownfield.tell.paper.text import clean

if TYPE_CHECKING:
    from brownfield.tell.paper.paper import Figure, Paper, Sheet


WIDE, HIGH, EDGE = 13.333, 7.5, 0.5  # inches
FOOT = 7.05  # inches from above
GAP = 0.12
TITLE_ONLY = 5  # the layout that has a title and nothing else
LEAD_SIZES = (18.0, 16.0, 14.0, 12.0, 11.0, 10.0)
LINE_SIZES = (14.0, 13.0, 12.0, 11.0, 10.5)
MORE = "More in the notes."


def slides(paper: Paper) -> bytes:
    """Return a board paper as four slides (.pptx), the same bytes for the same paper.

    Raises
    ------
    MissingExtraError
        If python-pptx is not installed.
    """
    pptx = needed("pptx", PURPOSE, EXTRA)
    show = pptx.Presentation()
    inch = pptx.util.Inches
    show.slide_width, show.slide_height = inch(WIDE), inch(HIGH)
    show.core_properties.title = clean(paper.title)
    show.core_properties.author = show.core_properties.last_modified_by = "brownfield"
    show.core_properties.language = "en-GB"
    for number, sheet in enumerate(paper.sheets):
        slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
        _fill(Pen(slide), paper, sheet, number)
        slide.notes_slide.notes_text_frame.text = clean(_spoken(paper, sheet))
    stream = BytesIO()
    show.save(stream)
    return same(stream.getvalue())


def write(paper: Paper, path: Path) -> None:
    """Write a board paper as slides, a file that appears whole or not at all.

    Raises
    ------
    MissingExtraError
        If python-pptx is not installed.
    FileError
        If the file cannot be written; what was there is as it was.
    """
    content = slides(paper)
    with staged(path) as stage:
        stage.write_bytes(content)


def _fill(pen: Pen, paper: Paper, sheet: Sheet, number: int) -> None:
    """Fill a slide from above: title, notice, answer, numbers, and the rest beside."""
    across = WIDE - 2 * EDGE
    head = f"{paper.kicker} · {paper.title}" if number == 0 else paper.title
    pen.text(head, Box(EDGE, 0.25, across, 0.3), Face(11, MUTED))
    pen.title(sheet.title, Box(EDGE, 0.5, across, 0.5))
    top = 1.05
    if number == 0 and paper.notice:
        top = _notice(pen, paper.notice, top, across)
    if sheet.lead:
        top = _lead(pen, sheet.lead, top, across)
    if sheet.figures:
        top = _figures(pen, sheet.figures, top, across)
    _body(pen, sheet, Box(EDGE, top, across, FOOT - GAP - top))
    place = f"{number + 1} / {len(paper.sheets)}"
    pen.text(paper.foot, Box(EDGE, FOOT, across - 1, 0.3), Face(8, MUTED))
    corner = Box(WIDE - EDGE - 0.9, FOOT, 0.9, 0.3)
    pen.text(place, corner, Face(8, MUTED, to="right"))


def _notice(pen: Pen, notice: str, top: float, across: float) -> float:
    size = next(
        (s for s in (11.0, 10.0, 9.0) if height_of(notice, s, across) < 0.75), 8.0
    )
    high = height_of(notice, size, across - 0.3) + 0.12
    pen.text(notice, Box(EDGE, top, across, high), Face(size), PAPER, WARNING)
    return top + high + GAP


def _lead(pen: Pen, lead: str, top: float, across: float) -> float:
    """Write the answer in the largest type that leaves room for the rest."""
    fitting = (s for s in LEAD_SIZES if height_of(lead, s, across) <= 1.15)
    size = next(fitting, LEAD_SIZES[-1])
    high = height_of(lead, size, across) + 0.05
    pen.text(lead, Box(EDGE, top, across, high), Face(size, is_bold=True))
    return top + high + GAP


def _figures(pen: Pen, figures: tuple[Figure, ...], top: float, across: float) -> float:
    """Draw numbers in large type side by side."""
    count = len(figures)
    wide = (across - GAP * (count - 1)) / count
    inner = wide - 0.3
    notes = [height_of(one.note, 10, inner) if one.note else 0.0 for one in figures]
    values = [height_of(one.value, 18, inner) for one in figures]
    names = [height_of(one.name, 11, inner) for one in figures]
    high = 0.18 + max(map(sum, zip(notes, values, names, strict=True)))
    for at, one in enumerate(figures):
        box = Box(EDGE + at * (wide + GAP), top, wide, high)
        pen.figure(one, box, PAPER)
    return top + high + GAP


def _body(pen: Pen, sheet: Sheet, box: Box) -> None:
    """Put chart or first table at the left and sentences at the right."""
    shown = list(sheet.tables)
    has_lines = bool(sheet.lines or sheet.small)
    left = box
    if has_lines or (sheet.chart and shown):
        part = (0.53 if sheet.chart else 0.56) if sheet.chart or shown else 0.0
        left = Box(box.left, box.top, box.width * part, box.height)
    if sheet.chart:
        chart(pen, sheet.chart, left)
    elif shown:
        _tables(pen, shown, left)
        shown = []
    if left is not box:
        start = left.left + left.width + (0.25 if left.width else 0.0)
        right = Box(start, box.top, box.left + box.width - start, box.height)
        _beside(pen, sheet, right, shown)


def _tables(pen: Pen, tables: list[Any], box: Box) -> float:
    """Draw tables one below the other; return where they end."""
    top, bottom = box.top, box.top + box.height
    for at, one in enumerate(tables):
        room = (bottom - top) / (len(tables) - at)
        top += table(pen, one, Box(box.left, top, box.width, room)) + GAP
    return top


def _beside(pen: Pen, sheet: Sheet, box: Box, tables: list[Any]) -> None:
    """Write tables and as many sentences as there is room for; the rest is notes."""
    top = box.top
    if tables:
        room = box.height * (0.75 if sheet.lines else 1.0)
        top = _tables(pen, tables, Box(box.left, top, box.width, room))
    lines = [*sheet.lines, *sheet.small]
    room = box.top + box.height - top
    for size in LINE_SIZES:
        heights = [height_of(one, size, box.width - 0.35) + 0.09 for one in lines]
        if sum(heights) <= room or size == LINE_SIZES[-1]:
            break
    count = that_fit(heights, room)
    if count < len(lines):
        count = that_fit(heights, room - 0.3)
        lines = [*lines[:count], MORE]
    if lines and room > 0.3:
        pen.bullets(lines, Box(box.left, top, box.width, room), Face(size))


def _spoken(paper: Paper, sheet: Sheet) -> str:
    """Return the notes of the speaker: every sentence, and what it was made from."""
    lines = [sheet.lead, *sheet.lines, *sheet.small]
    figures = [
        f"{one.name}: {one.value}" + (f" ({one.note})" if one.note else "")
        for one in sheet.figures
    ]
    return "\n".join(filter(None, [*lines, *figures, paper.notice, paper.foot]))
