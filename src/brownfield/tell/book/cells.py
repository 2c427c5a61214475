"""What is a workbook of an answer made of: cells, formulas and sheets?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LETTERS = 26  # columns are counted A to Z, AA to ZZ and on


@dataclass(frozen=True)
class Formula:
    """A formula, with the value it has now.

    Attributes
    ----------
    text
        As a spreadsheet reads it, beginning with ``=``.
    value
        What it comes to, for readers that do not work out formulas.
    """

    text: str
    value: float


Value = str | float | int | Formula | None


@dataclass(frozen=True)
class Cell:
    """A cell: what stands in it, and how it looks.

    Attributes
    ----------
    value
        Text, number or formula; None, or a number that is not finite, is blank. Text is
        never read as a formula.
    look
        Words of `tell/book/write.py`, divided by blanks, e.g. ``whole sum``.
    """

    value: Value
    look: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Attributes
    ----------
    name
        On its tab; at most 31 characters.
    rows
        From the top.
    widths
        Of the columns, characters.
    frozen
        Rows and columns that stay in sight, from the top and from the left.
    filtered
        Position of the row of headings that can be filtered; None for none.
    """

    name: str
    rows: tuple[Row, ...] = field(repr=False)
    widths: tuple[int, ...]
    frozen: tuple[int, int] = (0, 0)
    filtered: int | None = None


def at(row: int, column: int, *, fixed: str = "") -> str:
    """Return the name of a cell.

    Parameters
    ----------
    row, column
        Position, from 0.
    fixed
        ``row``, ``column`` or both words: what stays when the formula is copied.

    Examples
    --------
    >>> at(0, 0), at(4, 27), at(4, 2, fixed="row"), at(4, 2, fixed="row column")
    ('A1', 'AB5', 'C$5', '$C$5')
    """
    marks = ("$" if word in fixed else "" for word in ("column", "row"))
    before, between = marks
    return f"{before}{letters(column)}{between}{row + 1}"


def letters(column: int) -> str:
    """Return the letters of a column, e.g. ``AB`` for 27."""
    before, last = divmod(column, LETTERS)
    own = chr(ord("A") + last)
    return f"{letters(before - 1)}{own}" if before else own


def over(first: str, last: str) -> str:
    """Return the cells from one to another, e.g. ``B2:B5``."""
    return f"{first}:{last}"


def texts(words: Iterable[str], look: str = "") -> Row:
    """Return cells of text that look alike."""
    return tuple(Cell(word, look) for word in words)


def numbers(figures: Sequence[float], look: str) -> Row:
    """Return cells of numbers that look alike."""
    return tuple(Cell(figure, look) for figure in figures)


def sum_across(row: int, first: int, figures: Sequence[float], look: str) -> Cell:
    """Return the formula that adds up a row of numbers.

    Parameters
    ----------
    row, first
        Row, and column of the first number, from 0.
    figures
        The numbers.
    look
        How the sum is shown.
    """
    summed = over(at(row, first), at(row, first + len(figures) - 1))
    return Cell(Formula(f"=SUM({summed})", sum(figures, 0.0)), look)


def sums_down(
    rows: tuple[int, int], first: int, sums: Sequence[float], look: str
) -> Row:
    """Return the formulas that add up some rows, a column each.

    Parameters
    ----------
    rows
        First and last row, from 0.
    first
        Column of the first sum.
    sums
        What each column comes to.
    look
        How the sums are shown.
    """
    return tuple(
        Cell(Formula(f"=SUM({over(at(rows[0], c), at(rows[1], c))})", value), look)
        for c, value in enumerate(sums, start=first)
    )
