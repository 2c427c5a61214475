"""Which declared column stands under each heading, and which are somebody's own?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.files.csv_files import NO_NAME, without_blank_rows
from brownfield.tables.files.headings import Heading, heading_of, is_own
from brownfield.tables.habits.bands import under_words_above
from brownfield.tables.habits.reading import Reading, quoted
from brownfield.tables.problems import Finding, listed, several

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

TOTALS = ("total", "totals", "sum", "grand total", "subtotal", "sub-total")
FINANCIAL = re.compile(r"\bFY", re.IGNORECASE)
Meant = dict[str, Heading]


def under_declared_names(reading: Reading) -> Reading:
    """Return the reading with headings as declared, own columns taken out."""
    reading = under_words_above(reading)
    names = reading.raw.frame.columns
    if set(names) <= set(reading.table.column_names):
        return reading
    reading = _without_own(reading)
    headings = {n: heading_of(n, reading.table) for n in reading.raw.frame.columns}
    meant = {name: heading for name, heading in headings.items() if heading}
    reading, meant = _without_twice(reading, meant)
    reading, meant = _with_measure(reading, meant)
    if any(FINANCIAL.search(name) and h.year for name, h in meant.items()):
        reading = reading.tell("financial years read as the years they are named by")
    return _renamed(reading, meant)


def _without_own(reading: Reading) -> Reading:
    frame = reading.raw.frame
    own = [name for name in frame.columns if is_own(name)]
    beside = _beside(frame, reading.table)
    if own:
        noun = "own column" if len(own) == 1 else "own columns"
        reading = reading.tell(f"{noun} {quoted(own)} not read")
    if any(not _is_blank(frame[name]) for name in beside):
        named = [name for name in beside if not name.startswith(NO_NAME)]
        what = f"cells beside the table not read{' under ' if named else ''}"
        reading = reading.tell(f"{what}{quoted(named) if named else ''}")
    if not own and not beside:
        return reading
    kept = frame.drop([*own, *beside])
    return replace(reading, raw=without_blank_rows(replace(reading.raw, frame=kept)))


def _beside(frame: pl.DataFrame, table: Table) -> list[str]:
    """Return blank columns without a name, and what is no table behind one of them.

    Cells right beside the table may be a column that lost its name.
    """
    beside: list[str] = []
    block: list[str] = []
    is_behind = False
    for name in [*frame.columns, None]:
        is_gap = name is None or (name.startswith(NO_NAME) and _is_blank(frame[name]))
        if name is not None and not is_gap:
            block.append(name)
            continue
        if is_behind and not any(heading_of(n, table) for n in block):
            beside += block
        is_behind = is_behind or bool(block)
        block = []
        beside += [name] if name is not None else []
    return beside


def _is_blank(column: pl.Series) -> bool:
    return bool((column.fill_null("").str.strip_chars() == "").all())


def _without_twice(reading: Reading, meant: Meant) -> tuple[Reading, Meant]:
    places = defaultdict(list)
    for name, heading in meant.items():
        places[heading.column, heading.year].append(name)
    for (column, year), names in places.items():
        if len(names) > 1:
            reading = reading.refuse(_twice(reading.table, column, year, names))
    first = {names[0] for names in places.values()}
    others = [name for name in meant if name not in first]
    kept = reading.raw.frame.drop(others)
    reading = replace(reading, raw=replace(reading.raw, frame=kept))
    return reading, {name: meant[name] for name in meant if name in first}


def _twice(
    table: Table, column: str | None, year: int | None, names: list[str]
) -> Finding:
    what = " ".join(str(part) for part in (column, year) if part)
    return Finding(
        table=table.name,
        column=column,
        value=names[1],
        rule="column_twice",
        message=f"The headings {quoted(names)} all mean {what}",
        hint="Keep one of the columns, or begin the name of the others with #",
    )


def _with_measure(reading: Reading, meant: Meant) -> tuple[Reading, Meant]:
    """Return the headings with the column that years alone stand for."""
    alone = [name for name, heading in meant.items() if heading.column is None]
    if not alone:
        return reading, meant
    given = {heading.column for heading in meant.values()}
    table = reading.table
    open_ = [
        column.name
        for column in table.columns
        if column.kind == "number" and column.is_required and column.name not in given
    ]
    if len(open_) != 1 or "year" in given:
        reading = reading.refuse(_of_what(table, meant, alone))
        frame = reading.raw.frame.drop(alone)
        left = {name: h for name, h in meant.items() if name not in alone}
        return replace(reading, raw=replace(reading.raw, frame=frame)), left
    named = {n: replace(meant[n], column=open_[0]) for n in alone}
    note = f"{several(len(alone), 'column')} headed by a year read as {open_[0]}"
    reading = reading.tell(note)
    return reading, {**meant, **named}


def _of_what(table: Table, meant: Meant, alone: list[str]) -> Finding:
    if "year" in {heading.column for heading in meant.values()}:
        message = f"There is a column year, and {quoted(alone)} are years too"
        hint = "Keep either one row or one column for each year"
    else:
        numbers = [c.name for c in table.columns if c.kind == "number"]
        message = f"The years {quoted(alone)} head columns, but it is not clear of what"
        hint = f"Name the column too, e.g. `{numbers[0]} {meant[alone[0]].year}`; "
        hint += f"there are {listed(numbers)}"
    return Finding(
        table=table.name,
        column="year",
        value=alone[0],
        rule="wide_form",
        message=message,
        hint=hint,
    )


def _renamed(reading: Reading, meant: Meant) -> Reading:
    frame = reading.raw.frame
    written = [
        (str(h.column), h.unit)
        for h in meant.values()
        if h.unit is not None or h.year is not None
    ]
    years = {
        f"{h.column} {h.year}": (str(h.column), h.year)
        for h in meant.values()
        if h.year is not None
    }
    new = {
        n: h.column if h.year is None else f"{h.column} {h.year}"
        for n, h in meant.items()
    }
    totals = [n for n in frame.columns if years and n.strip().lower() in TOTALS]
    if totals:
        reading = reading.tell(f"{several(len(totals), 'column')} of totals not read")
    frame = frame.drop(totals).rename({n: str(word) for n, word in new.items()})
    raw = replace(reading.raw, frame=frame)
    return with_units(replace(reading, raw=raw, years=years), written)


def with_units(reading: Reading, written: Sequence[tuple[str, str | None]]) -> Reading:
    """Return the reading with the unit of each column; two for one are refused.

    Parameters
    ----------
    reading
        The reading; units it has already count as written.
    written
        Declared column and unit of each heading or cell; None = no unit there.
    """
    units: dict[str, str] = {}
    for column in dict.fromkeys([*reading.units, *(name for name, _ in written)]):
        stated = [unit for name, unit in written if name == column]
        stated += [reading.units[column]] if column in reading.units else []
        distinct = list(dict.fromkeys(unit.strip() if unit else "" for unit in stated))
        if len(distinct) > 1:
            reading = reading.refuse(_two_units(reading.table, column, distinct))
        elif distinct[0]:
            units[column] = distinct[0]
    return replace(reading, units=units)


def _two_units(table: Table, column: str, units: list[str]) -> Finding:
    named = quoted([unit or "none" for unit in units])
    return Finding(
        table=table.name,
        column=column,
        value=", ".join(units),
        rule="unit",
        message=f"{column} is written in different units: {named}",
        hint="Write one unit for all of its cells, or none",
    )
