"""How are rows made into the typed frames of a case?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

import polars as pl

from brownfield.tables.columns import DTYPES, Table, Value
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Problem

Tables = Mapping[str, pl.DataFrame]
Row = Mapping[str, Value | None]


class Replaced(Mapping[str, pl.DataFrame]):
    """Tables some of which are replaced; the others are not read until asked for.

    Parameters
    ----------
    tables
        Every table.
    replaced
        New tables by name.
    """

    def __init__(self, tables: Tables, **replaced: pl.DataFrame) -> None:
        self._tables, self._replaced = tables, replaced

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return the new table of a name, else the old one."""
        frame = self._replaced.get(name)
        return self._tables[name] if frame is None else frame

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all tables."""
        return iter({**dict.fromkeys(self._tables), **dict.fromkeys(self._replaced)})

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len({*self._tables, *self._replaced})


def typed_frame(table: Table, rows: Iterable[Row]) -> pl.DataFrame:
    """Return rows as a typed frame: columns as declared, defaults filled.

    Parameters
    ----------
    table
        Declaration of the table.
    rows
        Cells by column name; a missing or None cell takes the default.
    """
    listed = [_completed(table, row) for row in rows]
    return pl.DataFrame(listed, schema=table.polars_schema, orient="row")


def all_tables(tables: Mapping[str, pl.DataFrame]) -> Tables:
    """Return `tables` with every declared table present, in declared order."""
    return {
        name: tables[name] if name in tables else declared.empty()
        for name, declared in TABLES.items()
    }


def fill_defaults(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the frame with blank cells of columns that declare a default filled."""
    filled = [
        pl.col(column.name).fill_null(pl.lit(column.default, DTYPES[column.kind]))
        for column in table.columns
        if column.default is not None and frame[column.name].null_count()
    ]
    return frame.with_columns(filled)


def with_line_time(
    commitments: pl.DataFrame, build_options: pl.DataFrame
) -> pl.DataFrame:
    """Return commitments with the line time of the plant's options where it is blank.

    Of several options for the product at the plant the largest counts; without one the
    cell stays blank.
    """
    if not commitments["capacity_use"].null_count():
        return commitments
    at = ["facility", "product"]
    most = build_options.group_by(at).agg(most=pl.col("capacity_use").max())
    return (
        commitments.join(most, on=at, how="left", maintain_order="left")
        .with_columns(pl.coalesce("capacity_use", "most"))
        .drop("most")
    )


def problems_frame(problems: Iterable[Problem]) -> pl.DataFrame:
    """Return the problems as a frame with one column for each attribute."""
    names = [entry.name for entry in fields(Problem)]
    schema = {n: pl.Int64() if n == "line" else pl.String() for n in names}
    rows = [tuple(getattr(problem, name) for name in names) for problem in problems]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _completed(table: Table, row: Row) -> tuple[Value | None, ...]:
    cells = []
    for column in table.columns:
        value = row.get(column.name)
        value = column.default if value is None else value
        is_number = column.kind == "number" and value is not None
        cells.append(float(value) if is_number and value is not None else value)
    return tuple(cells)
