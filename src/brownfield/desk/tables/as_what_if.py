"""How do changed cells become a what-if?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from brownfield.desk.store.cases import SETTINGS, Cells, Kept, packed, unpacked
from brownfield.desk.store.edits import (
    Edit,
    back,
    change,
    new_row,
)
from brownfield.desk.store.history import difference
from brownfield.desk.store.states import rows_of_table, state
from brownfield.errors import UseError
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.desk.store.link import Link

WHAT_IFS = "what_ifs"
SIGNS = ("|", ",", "..", "=", "<", ">", "!")
"""What has a meaning of its own where rows are named."""
UNREAD = ("source", "evidence", "note")


def keep_as_what_if(link: Link, case: Kept, first: int, name: str, who: str) -> int:
    """Bring a case back to a version, with all changes since as a what-if.

    Parameters
    ----------
    link
        Connection with an open change.
    case
        The case.
    first
        Number of the version.
    name
        Name of the what-if.
    who
        Who wants it.

    Raises
    ------
    UseError
        If nothing changed, the name is taken, or a change cannot be said as a row of
        `what_ifs`.
    """
    edits = difference(link, case, first, case.version)
    before = state(link, case, first)
    _check(before.get(WHAT_IFS, {}).values(), edits, name)
    rows = [_row(edit, before.get(edit.table, {}), name) for edit in edits]
    number = new_row(link, case, WHAT_IFS)
    new = [
        Edit(WHAT_IFS, number + place, None, None, packed(row))
        for place, row in enumerate(rows)
    ]
    undone = back(edits)
    summary = f"changes since version {first} kept as what-if {name}"
    return change(link, case, [*undone, *new], who=who, summary=summary)


def add_what_if(
    link: Link, case: Kept, name: str, rows: Sequence[Cells], who: str
) -> str:
    """Add a what-if to a case, unless it has one that says the same; return its name.

    Parameters
    ----------
    link
        Connection with an open change.
    case
        The case.
    name
        Name wanted; a number follows where another what-if has it.
    rows
        Its rows of `what_ifs`, without the name.
    who
        Who wants it.
    """
    what_ifs: dict[str, list[Cells]] = {}
    for row in rows_of_table(link, case, WHAT_IFS).values():
        rest = {column: cell for column, cell in row.items() if column != "what_if"}
        what_ifs.setdefault(row.get("what_if", ""), []).append(rest)
    wanted, number = name, 1
    while name in what_ifs and what_ifs[name] != list(rows):
        number += 1
        name = f"{wanted}-{number}"
    if name not in what_ifs:
        first = new_row(link, case, WHAT_IFS)
        each = enumerate(({"what_if": name, **row} for row in rows), first)
        edits = [Edit(WHAT_IFS, place, None, None, packed(row)) for place, row in each]
        change(link, case, edits, who=who, summary=f"what-if {name} added")
    return name


def _check(what_ifs: Iterable[Cells], edits: Sequence[Edit], name: str) -> None:
    if not name:
        message = "The what-if has no name. Give it one."
        raise UseError(message)
    if any(row.get("what_if") == name for row in what_ifs):
        message = f"The case has a what-if {name!r} already. Choose another name."
        raise UseError(message)
    if not edits:
        message = "Nothing changed since that version, so there is no what-if to keep."
        raise UseError(message)


def _row(edit: Edit, before: dict[int, Cells], name: str) -> Cells:
    """Return the row of `what_ifs` that says a change."""
    if edit.table in (SETTINGS, WHAT_IFS):
        message = (
            f"{edit.table}, row {edit.row} changed too, which no what-if made from "
            "cells can say. Take that change back first."
        )
        raise UseError(message)
    row = {"what_if": name, "table": edit.table}
    key = TABLES[edit.table].key
    if edit.column is None and edit.was is None:
        return {
            **row,
            "op": "add",
            "where": row_words(edit, unpacked(edit.now or "{}")),
        }
    cells = before[edit.row]
    row["where"] = row_words(edit, {n: cells[n] for n in key if n in cells})
    if edit.column is None:
        return {**row, "op": "drop"}
    if edit.column in key:
        message = (
            f"{edit.table}, row {edit.row}: {edit.column} names the row, so a what-if "
            "cannot change it. Take the row away and add another one instead."
        )
        raise UseError(message)
    set_row = {**row, "op": "set", "column": edit.column}
    return set_row if edit.now is None else {**set_row, "value": edit.now}


def row_words(edit: Edit, cells: Cells) -> str:
    """Return the words that mean a row, or the cells of a new one.

    Raises
    ------
    UseError
        If a cell cannot stand in such words.
    """
    kept = {n: c for n, c in cells.items() if edit.column or n not in UNREAD}
    for name, cell in kept.items():
        if any(sign in cell for sign in SIGNS):
            message = (
                f"{edit.table}, row {edit.row}: {name} is {cell!r}, which cannot stand "
                f"in a what-if because of one of {' '.join(SIGNS)}."
            )
            raise UseError(message)
    return ", ".join(f"{name}={cell}" for name, cell in kept.items())


def words_of(table: str, cells: Cells) -> str:
    """Return the words that mean a row of a table, or the cells of a new one.

    Raises
    ------
    UseError
        If a cell cannot stand in such words.
    """
    return row_words(Edit(table, 0, None, None, packed(cells)), cells)
