"""How is a case written as one DuckDB or SQLite file?"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from brownfield.tables.files.settings_files import pairs_of_settings

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

PAIRS = {"key": pl.String, "value": pl.String}


def write_duckdb(tables: Tables, settings: Settings, path: Path) -> None:
    """Write one DuckDB table for each table, and `case` with the settings."""
    with (
        tempfile.TemporaryDirectory(dir=path.parent) as room,
        closing(duckdb.connect(str(path), config={"threads": "1"})) as database,
    ):
        for name, frame in with_settings(tables, settings).items():
            parts = Path(room) / f"{name}.parquet"
            frame.write_parquet(parts)
            statement = f'create table "{name}" as from read_parquet(?)'
            database.execute(statement, [str(parts)])
        database.execute("checkpoint")  # closing does so too and tells no error


def write_sqlite(tables: Tables, settings: Settings, path: Path) -> None:
    """Write one SQLite table for each table, and `case` with the settings."""
    with closing(sqlite3.connect(path)) as database:
        for name, frame in with_settings(tables, settings).items():
            columns = ", ".join(
                f'"{column}" {_affinity(dtype)}'
                for column, dtype in frame.schema.items()
            )
            marks = ", ".join("?" * frame.width)
            database.execute(f'create table "{name}" ({columns})')
            # Only declared names stand in the statement; cells are bound.
            insert = f'insert into "{name}" values ({marks})'  # noqa: S608 (see above)
            database.executemany(insert, frame.iter_rows())
        database.commit()


def with_settings(tables: Tables, settings: Settings) -> Tables:
    """Return the tables, and before them `case` with the settings."""
    pairs = pairs_of_settings(settings)
    return {"case": pl.DataFrame(pairs, schema=PAIRS, orient="row"), **tables}


def _affinity(dtype: pl.DataType) -> str:
    if dtype == pl.String:
        return "text"
    return "real" if dtype.is_float() else "integer"
