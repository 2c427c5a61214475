"""How far does the answer move if assumptions lie elsewhere in their ranges?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.case.shapes import Floats, quantiles
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

READ = ("additionality", "purchases", "taxes", "sectors", "regions")
"""Tables whose assumptions are drawn: no plan reads them, so that none changes."""
INNER = (0.1, 0.5, 0.9)  # shares of draws below low, middle and high


@dataclass(frozen=True)
class Range:
    """Where a number lies in most draws; its unit.

    Attributes
    ----------
    low, middle, high
        A tenth, half and nine tenths of the draws lie below.
    """

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Drawn:
    """A row of `assumptions` with its draws.

    Attributes
    ----------
    table, column
        What it is about.
    cells
        Which rows. Shape (rows,).
    values
        Shape (draws,), unit of the column; a factor of the cells where they differ.
    is_factor
        Whether they differ.
    """

    table: str
    column: str
    cells: pl.Series
    values: Floats
    is_factor: bool

    def put(self, frame: pl.DataFrame, draw: int) -> pl.DataFrame:
        """Return its table with the value of a draw."""
        value, column = float(self.values[draw]), pl.col(self.column)
        to = column * value if self.is_factor else pl.lit(value)
        moved = pl.when(self.cells).then(to).otherwise(column)
        upper = TABLES[self.table].column(self.column).upper
        return frame.with_columns(moved.clip(upper_bound=upper).alias(self.column))


def drawn_of(tables: Tables, count: int, seed: int) -> tuple[Drawn, ...]:
    """Return the assumptions that are drawn, each by itself.

    Parameters
    ----------
    tables
        Tables of the case.
    count
        Number of draws.
    seed
        Of the random numbers.
    """
    random = np.random.default_rng(seed)
    return tuple(_drawn(tables, count, random))


def _drawn(tables: Tables, count: int, random: np.random.Generator) -> Iterator[Drawn]:
    for row in tables["assumptions"].iter_rows(named=True):
        shape = row["distribution"], row["low"], row["mode"], row["high"]
        if row["table"] not in READ or None in shape:
            continue
        frame, name = tables[row["table"]], row["column"]
        fits = matching_rows(frame, row["where"], TABLES[row["table"]])
        cells = frame.select(fits.alias("fits"))["fits"]
        num_values = frame.filter(cells)[name].drop_nulls().n_unique()
        values = quantiles(*shape, random.random(count))
        is_factor = num_values > 1
        yield Drawn(
            row["table"],
            name,
            cells,
            values / row["mode"] if is_factor else values,
            is_factor,
        )


def ranges_of(
    tables: Tables,
    drawn: tuple[Drawn, ...],
    count: int,
    reckon: Callable[[Tables], dict[str, float]],
) -> dict[str, Range]:
    """Return where each number lies in most draws; none without assumptions or draws.

    Parameters
    ----------
    tables, drawn, count
        The tables, what is drawn, and how often.
    reckon
        Gives the numbers, by name, from tables.
    """
    if not drawn or not count:
        return {}
    outcomes = [reckon(_moved(tables, drawn, draw)) for draw in range(count)]
    return {name: _range([one[name] for one in outcomes]) for name in outcomes[0]}


def _moved(tables: Tables, drawn: tuple[Drawn, ...], draw: int) -> Tables:
    moved = dict(tables)
    for one in drawn:
        moved[one.table] = one.put(moved[one.table], draw)
    return moved


def _range(values: list[float]) -> Range:
    low, middle, high = np.quantile(values, INNER)
    return Range(float(low), float(middle), float(high))
