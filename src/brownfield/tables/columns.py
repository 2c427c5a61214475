"""What can be declared about a column and a table of a case?"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import polars as pl

Kind = Literal["text", "integer", "number", "boolean"]
Value = str | int | float | bool
MOST = 1e15  # a larger number loses whole units and is a typing error
Reach = Literal["node", "tree", "elsewhere", "shown"]

DTYPES: dict[Kind, type[pl.DataType]] = {
    "text": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
}


Scale = Literal["number", "share", "vehicles"]


@dataclass(frozen=True, kw_only=True)
class Usual:
    """Numbers a column usually holds: another is allowed, and noted; 0 is usual.

    Attributes
    ----------
    least, most
        Range; None for no limit.
    is_below
        Whether `most` itself is unusual already.
    scale
        What the range counts. number: the number as it stands. share: the same, and
        one above it may be per cent. vehicles: the worth of so many vehicles, at the
        middle price of the case.
    column, words
        Only rows whose column of this name holds one of the words; blank = every row.
    fold
        How many times the middle of the column a number must be, or the other way
        round, to stand out; None = it is not compared.
    jump
        How many times the years beside it, in a table keyed by year, a number must
        be, or the other way round, to stand out; None = it is not compared.
    """

    least: float | None = None
    most: float | None = None
    is_below: bool = False
    scale: Scale = "number"
    column: str = ""
    words: tuple[str, ...] = ()
    fold: float | None = None
    jump: float | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: its type, unit, bounds, default, reference, meaning.

    Attributes
    ----------
    name
        Word used in the table, in the code and in every sentence.
    kind
        Type of a cell once read.
    unit
        Base unit of the values; ``"-"`` for labels and flags.
    meaning
        What a planner enters here, in one sentence. For an optional column without
        a default it says what a blank cell means.
    is_key
        Whether the column is part of the table's key.
    is_required
        Whether a blank cell is an error.
    default
        Value of a blank cell; None keeps the blank as "not given".
    allowed
        The only texts accepted; empty for free text.
    lower, upper
        Inclusive bounds of a number; None for no bound.
    reference
        Tables one of whose keys must hold the value; empty for no reference.
    reach
        Where a plan reads it. node: at every node of the scenario tree, so that futures
        may differ. tree: once; it must hold for the whole tree. elsewhere: no plan
        reads it, but a stress test or a deal does, at the node. shown: it moves no
        plan.
    usual
        Which numbers are plausible, each entry for some rows; empty = any within
        bounds.
    """

    name: str
    kind: Kind = "text"
    unit: str = "-"
    meaning: str
    is_key: bool = False
    is_required: bool = False
    default: Value | None = None
    allowed: tuple[str, ...] = ()
    lower: float | None = None
    upper: float | None = None
    reference: tuple[str, ...] = ()
    reach: Reach = "node"
    usual: tuple[Usual, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """One declared table: its name, meaning and columns in order.

    Attributes
    ----------
    name
        File name without ending, sheet name and database table name.
    meaning
        What one row says, in one sentence.
    columns
        Every accepted column; ``source`` and ``note`` come last in every table.
    is_needed
        Whether a case without any row of this table cannot be planned.
    rows_differ
        Whether a future may add or drop rows.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...] = field(repr=False)
    is_needed: bool = False
    rows_differ: bool = False

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns, in order."""
        return tuple(column.name for column in self.columns if column.is_key)

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def citing_column(self) -> str:
        """Name of the column whose cells cite facts and statements."""
        return "evidence" if "evidence" in self.column_names else "source"

    def column(self, name: str) -> Column:
        """Return the declared column called `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @cached_property
    def polars_schema(self) -> pl.Schema:
        """Column names and polars types, in order."""
        return pl.Schema({c.name: DTYPES[c.kind]() for c in self.columns})

    def empty(self) -> pl.DataFrame:
        """Return the table without rows, fully typed; always the same frame."""
        return self._empty

    @cached_property
    def _empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.polars_schema)
