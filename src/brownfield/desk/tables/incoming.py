"""How do rows that were pasted or sent become changes of a table?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from brownfield.desk.store.cases import Cells, packed
from brownfield.desk.store.edits import Edit
from brownfield.desk.tables.outgoing import unmarked
from brownfield.errors import UseError
from brownfield.tables.problems import did_you_mean, listed

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

MOST_ROWS = 200_000  # taken at once
Key = tuple[str, ...]


def rows_in(table: Table, text: str) -> list[Cells]:
    """Return the rows of a text, as pasted from a spreadsheet or read from CSV.

    The first line may hold names of columns; without them the cells are those of the
    columns in their order.

    Raises
    ------
    UseError
        If a column is unknown, or a line has more cells than there are columns.
    """
    lines = _lines(text.removeprefix("\ufeff"))
    if not lines:
        message = "There are no rows. Paste or send at least one."
        raise UseError(message)
    heads = [cell.strip() for cell in lines[0]]
    has_heads = any(head in table.column_names for head in heads)
    names = heads if has_heads else list(table.column_names)
    if has_heads:
        _check_heads(table, heads)
    body = lines[1:] if has_heads else lines
    return [_cells(names, line, at + 1 + has_heads) for at, line in enumerate(body)]


def _lines(text: str) -> list[list[str]]:
    """Return the lines that have cells, parted as the first line is."""
    first = text.partition("\n")[0]
    sign = "\t" if "\t" in first else ";" if ";" in first and "," not in first else ","
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=sign, strict=False))
    except csv.Error as error:
        message = f"The rows cannot be read: {error}. Send them as CSV in UTF-8."
        raise UseError(message) from error
    if len(lines) > MOST_ROWS:
        message = f"{len(lines):,} rows are sent; at most {MOST_ROWS:,} are taken."
        raise UseError(message)
    return [line for line in lines if any(cell.strip() for cell in line)]


def _check_heads(table: Table, heads: Sequence[str]) -> None:
    twice = sorted({head for head in heads if head and heads.count(head) > 1})
    if twice:
        message = f"Two columns are called {twice[0]!r}. Give each a name of its own."
        raise UseError(message)
    for head in heads:
        if head not in table.column_names:
            sentence = (
                f"Columns of {table.name}: {listed(table.column_names, most=40)}."
            )
            hint = did_you_mean(head, table.column_names, sentence)
            message = f"{table.name} has no column {head!r}. {hint}"
            raise UseError(message)


def _cells(names: Sequence[str], line: Sequence[str], number: int) -> Cells:
    rest = [cell for cell in line[len(names) :] if cell.strip()]
    if rest:
        message = (
            f"Line {number} has {len(line)} cells, and there are {len(names)} columns. "
            "Take the rest away, or put names of columns in the first line."
        )
        raise UseError(message)
    cells = map(unmarked, map(str.strip, line))
    return {name: cell for name, cell in zip(names, cells, strict=False) if cell}


def edits_for(
    table: Table,
    before: Mapping[int, Cells],
    given: Iterable[Cells],
    first: int,
    *,
    is_whole: bool,
) -> list[Edit]:
    """Return the changes that make a table hold given rows.

    Parameters
    ----------
    table
        The table.
    before
        Its rows by number.
    given
        The rows. One with the key of a row that is there takes its place; other rows
        are new and come last. Columns that no given row has stay as they are.
    first
        Number of the first new row.
    is_whole
        Whether rows that are not given go.
    """
    rows = list(given)
    columns = dict.fromkeys(name for row in rows for name in row)
    places: dict[Key, list[int]] = {}
    for number, row in before.items():
        places.setdefault(_key(table, row), []).append(number)
    edits: list[Edit] = []
    kept, new = set[int](), first
    for row in rows:
        same = places.get(_key(table, row), [])
        if same:
            number = same.pop(0)
            kept.add(number)
            edits += _changed(table.name, number, before[number], row, columns)
        else:
            edits.append(Edit(table.name, new, None, None, packed(row)))
            new += 1
    gone = [n for n in before if n not in kept] if is_whole else []
    return edits + [Edit(table.name, n, None, packed(before[n]), None) for n in gone]


def _key(table: Table, row: Cells) -> Key:
    return tuple(row.get(name, "") for name in table.key)


def _changed(
    table: str, number: int, was: Cells, now: Cells, columns: Iterable[str]
) -> list[Edit]:
    return [
        Edit(table, number, name, was.get(name), now.get(name))
        for name in columns
        if was.get(name) != now.get(name)
    ]
