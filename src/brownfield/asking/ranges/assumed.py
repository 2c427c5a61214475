"""What is the case if an assumption lies at another value of its range?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.what_if import Tables, change_tables
from brownfield.errors import DataError, UseError
from brownfield.tables.cells.currencies import currency_of
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import listed
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.case.case import Case

SEEN = ("node", "tree")  # reaches of columns that a plan reads

NONE = "The case has no row of `assumptions` with a range that a plan reads"


def cell_text(table: str, where: str, column: str) -> str:
    """Return cells as a person finds them: table.column (row)."""
    return f"{table}.{column}" + (f" ({where})" if where else "")


@dataclass(frozen=True)
class Assumption:
    """A row of `assumptions` whose cells a plan reads.

    Attributes
    ----------
    number
        Its place among the rows of the table, from 1.
    table, where, column
        Which cells.
    low, mode, high
        Its range, unit of the column.
    distribution
        Its shape: triangular, uniform, lognormal or point.
    unit
        Unit of the column.
    is_factor
        Whether its cells differ, so that they move by a common factor of the mode.
    source
        Where the range comes from; blank if nobody said.
    currency
        Currency of the range, that of its rows; blank if it is no money, or of several.
    """

    number: int
    table: str
    where: str
    column: str
    low: float
    mode: float
    high: float
    distribution: str
    unit: str
    is_factor: bool
    source: str = field(default="", repr=False)
    currency: str = ""

    @property
    def title(self) -> str:
        """Printed while it is moved."""
        return cell_text(self.table, self.where, self.column)

    def case(self, case: Case, value: float) -> Case:
        """Return the case in which its cells have a value; see `case_at`.

        Raises
        ------
        DataError
            If the tables do not allow that value.
        """
        return case_at(case, (self,), (value,))

    def moved(self, tables: Tables, value: float) -> Tables:
        """Return tables in which its cells have a value.

        Cells that differ are multiplied by the value over the mode. Probabilities that
        share a parent with one that is moved take up the difference.

        Raises
        ------
        DataError
            If nothing is left for them.
        """
        after = change_tables(tables, self.change(value)) or tables
        if (self.table, self.column) != ("scenarios", "probability"):
            return after
        shared = _shared(tables["scenarios"], after["scenarios"])
        return after | {"scenarios": shared}

    def change(self, value: float) -> dict[str, str]:
        """Return the row of `what_ifs` that gives its cells a value."""
        is_whole = TABLES[self.table].column(self.column).kind == "integer"
        to = value / self.mode if self.is_factor else value
        text = str(round(to)) if is_whole and not self.is_factor else repr(to)
        op = "times" if self.is_factor else "set"
        row = {"what_if": "range", "table": self.table, "where": self.where}
        return row | {"column": self.column, "op": op, "value": text}


def case_at(case: Case, rows: Sequence[Assumption], values: Sequence[float]) -> Case:
    """Return the case in which the cells of assumptions have values.

    What-ifs of futures change the cells on from there.

    Parameters
    ----------
    case
        The case.
    rows, values
        The assumptions, and the value of each, unit of its column.

    Raises
    ------
    DataError
        If the tables do not allow these values.
    """
    tables = dict(case.tables)
    for row, value in zip(rows, values, strict=True):
        tables = row.moved(tables, value)
    frames = {row.table: tables[row.table] for row in rows}
    pairs = zip(rows, values, strict=True)
    change = ", ".join(f"{row.title} at {value:g}" for row, value in pairs)
    return case.with_tables(change, **frames).checked()


def _shared(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return futures in which those not moved share what is left of their parent.

    Raises
    ------
    DataError
        If nothing is left for them.
    """
    joined = after.with_columns(was=before["probability"])
    is_moved = pl.col("probability") != pl.col("was")
    rows = joined.with_columns(
        moved=pl.when(is_moved).then("probability").otherwise(0.0).sum().over("parent"),
        rest=pl.when(is_moved).then(0.0).otherwise("probability").sum().over("parent"),
        is_touched=is_moved.any().over("parent"),
    )
    if rows.filter(pl.col("is_touched") & (pl.col("moved") > 1.0)).height:
        message = "scenarios.probability: those of one parent add up to more than 1"
        raise DataError(message)
    share = pl.col("probability") * (1.0 - pl.col("moved")) / pl.col("rest")
    is_next = pl.col("is_touched") & ~is_moved & (pl.col("rest") > 0.0)
    new = pl.when(is_next).then(share).otherwise(pl.col("probability"))
    return rows.with_columns(probability=new).select(after.columns)


def assumptions(case: Case, wanted: Sequence[str] = ()) -> tuple[Assumption, ...]:
    """Return the assumptions of a case that a plan reads, in order.

    Parameters
    ----------
    case
        The case.
    wanted
        Only those of these tables, or table.column; none = all.

    Raises
    ------
    UseError
        If none is as wanted.
    """
    every = tuple(_found(case))
    chosen = tuple(
        one
        for one in every
        if not wanted or {one.table, f"{one.table}.{one.column}"} & set(wanted)
    )
    if wanted and not chosen:
        columns = dict.fromkeys(f"{one.table}.{one.column}" for one in every)
        there = f"There are: {listed(list(columns), most=12)}" if columns else NONE
        message = (
            f"--assumption {wanted[0]}: no row of `assumptions` that a plan reads is "
            f"about that. {there}."
        )
        raise UseError(message)
    return chosen


def _found(case: Case) -> Iterator[Assumption]:
    for place, row in enumerate(case.tables["assumptions"].iter_rows(named=True)):
        declared, name = TABLES[row["table"]], row["column"]
        column, ends = declared.column(name), (row["low"], row["mode"], row["high"])
        is_number = column.kind in ("number", "integer")
        if column.reach not in SEEN or not is_number or None in ends:
            continue
        where = row["where"] or ""
        frame = case.tables[row["table"]]
        is_meant = matching_rows(frame, where or None, declared)
        cells = frame.filter(is_meant)[name]
        values = cells.drop_nulls().unique()
        if not len(values) or (len(values) > 1 and not row["mode"]):
            continue
        yield Assumption(
            place + 1,
            row["table"],
            where,
            name,
            *ends,
            row["distribution"] or "triangular",
            column.unit,
            len(values) > 1,
            row[declared_source()] or "",
            currency_of(case.tables, case.settings, (row["table"], name), is_meant),
        )


def declared_source() -> str:
    """Return the column of `assumptions` that cites."""
    return TABLES["assumptions"].citing_column
