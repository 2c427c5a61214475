"""What does the first sheet of a template say, and how are its numbers shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brownfield.tables.files.headings import HOW_TO

if TYPE_CHECKING:
    from brownfield.tables.columns import Column

LINES = (
    "How to fill this workbook",
    "",
    "1. `case` says what the case is: title, currency, first and last year.",
    "2. Each other sheet is a table, one row for one thing. Leave out what you lack.",
    "3. Shaded headings are needed. Point at a heading to read meaning and unit.",
    "4. Drop-downs offer allowed words and the names given on other sheets.",
    "   Fill in this order: parties, places, facilities, shift_patterns, products,",
    "   build_options, lanes, demand, trade_measures; then what else matters.",
    "5. Shares are written 0.35 or 35%, years 2030, money in full or with a unit",
    "   in the heading, e.g. tooling_cost (m GBP).",
    "6. One column a year is fine: head them `volume 2027`, `volume 2028` and so on.",
    "7. Sheets and columns whose name begins with # or _ are yours and are not read.",
    "8. Formulas are read by the value stored with them.",
    "",
    "Then: brownfield check THIS.xlsx, and brownfield plan THIS.xlsx",
)
WIDTH = 90  # characters
WHOLE, PLAIN, YEAR = "#,##0", "0.0###", "0"
IN_WHOLE = ("case currency", "vehicles", "standard vehicles a year", "people")
NOT_IN_WHOLE = ("case currency per", "case currency, or")


def write_how_to(book: Any) -> None:
    """Add the sheet that says how to fill the others."""
    sheet = book.add_worksheet(HOW_TO)
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, WIDTH)
    for row, words in enumerate(LINES):
        sheet.write_string(row, 0, words, *([bold] if row == 0 else []))


def number_format(column: Column) -> str | None:
    """Return how the numbers of a column are shown; None as a spreadsheet likes."""
    if column.unit == "calendar year":
        return YEAR
    if column.unit.startswith("share"):
        return PLAIN
    is_whole = column.unit.startswith(IN_WHOLE)
    is_small = column.unit.startswith(NOT_IN_WHOLE) and "vehicle" not in column.unit
    return WHOLE if is_whole and not is_small else None
