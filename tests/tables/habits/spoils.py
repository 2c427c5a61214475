"""In which ways do people keep a sheet, each a function that spoils a clean book?"""

from collections.abc import Callable
from typing import Any

from tests.tables.habits.books import Book

Spoil = Callable[[Book], None]


def insert(sheet: str, row: int, *cells: Any) -> Spoil:
    """Put a row of cells at a place of a sheet, its header being row 0."""

    def spoil(book: Book) -> None:
        width = len(book.sheets[sheet][0])
        book.sheets[sheet].insert(row, [*cells, *[None] * (width - len(cells))])

    return spoil


def append(sheet: str, *cells: Any) -> Spoil:
    """Put a row of cells below a sheet."""

    def spoil(book: Book) -> None:
        width = len(book.sheets[sheet][0])
        book.sheets[sheet].append([*cells, *[None] * (width - len(cells))])

    return spoil


def cells(sheet: str, column: str, new: Callable[[Any], Any]) -> Spoil:
    """Write the cells of a column otherwise."""
    return lambda book: book.change(sheet, column, new)


def headed(sheet: str, column: str, heading: str, new: Callable[[Any], Any]) -> Spoil:
    """Write the cells of a column otherwise, under another heading."""

    def spoil(book: Book) -> None:
        book.change(sheet, column, new)
        book.head(sheet, column, heading)

    return spoil


def beside(sheet: str, heading: str | None, cell: Any) -> Spoil:
    """Put a column beside a sheet, the same cell in each row."""

    def spoil(book: Book) -> None:
        for place, row in enumerate(book.sheets[sheet]):
            row.append(heading if place == 0 else cell)

    return spoil


def after(change: Callable[[Any], None]) -> Spoil:
    """Change the workbook before it is saved."""
    return lambda book: book.after.append(change)


def chart(target: Any) -> None:
    """Put a sheet with a chart into the workbook."""
    sheet = target.add_chartsheet("Picture")
    chart = target.add_chart({"type": "line"})
    chart.add_series({"values": "=demand!$D$2:$D$9"})
    sheet.set_chart(chart)


def merged_title(book: Book) -> None:
    """Put a title over the sheet in merged cells."""
    insert("demand", 0)(book)
    book.after.append(
        lambda t: t.get_worksheet_by_name("demand").merge_range("A1:E1", "Demand plan")
    )


def hidden_row(target: Any) -> None:
    """Hide a row of demand."""
    target.get_worksheet_by_name("demand").set_row(3, None, None, {"hidden": True})


def turned(book: Book) -> None:
    """Turn the columns of demand round."""
    book.sheets["demand"] = [row[::-1] for row in book.sheets["demand"]]


def spread(book: Book) -> None:
    """Put a blank row below each row."""
    rows = book.sheets["demand"]
    book.sheets["demand"] = [cells for row in rows for cells in (row, [None] * 5)]


def renamed(new: str) -> Spoil:
    """Give the sheet of demand another name."""

    def spoil(book: Book) -> None:
        book.sheets = {new if n == "demand" else n: r for n, r in book.sheets.items()}

    return spoil


def sheet(name: str, *rows: list[Any]) -> Spoil:
    """Put another sheet into the book."""
    return lambda book: book.sheets.update({name: list(rows)})


def wide(heading: str) -> Spoil:
    """One column of volumes a year; the price, the same every year, stays a column."""

    def spoil(book: Book) -> None:
        rows = book.sheets["demand"][1:]
        years = sorted({row[2] for row in rows})
        lines: dict[Any, dict[int, Any]] = {}
        for product, place, year, volume, price in rows:
            lines.setdefault((product, place, price), {})[year] = volume
        head = ["product", "place", "price", *(heading.format(y) for y in years)]
        body = [[*key, *(cells.get(y) for y in years)] for key, cells in lines.items()]
        book.sheets["demand"] = [head, *body]

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Do one after the other."""

    def spoil(book: Book) -> None:
        for one in spoils:
            one(book)

    return spoil


def grouped(number: float) -> str:
    """Return a number with commas between thousands."""
    return f"{number:,.0f}"


def thousandth(cell: Any) -> Any:
    """Return a thousandth of a number; text stays."""
    return cell if isinstance(cell, str) else cell / 1e3


def european(number: float) -> str:
    """Return 1.234,50 for 1234.5."""
    return f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def written(*, separator: str = ",", encoding: str = "utf-8") -> Spoil:
    """Write the CSV file of demand with another separator or encoding."""

    def spoil(book: Book) -> None:
        book.separator, book.encoding = separator, encoding

    return spoil


def across(over: str | None, heading: str, price: str) -> Spoil:
    """Write volumes and prices a year as two blocks of columns, words above them.

    Parameters
    ----------
    over, heading, price
        Cell above the volumes, form of a heading of a year, cell above the prices.
    """

    def spoil(book: Book) -> None:
        rows = book.sheets["demand"][1:]
        years = sorted({row[2] for row in rows})
        lines: dict[Any, dict[int, Any]] = {}
        for product, place, year, *figures in rows:
            lines.setdefault((product, place), {})[year] = figures
        names = [heading.format(year) for year in years]
        gap = [None] * (len(years) - 1)
        body = [
            [*key, *(found[y][0] for y in years), *(found[y][1] for y in years)]
            for key, found in lines.items()
        ]
        above = [None, None, over, *gap, price, *gap]
        head = ["product", "place", *names * 2]
        book.sheets["demand"] = [above, head, *body]

    return spoil


def years_above(book: Book) -> None:
    """Write volume and price under each year, the year once above the two."""
    rows = book.sheets["demand"][1:]
    years = sorted({row[2] for row in rows})
    lines: dict[Any, dict[int, Any]] = {}
    for product, place, year, *figures in rows:
        lines.setdefault((product, place), {})[year] = figures
    over = [None, None, *(cell for year in years for cell in (f"FY{year}", None))]
    head = ["product", "place", *["volume", "price"] * len(years)]
    body = [[*key, *(f for y in years for f in lines[key][y])] for key in lines]
    book.sheets["demand"] = [over, head, *body]


def priced_years(over: str) -> Spoil:
    """Write one column of prices a year below a title; the volume stays a column."""

    def spoil(book: Book) -> None:
        rows = book.sheets["demand"][1:]
        years = sorted({row[2] for row in rows})
        lines: dict[Any, dict[int, Any]] = {}
        for product, place, year, volume, price in rows:
            lines.setdefault((product, place, volume), {})[year] = price
        body = [[*key, *(found[y] for y in years)] for key, found in lines.items()]
        head = ["product", "place", "volume", *years]
        book.sheets["demand"] = [[over], head, *body]

    return spoil


def merged_products(book: Book) -> None:
    """Write each product once, in a cell merged over its rows."""
    rows = book.sheets["demand"]
    rows[1:] = sorted(rows[1:], key=lambda row: row[0])
    spans = [
        (first, first + count - 1, product)
        for product in sorted({row[0] for row in rows[1:]})
        if (count := sum(row[0] == product for row in rows[1:]))
        and (first := [row[0] for row in rows].index(product))
    ]

    def merge(target: Any) -> None:
        for first, last, product in spans:
            page = target.get_worksheet_by_name("demand")
            page.merge_range(first, 0, last, 0, product)

    for row in rows[1:]:
        row[0] = None
    book.after.append(merge)


def first(name: str, column: str, cell: Any, row: int = 1) -> Spoil:
    """Write one cell, by default of the first row below the header."""

    def spoil(book: Book) -> None:
        book.sheets[name][row][book.column(name, column)] = cell

    return spoil


def shifted(book: Book) -> None:
    """Begin the sheet of demand in its third column."""
    book.sheets["demand"] = [[None, None, *row] for row in book.sheets["demand"]]


def long_block(book: Book) -> None:
    """Put a block with headings behind a blank column, longer than the table."""
    for place, row in enumerate(book.sheets["demand"]):
        row += [None, *(("Scenario", "Value") if place == 0 else ("base", place))]
    width = len(book.sheets["demand"][0])
    book.sheets["demand"] += [[*[None] * (width - 2), "more", 1] for _ in range(3)]


def titled(count: int) -> Spoil:
    """Put so many lines above the header."""

    def spoil(book: Book) -> None:
        lines = [[f"Remark {n}"] for n in range(count)]
        book.sheets["demand"] = [*lines, *book.sheets["demand"]]

    return spoil


def hidden_column(target: Any) -> None:
    """Hide the column of volumes, and all columns right of the table."""
    page = target.get_worksheet_by_name("demand")
    page.set_column(3, 3, None, None, {"hidden": True})
    page.set_column(9, 16_383, None, None, {"hidden": True})
