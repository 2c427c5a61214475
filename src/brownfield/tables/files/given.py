"""Which text cells does a table hold that is given in Python?

A table is a polars or pandas frame, another frame of Arrow, a dict of lists or a list
of dicts. Its cells are read by the habits of files from there on: units in headings,
one column a year, thousands.
"""

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.csv_files import without_blank_rows
from brownfield.tables.files.raw import RawTable
from brownfield.tables.problems import did_you_mean, listed

ALLOWED = "a polars or pandas frame, a dict of lists or a list of dicts"
MISSING = ("NAType", "NaTType")  # how pandas says that a cell is blank
Cells = dict[str, list[str | None]]


def given_table(name: str, frame: Any) -> RawTable:
    """Return a table given in Python as text cells; its rows are counted from 1.

    Parameters
    ----------
    name
        Table it stands for.
    frame
        Its rows. None, NaN and NaT are blank cells.

    Raises
    ------
    UseError
        If there is no such table, or `frame` is none.
    """
    check_table_name(name)
    texts = text_frame(frame)
    if not texts.width:  # e.g. an empty list: a table without rows
        texts = TABLES[name].empty().cast(pl.String)
    return without_blank_rows(RawTable(name=name, frame=texts, file="", first_line=1))


def check_table_name(name: str) -> None:
    """Raise UseError if no table has that name; it names those there are."""
    if name in TABLES:
        return
    if name in ("case", "case.toml"):
        hint = "Settings are changed by with_settings."
    else:
        hint = did_you_mean(name, TABLES, f"Tables: {listed(list(TABLES), most=40)}.")
    message = f"There is no table {name!r}. {hint}"
    raise UseError(message)


def text_frame(frame: Any) -> pl.DataFrame:
    """Return the cells of a table given in Python as text; None is a blank cell.

    Raises
    ------
    UseError
        If it is no table, or two columns have one name.
    """
    if isinstance(frame, pl.DataFrame):
        return _of_polars(frame)
    if hasattr(frame, "to_dict") and hasattr(frame, "columns"):
        return _of_lists(_of_pandas(frame))
    if hasattr(frame, "__arrow_c_stream__"):
        return _of_polars(pl.DataFrame(frame))
    if isinstance(frame, Mapping):
        return _of_lists({str(name): cells for name, cells in frame.items()})
    if isinstance(frame, Sequence) and all(isinstance(row, Mapping) for row in frame):
        return _of_rows(frame)
    more = " Call collect() first." if isinstance(frame, pl.LazyFrame) else ""
    message = f"{type(frame).__name__} is no table. Give {ALLOWED}.{more}"
    raise UseError(message)


def _of_polars(frame: pl.DataFrame) -> pl.DataFrame:
    for name, kind in frame.schema.items():
        if kind.is_nested() or kind in (pl.Binary, pl.Object):
            message = f"The column {name!r} holds {kind}. Give one plain value a cell."
            raise UseError(message)
    return frame.with_columns(pl.selectors.float().fill_nan(None)).cast(pl.String)


def _of_pandas(frame: Any) -> dict[str, Sequence[object]]:
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()  # keys that were made the index are columns again
    names = [str(name) for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = f"Two columns are called {twice[0]!r}. Give each a name of its own."
        raise UseError(message)
    columns = frame.to_dict(orient="list")
    return {str(name): cells for name, cells in columns.items()}


def _of_rows(rows: Sequence[Mapping[Any, object]]) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    return _of_lists({str(name): [row.get(name) for row in rows] for name in names})


def _of_lists(columns: Mapping[str, Any]) -> pl.DataFrame:
    cells = {name: _texts(name, values) for name, values in columns.items()}
    lengths = {name: len(column) for name, column in cells.items()}
    if len(set(lengths.values())) > 1:
        counts = ", ".join(f"{name} {length}" for name, length in lengths.items())
        message = f"The columns have different numbers of cells: {counts}."
        raise UseError(message)
    return pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))


def _texts(name: str, values: Any) -> list[str | None]:
    if isinstance(values, str | Mapping) or not hasattr(values, "__iter__"):
        message = f"The column {name!r} is {values!r}. Give {ALLOWED}."
        raise UseError(message)
    return [cell_text(value) for value in values]


def cell_text(value: object) -> str | None:
    """Return a value as a person would write it in a cell; None = a blank cell."""
    if value is None or isinstance(value, str):
        return value
    if type(value).__name__ in MISSING or (isinstance(value, Real) and value != value):  # noqa: PLR0124 (only NaN is unlike itself)
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if isinstance(value, float) else str(value)
