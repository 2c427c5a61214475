"""Which text cells does a DuckDB or SQLite file hold?"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

import duckdb
import polars as pl

from brownfield.tables.csv_files import named, without_blank_rows
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Problem
from brownfield.tables.raw import RawTable, Source
from brownfield.tables.settings_files import settings_of_pairs
from brownfield.tables.unknown import unknown_table

DatabaseKind = Literal["duckdb", "sqlite"]
Config = dict[str, str | bool | int | float | list[str]]
DatabaseErrors = (duckdb.Error, sqlite3.Error, UnicodeDecodeError)
MOST_BYTES = 2_000_000_000  # 2 GB for a whole database
MOST_ROWS = 20_000_000
LIST_TABLES: dict[DatabaseKind, str] = {
    "duckdb": "select table_name from information_schema.tables order by 1",
    "sqlite": "select name from sqlite_master where type in ('table', 'view') "
    "and name not like 'sqlite_%' order by 1",
}


def kind_of_file(path: Path) -> DatabaseKind | None:
    """Return which database wrote a file, by its header; None if neither did."""
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"SQLite format 3\x00"):
        return "sqlite"
    return "duckdb" if head[8:12] == b"DUCK" else None


def read_database(source: Source, path: Path, kind: DatabaseKind) -> None:
    """Add the tables and settings of a database file to `source`."""
    if path.stat().st_size > MOST_BYTES:
        _refuse_all(source, _problem("case", path.name, "too_large"))
        return
    try:
        with _connected(path, kind) as connection:
            names = [row[0] for row in connection.execute(LIST_TABLES[kind]).fetchall()]
            for name in names:
                _read_one(source, path.name, name, connection)
    except DatabaseErrors as error:
        _refuse_all(source, _problem("case", path.name, "unreadable", str(error)))


def _refuse_all(source: Source, problem: Problem) -> None:
    source.unread.update(["case", *TABLES])
    source.problems.append(problem)


@contextmanager
def _connected(path: Path, kind: DatabaseKind) -> Iterator[Any]:
    if kind == "sqlite":
        uri = path.resolve().as_uri() + "?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as sqlite:
            yield sqlite
        return
    config: Config = {"enable_external_access": "false", "threads": "1"}
    with closing(duckdb.connect(str(path), read_only=True, config=config)) as database:
        yield database


def _read_one(source: Source, file: str, name: str, connection: Any) -> None:
    if name not in TABLES and name != "case":
        source.problems.append(unknown_table(name, file, None))
        return
    try:
        # The name is one of ours, so it cannot carry a statement of its own.
        cursor = connection.execute(f'select * from "{name}" limit {MOST_ROWS}')  # noqa: S608 (see above)
        header = [entry[0] for entry in cursor.description]
        columns = _text_columns(cursor.fetchall(), len(header))
    except DatabaseErrors as error:
        source.refuse(name, _problem(name, file, "unreadable", str(error)))
        return
    if name == "case":
        pairs = zip(columns[0], columns[1], strict=True) if len(columns) > 1 else ()
        source.settings.append(settings_of_pairs(pairs, file, None))
        return
    frame = named(pl.DataFrame(columns, schema=_schema(len(header))), header)
    raw = RawTable(name=name, frame=frame, file=file, first_line=None)
    source.tables[name] = without_blank_rows(raw)


def _schema(width: int) -> dict[str, type[pl.String]]:
    return dict.fromkeys(map(str, range(width)), pl.String)


def _text_columns(rows: list[tuple[Any, ...]], width: int) -> list[list[str | None]]:
    return [[_text(row[position]) for row in rows] for position in range(width)]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.hex()
    return repr(value) if isinstance(value, float) else str(value)


MESSAGES = {
    "too_large": "The database is larger than 2 GB and was not read",
    "unreadable": "The table cannot be read",
}
HINTS = {
    "too_large": "Leave out rows the case does not need",
    "unreadable": "Write the database again",
}


def _problem(table: str, file: str, rule: str, reason: str = "") -> Problem:
    message = MESSAGES[rule] + (f" ({reason.splitlines()[0][:200]})" if reason else "")
    return Problem(
        table=table,
        file=file,
        sheet=None,
        line=None,
        column=None,
        value=None,
        rule=rule,
        message=message,
        hint=HINTS[rule],
    )
