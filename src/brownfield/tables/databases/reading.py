"""Which text cells does a schema of PostgreSQL hold?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from brownfield.tables.databases.connecting import (
    Doing,
    check_there,
    connected,
    driver,
    first_line,
    quoted,
    tables_of,
)
from brownfield.tables.databases.locks import SHARED
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.databases import MOST_CELL, fetched, problem_of, take
from brownfield.tables.files.raw import RawCase, Source
from brownfield.tables.files.read import no_settings
from brownfield.tables.files.unknown import leave_out

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Address

MOST_SECONDS = 60  # that a table or view may take
TOO_SLOW = "57014"  # state of a statement that was ended
READING = Doing("read", "USAGE ON SCHEMA {schema}")


def read_schema(address: Address) -> RawCase:
    """Return the tables of a case as text, and every problem met while reading.

    All are of one state of the database, whoever writes meanwhile.

    Parameters
    ----------
    address
        Schema with the tables of the case, and `case` with the columns `key` and
        `value`.

    Raises
    ------
    MissingExtraError
        If psycopg is not installed.
    UseError
        If the server is not reached, there is no such schema, or it may not be read.
    """
    source = Source()
    with connected(address, READING) as link:
        check_there(link, address)
        link.execute(SHARED, [address.schema])
        link.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        link.execute(f"SET LOCAL statement_timeout = '{MOST_SECONDS}s'")
        _read(source, address, link)
    if not source.settings and "case" not in source.unread:
        source.problems.append(no_settings(address.shown, "database"))
    return RawCase(
        name=address.schema,
        form="database",
        file=address.shown,
        tables=source.tables,
        settings=source.settings[0] if source.settings else None,
        problems=tuple(source.problems),
        unread=frozenset(source.unread),
        read_so=tuple(source.read_so),
    )


def _read(source: Source, address: Address, link: Any) -> None:
    names = tables_of(link, address)
    own = [name for name in names if name not in (*TABLES, "case")]
    heads = {name: partial(_head, link, address, name) for name in own}
    leave_out(source, heads, names, (address.shown, "table"))
    for name in names:
        if name not in own:
            _read_one(source, address, name, link)


def _head(link: Any, address: Address, name: str) -> list[tuple[str, ...]]:
    """Return the names of the columns of a table; none if it cannot be read."""
    try:
        return [tuple(_columns(link, address, name))]
    except driver().Error:
        return []


def _columns(link: Any, address: Address, name: str) -> list[str]:
    with link.transaction():  # a refusal takes back this one statement only
        rows = link.execute(f"SELECT * FROM {_place(address, name)} LIMIT 0")  # noqa: S608 (quoted)
        return [column.name for column in rows.description]


def _place(address: Address, name: str) -> str:
    return f"{quoted(address.schema)}.{quoted(name)}"


def _read_one(source: Source, address: Address, name: str, link: Any) -> None:
    try:
        header = _columns(link, address, name)
        with link.transaction(), link.cursor("cells") as cursor:
            cells = ", ".join(map(_cell, header))
            cursor.execute(f"SELECT {cells} FROM {_place(address, name)}")  # noqa: S608 (quoted)
            columns = fetched(cursor, len(header))
    except driver().Error as error:
        rule = "too_slow" if error.sqlstate == TOO_SLOW else "unreadable"
        problem = problem_of(name, address.shown, rule, first_line(error))
        source.refuse(name, problem)
        return
    take(source, address.shown, name, header, columns)


def _cell(column: str) -> str:
    """Return what gives a cell as text; the server writes numbers as they are kept."""
    return f"left(CAST({quoted(column)} AS text), {MOST_CELL})"
