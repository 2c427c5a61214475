"""Is a file, sheet or table that is not declared a mistake, or somebody's own?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.headings import Cells, header_row, heading_of, is_own
from brownfield.tables.problems import Problem, did_you_mean, listed

if TYPE_CHECKING:
    from brownfield.tables.columns import Table
    from brownfield.tables.files.raw import Source

Head = Callable[[], Sequence[Cells]]  # gives the first rows of a sheet, table or file
COMMON = ("source", "note")  # columns of every table
HALF = 0.5


def meant_table(name: str) -> str:
    """Return the declared table a name means in other letters, else the name."""
    plain = "_".join(name.strip().lower().replace("-", " ").split())
    return plain if plain in TABLES or plain == "case" else name


def leave_out(
    source: Source,
    own: Mapping[str, Head],
    present: Collection[str],
    where: tuple[str, str],
) -> None:
    """Note what is no table, or the problem of what has the columns of one that lacks.

    Parameters
    ----------
    own
        Names that are no declared tables, each with a function that gives its first
        rows.
    present
        Declared tables that are there: what is like one of them is a copy of it.
    where
        File, and what is left out: sheet, table or file.
    """
    file, what = where
    absent = [name for name in TABLES if name not in present]
    left = []
    for name, head in own.items():
        stem = name.removesuffix(".csv").removesuffix(".parquet")
        table = None if is_own(name) else _like(stem, absent, head)
        if table:
            sheet = name if what == "sheet" else None
            source.problems.append(unknown_table(stem, file or name, sheet, table))
        else:
            left.append(name)
    if left:
        noun = what if len(left) == 1 else f"{what}s"
        names = listed([f"'{name}'" for name in left])
        source.read_so.append(f"{noun} {names} not read")


def _like(name: str, absent: Sequence[str], head: Head) -> str | None:
    """Return the absent table that something undeclared was meant to be.

    A name like that of a table needs its columns too; under another name they must be
    all that a case cannot do without.
    """
    near = [table for table in absent if did_you_mean(name, [table], "")]
    needed = [table for table in absent if TABLES[table].is_needed]
    if not near and not needed:
        return None
    rows = head()
    for table in near:
        if _share_known(rows, TABLES[table]) >= HALF:
            return table
    return next((t for t in needed if _has_all(rows, TABLES[t])), None)


def _share_known(rows: Sequence[Cells], table: Table) -> float:
    """Return the share of the headings that a table knows, sources and notes apart."""
    place = header_row(rows, table)
    filled = [cell for cell in rows[place] if cell] if place is not None else []
    headings = [heading_of(cell, table) for cell in filled]
    named = [entry for entry in headings if entry and entry.column not in COMMON]
    return len(named) / len(filled) if filled else 0.0


def _has_all(rows: Sequence[Cells], table: Table) -> bool:
    """Return whether a row names every needed column, or all but years and a figure."""
    place = header_row(rows, table)
    headings = (
        [heading_of(cell, table) for cell in rows[place]] if place is not None else []
    )
    named = {entry.column for entry in headings if entry}
    if any(entry and entry.year for entry in headings):
        named |= {"year", *(c.name for c in table.columns if c.kind == "number")}
    return {c.name for c in table.columns if c.is_required} <= named


def unknown_table(name: str, file: str, sheet: str | None, like: str) -> Problem:
    """Return the problem of a table that is not declared, but like one."""
    return Problem(
        table=name,
        file=file,
        sheet=sheet,
        line=None,
        column=None,
        value=name,
        rule="unknown_table",
        message=f"This is not a table of a case, but has the columns of {like}; with # "
        "before its name it is your own",
        hint=f"Did you mean {like!r}?",
    )
