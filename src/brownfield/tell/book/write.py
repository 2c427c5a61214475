"""How are the sheets of an answer written to an .xlsx file?"""

import textwrap
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from brownfield.tables.writing.staging import staged
from brownfield.tables.writing.workbooks import MOST_CHARACTERS, ExactNumber, workbook
from brownfield.tell.book.cells import Cell, Formula, Sheet, letters

LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "bold": {"bold": True},
    "note": {"italic": True, "font_color": "#555555"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "top": {"valign": "top"},
    "sum": {"bold": True, "top": 1},
    "right": {"align": "right"},
    "apart": {"indent": 2},
    "left": {"align": "left"},
    "whole": {"num_format": "#,##0"},
    "tenths": {"num_format": "#,##0.0"},
    "share": {"num_format": "0.0%"},
    "gap": {"num_format": "0.000%"},
    "factor": {"num_format": "0.0000"},
    "year": {"num_format": "0"},
}
"""What a word of a look means to the writer of workbooks."""
WRAPPED = tuple(word for word, look in LOOKS.items() if "text_wrap" in look)
LINE = 15  # points: height of a line of text
MOST_LINES = 25  # of a row; a sheet allows 409 points
ROOM = 1.05  # characters of words in one of a width, which is that of a digit
A4 = 9  # the number of the paper


def write_book(sheets: Sequence[Sheet], path: Path, *, title: str) -> None:
    """Write sheets as one workbook, atomically.

    Parameters
    ----------
    sheets
        In the order of their tabs.
    path
        File to write; an earlier one is replaced.
    title
        Title among the properties of the file.

    Raises
    ------
    FileError
        If it cannot be written; what was there is as it was.
    """
    with staged(path) as stage:
        fill_book(sheets, stage, title=title)


def fill_book(sheets: Sequence[Sheet], path: Path, *, title: str) -> None:
    """Write sheets as one workbook to a path that nobody reads yet."""
    with workbook(path) as book:
        book.set_properties({"title": title})
        looks: dict[str, Any] = {}
        for sheet in sheets:
            _fill(book, book.add_worksheet(sheet.name), sheet, looks)


def _fill(book: Any, page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    _set_up(page, sheet)
    for row, cells in enumerate(sheet.rows):
        lines = _lines(cells, sheet.widths)
        if lines > 1:
            page.set_row(row, LINE * min(lines, MOST_LINES))
        for column, cell in enumerate(cells):
            if cell.look not in looks:
                looks[cell.look] = book.add_format(_look(cell.look))
            _write(page, (row, column), cell, looks[cell.look])


def _set_up(page: Any, sheet: Sheet) -> None:
    page.freeze_panes(*sheet.frozen)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&F&C&A&R&P / &N")
    if sheet.frozen[0]:
        page.repeat_rows(0, sheet.frozen[0] - 1)
    if sheet.filtered is not None:
        last = letters(len(sheet.widths) - 1)
        page.autofilter(f"A{sheet.filtered + 1}:{last}{len(sheet.rows)}")


def _lines(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the lines that the tallest cell of a row needs.

    Excel would find out, other programs leave the text in one line's height.
    """
    heights = [1]
    for cell, width in zip(cells, widths, strict=False):
        if isinstance(cell.value, str) and set(cell.look.split()) & set(WRAPPED):
            pieces = cell.value.split("\n")
            fits = max(1, int(width * ROOM))
            heights.append(sum(len(textwrap.wrap(p, fits)) or 1 for p in pieces))
    return max(heights)


def _look(words: str) -> dict[str, object]:
    look: dict[str, object] = {}
    for word in words.split():
        look |= LOOKS[word]
    return look


def _write(page: Any, place: tuple[int, int], cell: Cell, look: Any) -> None:
    value = cell.value
    if value is None or (isinstance(value, float) and not isfinite(value)):
        page.write_blank(*place, None, look)
    elif isinstance(value, Formula):
        page.write_formula(*place, value.text, look, ExactNumber(value.value))
    elif isinstance(value, str):
        page.write_string(*place, value[:MOST_CHARACTERS], look)
    else:
        page.write_number(*place, ExactNumber(value), look)
