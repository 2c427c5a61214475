"""How is a case written to a schema of PostgreSQL, whole or not at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.databases.connecting import (
    Doing,
    connected,
    quoted,
    schemas,
    tables_of,
)
from brownfield.tables.databases.locks import ALONE
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import listed

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Address
    from brownfield.tables.frames import Tables

WRITING = Doing(
    "written",
    "CREATE ON DATABASE {database}, or where it is there ALL ON SCHEMA {schema}",
)
KINDS = {
    pl.String: "text",
    pl.Int64: "bigint",
    pl.Float64: "double precision",
    pl.Boolean: "boolean",
}


def write_schema(tables: Tables, address: Address, *, overwrite: bool) -> None:
    """Write each table as a table of a schema, which is made if it is not there.

    Readers see the old case until the new one is whole.

    Parameters
    ----------
    tables
        Typed tables by name, the settings as `case`.
    address
        The schema.
    overwrite
        Whether a case that stands there is replaced.

    Raises
    ------
    MissingExtraError
        If psycopg is not installed.
    UseError
        If the server is not reached or does not take the case, or the schema holds a
        case already or anything else.
    """
    with connected(address, WRITING) as link, link.transaction():
        link.execute(ALONE, [address.schema])
        _make_room(link, address, overwrite=overwrite)
        for name, frame in tables.items():
            _write_one(link, f"{quoted(address.schema)}.{quoted(name)}", frame)


def check_target(address: Address, *, overwrite: bool) -> None:
    """Raise UseError if a case cannot go to a schema; nothing is written.

    Raises
    ------
    MissingExtraError
        If psycopg is not installed.
    UseError
        If the server is not reached, or the schema holds a case already or anything
        else.
    """
    with connected(address, WRITING) as link:
        _taken(link, address, overwrite=overwrite)


def _make_room(link: Any, address: Address, *, overwrite: bool) -> None:
    there = _taken(link, address, overwrite=overwrite)
    if address.schema not in schemas(link):
        link.execute(f"CREATE SCHEMA {quoted(address.schema)}")
    for name in there:
        link.execute(f"DROP TABLE {quoted(address.schema)}.{quoted(name)}")


def _taken(link: Any, address: Address, *, overwrite: bool) -> list[str]:
    """Return the tables of the case that stands in a schema and may be replaced."""
    if not address.schema:
        message = f"{address.shown} names no schema: write #NAME behind it."
        raise UseError(message)
    there = tables_of(link, address)
    foreign = [name for name in there if name not in (*TABLES, "case")]
    if foreign or (there and "case" not in there):
        what = listed(foreign or there, most=5)
        message = (
            f"{address.shown} is not only a case (it holds {what}), so it is not "
            "replaced. Name another schema, or move those tables away."
        )
        raise UseError(message)
    if there and not overwrite:
        message = (
            f"{address.shown} is there already. Choose another schema, or ask for it "
            "to be replaced (convert has --overwrite)."
        )
        raise UseError(message)
    return there


def _write_one(link: Any, place: str, frame: pl.DataFrame) -> None:
    """Write one table; blank cells are NULL."""
    columns = ", ".join(
        f"{quoted(name)} {KINDS[type(dtype)]}" for name, dtype in frame.schema.items()
    )
    link.execute(f"CREATE TABLE {place} ({columns})")
    with link.cursor() as cursor, cursor.copy(f"COPY {place} FROM STDIN") as copy:
        for row in frame.iter_rows():
            copy.write_row(row)
