"""How is a model written so that every solver reads the same one?

Readers of MPS files differ, so nothing is left to them. Both bounds of every column are
written, since some take an integer without bounds for 0 or 1 and some read a negative
upper bound as leave to fall without end. A row with two limits stands twice, since a
range on an equation has two readings. The sum is one to be made small, since not all
know OBJSENSE, and names have neither blanks nor more than eight letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isinf
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Family, LinearModel

OBJECTIVE = "COST"


def write_mps(model: LinearModel, path: Path, *, note: str = "") -> None:
    """Write a model as a free MPS file, numbers in full; the least sum is its answer.

    Parameters
    ----------
    model
        The model, to be maximised: the file holds its costs with the other sign.
    path
        File to write.
    note
        One line for whoever opens it; what is not ASCII in it is left out.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"* {note.encode('ascii', 'ignore').decode()}\n")
        file.writelines(f"{line}\n" for line in mps_lines(model))


def mps_lines(model: LinearModel) -> Iterator[str]:
    """Yield the lines of the file."""
    limits = _limits(model)
    yield "NAME PLAN"
    yield "ROWS"
    yield f" N {OBJECTIVE}"
    for name, sense in limits.select("name", "sense").iter_rows():
        yield f" {sense} {name}"
    yield "COLUMNS"
    yield from _columns(model, limits)
    yield "RHS"
    for name, amount in limits.select("name", "amount").iter_rows():
        if amount:
            yield f" RHS {name} {_number(amount)}"
    yield "BOUNDS"
    for column in range(model.columns):
        yield from _bounds(column, model.lower[column], model.upper[column])
    yield "ENDATA"


def _limits(model: LinearModel) -> pl.DataFrame:
    """Return row, name, sense and amount of each row of the file; free ones are not."""
    rows = pl.DataFrame(
        {
            "row": np.arange(model.rows),
            "low": model.row_lower,
            "high": model.row_upper,
        }
    )
    is_equal = pl.col("low") == pl.col("high")
    parts = (
        ("E", is_equal, "low"),
        ("G", ~is_equal & (pl.col("low") > -inf), "low"),
        ("L", ~is_equal & (pl.col("high") < inf), "high"),
    )
    named = [
        rows.filter(fits).select(
            "row",
            pl.format("{}{}", pl.lit(sense), "row").alias("name"),
            pl.lit(sense).alias("sense"),
            pl.col(amount).alias("amount"),
        )
        for sense, fits, amount in parts
    ]
    return pl.concat(named)


def _columns(model: LinearModel, limits: pl.DataFrame) -> Iterator[str]:
    """Yield the entries, column by column; whole numbers between two marks."""
    names: list[list[str]] = [[] for _ in range(model.rows)]
    for row, name in limits.select("row", "name").iter_rows():
        names[row].append(name)
    order = np.argsort(model.positions, kind="stable")
    ends = np.searchsorted(model.positions[order], np.arange(model.columns + 1))
    rows, values = model.entry_rows[order], model.values[order]
    whole = False
    for column in range(model.columns):
        if bool(model.is_integer[column]) != whole:
            whole = not whole
            yield f" MARK{column} 'MARKER' '{'INTORG' if whole else 'INTEND'}'"
        yield f" C{column} {OBJECTIVE} {_number(-model.cost[column])}"
        for at in range(ends[column], ends[column + 1]):
            for name in names[rows[at]]:
                yield f" C{column} {name} {_number(values[at])}"
    if whole:
        yield f" MARK{model.columns} 'MARKER' 'INTEND'"


def _bounds(column: int, low: float, high: float) -> Iterator[str]:
    """Yield both bounds of a column."""
    name = f"C{column}"
    if isinf(low) and isinf(high):
        yield f" FR BND {name}"
    elif low == high:
        yield f" FX BND {name} {_number(low)}"
    else:
        lower, upper = _number(low), _number(high)
        yield f" MI BND {name}" if isinf(low) else f" LO BND {name} {lower}"
        yield f" PL BND {name}" if isinf(high) else f" UP BND {name} {upper}"


def _number(value: float) -> str:
    """Return a number with every digit that it has; 0 has no sign."""
    return repr(float(value) + 0.0)


def names_of(model: LinearModel) -> pl.DataFrame:
    """Return what the columns and rows of the file mean.

    Returns
    -------
    frame
        name (C and the number of a column; E, G or L and that of a row), family,
        equation (of docs/formulation.md), keys (``column=label`` pairs).
    """
    limits = _limits(model).select("name", "row")
    columns = [_members(f, "C") for f in model.column_families]
    rows = [_members(f, "") for f in model.row_families]
    named_rows = pl.concat(rows) if rows else pl.DataFrame(schema=NAMES)
    named_rows = named_rows.with_columns(row=pl.col("name").cast(pl.Int64)).drop("name")
    return pl.concat([*columns, limits.join(named_rows, on="row").select(*NAMES)])


NAMES = {
    "name": pl.String,
    "family": pl.String,
    "equation": pl.String,
    "keys": pl.String,
}


def _members(family: Family, letter: str) -> pl.DataFrame:
    keys = family.keys
    pairs = [
        pl.format("{}={}", pl.lit(n), pl.col(n).fill_null("")) for n in keys.columns
    ]
    first = pl.int_range(pl.len()) + family.first
    return keys.cast(pl.String).select(
        pl.format("{}{}", pl.lit(letter), first).alias("name"),
        pl.lit(family.name).alias("family"),
        pl.lit(family.equation).alias("equation"),
        (pl.concat_str(pairs, separator=", ") if pairs else pl.lit("")).alias("keys"),
    )
