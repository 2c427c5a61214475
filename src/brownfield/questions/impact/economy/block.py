"""Where in a sheet of cells does the input-output table stand?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Cells = Sequence[Sequence[str]]

HEADS = 14  # rows among which the headings are looked for
LABELS = 10  # columns among which the names of rows are looked for
LEAST = 2  # sectors of a table
TOTALS = ("total", "cpa total", "t")
NO_SECTOR = re.compile(
    r"^((cpa )?total|t|p1|x|(total )?output( bp)?)$|^total |^output "
)
FINAL = re.compile(r"final|total|household|consumption|export|capital|inventor|use$")


@dataclass(frozen=True)
class Block:
    """The square of sectors in a sheet.

    Attributes
    ----------
    head
        Row of the headings.
    sectors
        Names as the headings have them.
    rows, columns
        Row and column of each sector, in the same order.
    """

    head: int
    sectors: tuple[str, ...]
    rows: tuple[int, ...] = field(repr=False)
    columns: tuple[int, ...] = field(repr=False)

    @property
    def first(self) -> int:
        """First column of numbers."""
        return min(self.columns)


def plain(text: str) -> str:
    """Return a label in small letters, everything between its words one blank.

    Examples
    --------
    >>> plain("Value_added, gross "), plain("_T")
    ('value added gross', 't')
    """
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def block_of(cells: Cells) -> Block | None:
    """Return the square of sectors that a sheet holds; None if there is none.

    Headings and names of rows are the same words in the most of its rows and columns.
    Where no name is, the rows and columns before a total are a square.
    """
    by_name = list(_by_name(cells))
    if by_name:
        return max(by_name, key=lambda block: len(block.sectors))
    return _by_place(cells)


def _by_name(cells: Cells) -> Iterator[Block]:
    width = max((len(row) for row in cells), default=0)
    for head, row in enumerate(cells[:HEADS]):
        for column in range(min(LABELS, width)):
            block = _matched(cells, head, row, column)
            if block is not None:
                yield block


def _matched(cells: Cells, head: int, row: Sequence[str], column: int) -> Block | None:
    words = {i: plain(text) for i, text in enumerate(row) if i > column}
    across = {word: i for i, word in words.items() if re.search("[a-z]", word)}
    down: dict[str, int] = {}
    for i, line in enumerate(cells):
        if i > head and column < len(line):
            down.setdefault(plain(line[column]), i)
    names = [
        name
        for name, place in across.items()
        if name in down
        and not NO_SECTOR.search(name)
        and _is_number(cells[down[name]][place : place + 1])
    ]
    if len(names) < LEAST:
        return None
    columns = tuple(across[name] for name in names)
    sectors = tuple(row[i].strip() for i in columns)
    return Block(head, sectors, tuple(down[name] for name in names), columns)


def _is_number(cell: Sequence[str]) -> bool:
    return bool(cell) and re.fullmatch(r"[-\d.,\seE]*\d", cell[0].strip()) is not None


def _by_place(cells: Cells) -> Block | None:
    """Return the square before a total, where rows are not named as columns are."""
    for head, row in enumerate(cells[:HEADS]):
        first = _first_number(cells, head)
        end = next(
            (i for i in range(first, len(row)) if FINAL.search(plain(row[i]))), 0
        )
        last = next((i for i in range(head + 1, len(cells)) if _is_total(cells[i])), 0)
        count = end - first
        if count >= LEAST and last - head - 1 == count:
            names = tuple(cell.strip() for cell in row[first:end])
            rows = tuple(range(head + 1, last))
            return Block(head, names, rows, tuple(range(first, end)))
    return None


def _first_number(cells: Cells, head: int) -> int:
    """Return the column after the last one whose cells below are words."""
    below = cells[head + 1 : head + 1 + LEAST]
    words = [
        i
        for line in below
        for i, cell in enumerate(line)
        if re.search(r"[A-Za-z]", cell)
    ]
    return max(words, default=-1) + 1


def _is_total(line: Sequence[str]) -> bool:
    return any(plain(cell) in TOTALS for cell in line[:LABELS])
