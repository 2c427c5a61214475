"""In which unit are rows read that name a column whose heading has its own unit?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.habits.cells import unit_in_force
from brownfield.tables.habits.words.spelling import DIGITS
from brownfield.tables.problems import several

if TYPE_CHECKING:
    from brownfield.tables.habits.reading import Reading

CELLS = {"assumptions": ("low", "mode", "high"), "what_ifs": ("value",)}
IN_UNITS = ("set", "plus")  # ops of what-ifs whose value has the unit of the cell
Row = dict[str, str | None]
Told = dict[tuple[str, str, bool], list[int]]


def in_units_of_their_columns(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Return the readings with assumptions and what-ifs in the units of their columns.

    A number there is in the unit of the heading, unless it is nearer to the cells of
    the column in the declared unit; either is told.

    Parameters
    ----------
    readings
        Every table, in declared units, by name.
    """
    changed = dict(readings)
    if not any(reading.units for reading in readings.values()):
        return changed
    for name, columns in CELLS.items():
        if name in readings:
            changed[name] = _carried(readings, readings[name], columns)
    return changed


def _carried(
    readings: Mapping[str, Reading], reading: Reading, columns: tuple[str, ...]
) -> Reading:
    frame = reading.raw.frame
    names = [name for name in columns if name in frame.columns]
    cells = {name: frame[name].to_list() for name in names}
    places: Told = defaultdict(list)
    for place, row in enumerate(frame.iter_rows(named=True)):
        target = _target(readings, row)
        given = [number for n in names if (number := _number(row[n]))]
        if target is None or not given:
            continue
        times, typical = _scale(*target)
        is_there = _is_nearer(max(map(abs, given)), times, typical)
        places[target[0].table.name, target[1], is_there].append(place)
        for name in names if is_there else ():
            cells[name][place] = _times(row[name], times)
    for name in names:
        reading = reading.with_cells(pl.Series(name, cells[name], dtype=pl.String))
    return _telling(reading, readings, places)


def _target(readings: Mapping[str, Reading], row: Row) -> tuple[Reading, str] | None:
    """Return the table and column that a row is about, where their unit is another."""
    table = (row.get("table") or "").strip().lower()
    column = (row.get("column") or "").strip().lower()
    is_in_units = (row.get("op") or IN_UNITS[0]).strip().lower() in IN_UNITS
    there = readings.get(table)
    if there is None or not is_in_units or column not in there.units:
        return None
    factor = unit_in_force(there, there.table.column(column), there.units[column])
    return None if factor is None or factor.is_one else (there, column)


def _scale(there: Reading, column: str) -> tuple[float, float | None]:
    """Return by what a written number is multiplied, and the usual size of a cell."""
    factor = unit_in_force(there, there.table.column(column), there.units[column])
    cells = there.raw.frame[column].cast(pl.Float64, strict=False).drop_nulls().abs()
    filled = cells.filter(cells > 0.0).to_list()
    times = factor.times / factor.over if factor else 1.0
    return times, median(filled) if filled else None


def _is_nearer(number: float, times: float, typical: float | None) -> bool:
    if typical is None:
        return True
    written, declared = number * times / typical, number / typical
    return abs(math.log(written)) <= abs(math.log(declared))


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _times(text: str | None, times: float) -> str | None:
    number = _number(text)
    return text if number is None else repr(float(f"{number * times:.{DIGITS}g}"))


def _telling(
    reading: Reading, readings: Mapping[str, Reading], places_of: Told
) -> Reading:
    for (table, name, is_there), places in places_of.items():
        unit = readings[table].units[name]
        declared = readings[table].table.column(name).unit
        how = f"in '{unit}' as there" if is_there else f"in {declared}, not '{unit}'"
        rows = several(len(places), "row")
        where = reading.raw.at(places[0])
        reading = reading.tell(f"{rows} on {table}.{name} read {how} ({where})")
    return reading
