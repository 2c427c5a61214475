"""Which text cells does a DuckDB or SQLite file hold?"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.csv_files import named, without_blank_rows
from brownfield.tables.files.raw import DatabaseKind, RawTable, Source
from brownfield.tables.files.settings_files import settings_of_pairs
from brownfield.tables.files.unknown import leave_out
from brownfield.tables.problems import Problem

Config = dict[str, str | bool | int | float | list[str]]
DatabaseErrors = (duckdb.Error, sqlite3.Error, UnicodeDecodeError)
MOST_BYTES = 2_000_000_000  # 2 GB for a whole database
MOST_ROWS = 2_000_000  # of one table or view; a view can claim any number
MOST_TEXT = 200_000_000  # characters of one table or view
MOST_CELL = 10_000_000  # bytes of one cell
MOST_STEPS = 300  # of a million instructions of SQLite, some ten seconds
AT_ONCE = 10_000  # rows fetched together
MEMORY = "1GB"  # that DuckDB may use
LIST_TABLES: dict[DatabaseKind, str] = {
    "duckdb": "select table_name from information_schema.tables order by 1",
    "sqlite": "select name from sqlite_master where type in ('table', 'view') "
    "and name not like 'sqlite_%' order by 1",
}


def read_database(source: Source, path: Path, kind: DatabaseKind) -> None:
    """Add the tables and settings of a database file to `source`."""
    if path.stat().st_size > MOST_BYTES:
        _refuse_all(source, problem_of("case", path.name, "too_large"))
        return
    try:
        with _connected(path, kind) as connection:
            names = [row[0] for row in connection.execute(LIST_TABLES[kind]).fetchall()]
            own = [name for name in names if name not in (*TABLES, "case")]
            heads = {name: partial(_head, connection, name) for name in own}
            leave_out(source, heads, names, (path.name, "table"))
            for name in names:
                if name not in own:
                    _read_one(source, path.name, name, connection)
    except DatabaseErrors as error:
        _refuse_all(source, problem_of("case", path.name, "unreadable", str(error)))


def _refuse_all(source: Source, problem: Problem) -> None:
    source.unread.update(["case", *TABLES])
    source.problems.append(problem)


@contextmanager
def _connected(path: Path, kind: DatabaseKind) -> Iterator[Any]:
    if kind == "sqlite":
        uri = path.resolve().as_uri() + "?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as sqlite:
            sqlite.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_CELL)
            steps = count()
            sqlite.set_progress_handler(lambda: next(steps) > MOST_STEPS, 1_000_000)
            yield sqlite
        return
    config: Config = {
        "enable_external_access": "false",
        "threads": "1",
        "memory_limit": MEMORY,
        "temp_directory": "",
    }
    with closing(duckdb.connect(str(path), read_only=True, config=config)) as database:
        yield database


def _head(connection: Any, name: str) -> list[tuple[str, ...]]:
    """Return the names of the columns of a table; none if it cannot be read."""
    quoted = name.replace('"', '""')
    try:
        cursor = connection.execute(f'select * from "{quoted}" limit 0')  # noqa: S608 (quoted)
    except DatabaseErrors:
        return []
    return [tuple(entry[0] for entry in cursor.description)]


def _read_one(source: Source, file: str, name: str, connection: Any) -> None:
    try:
        # The name is one of ours, so it cannot carry a statement of its own.
        cursor = connection.execute(f'select * from "{name}" limit {MOST_ROWS + 1}')  # noqa: S608 (see above)
        header = [entry[0] for entry in cursor.description]
        columns = fetched(cursor, len(header))
    except DatabaseErrors as error:
        rule = "too_slow" if str(error) == "interrupted" else "unreadable"
        source.refuse(name, problem_of(name, file, rule, str(error)))
        return
    take(source, file, name, header, columns)


def take(
    source: Source,
    file: str,
    name: str,
    header: list[str],
    columns: list[list[str | None]] | None,
) -> None:
    """Add a table, or the settings, to `source`.

    Parameters
    ----------
    source
        Where it is added.
    file
        Where it was read from.
    name
        Name of the table; case = the settings.
    header
        Names of the columns.
    columns
        Their cells as text; None if they are too many, which is a problem.
    """
    if columns is None:
        source.refuse(name, problem_of(name, file, "too_many"))
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


def fetched(cursor: Any, width: int) -> list[list[str | None]] | None:
    """Return the cells by column; None, and no more is fetched, if they are too many.

    A view can make any number of rows out of nothing.
    """
    columns: list[list[str | None]] = [[] for _ in range(width)]
    left = MOST_TEXT
    while rows := cursor.fetchmany(AT_ONCE):
        for cells, column in zip(zip(*rows, strict=True), columns, strict=True):
            column.extend(map(_text, cells))
        left -= sum(len(cell or "") for c in columns for cell in c[-len(rows) :])
        if left < 0 or len(columns[0]) > MOST_ROWS:
            return None
    return columns


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
    "too_many": f"The table or view has more than {MOST_ROWS:,} rows, or more than "
    f"{MOST_TEXT / 1e6:.0f} million characters, and was not read",
    "too_slow": "The view takes too long to work out and was not read",
    "unreadable": "The table cannot be read",
}
HINTS = {
    "too_large": "Leave out rows the case does not need",
    "too_many": "Leave out rows the case does not need",
    "too_slow": "Keep its rows in a table instead",
    "unreadable": "Write the database again",
}


def problem_of(table: str, file: str, rule: str, reason: str = "") -> Problem:
    """Return the problem of a table or database that was not read, and why."""
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
