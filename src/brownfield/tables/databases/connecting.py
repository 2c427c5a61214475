"""How is a PostgreSQL server reached, and what is said when it is not?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from brownfield.errors import MissingExtraError, UseError
from brownfield.tables.problems import did_you_mean, listed

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Address

EXTRA = "postgresql"
PATIENCE = 10  # seconds for a connection, and for a lock of somebody else
SETTINGS = {
    "connect_timeout": PATIENCE,
    "client_encoding": "utf8",
    "application_name": "brownfield",
    "keepalives_idle": 30,  # seconds after which a silent other end is looked for
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""Of a connection; what the address says itself goes before."""
WORDS = {
    "55P03": "somebody else is writing there",
    "57014": "it took too long",
    "53100": "the disk of the server is full",
    "25006": "the server takes no changes, as a copy of another one",
    "2BP01": "views or other things of yours are made of its tables",
    "22P05": "the database cannot keep a character, being in no UTF-8",
    "22021": "a cell has a character that no database keeps",
}
"""Why, by the state that PostgreSQL gives."""
ADVICE = {
    "42501": "Ask its owner for: GRANT {needed} TO {user};",
    "55P03": "Try again in a moment.",
    "57014": "Keep the rows of slow views in tables.",
    "53100": "Have space made there, or name another server.",
    "25006": "Name the first server.",
    "2BP01": "Take them away first, or name another schema.",
    "22P05": "Have a database made with ENCODING 'UTF8'.",
    "22021": "Take it out of the case.",
}
"""What to do next."""


@dataclass(frozen=True)
class Doing:
    """What is done at a server, for messages.

    Attributes
    ----------
    what
        What cannot be done: read, written, used.
    needed
        What an owner grants to who may not; {schema} and {database} are their names.
    """

    what: str
    needed: str


def driver() -> Any:
    """Return psycopg, which speaks with PostgreSQL.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        return import_module("psycopg")
    except ImportError as error:  # also where libpq, which it calls, is not there
        message = (
            "PostgreSQL needs psycopg with libpq, which is not installed. Install it "
            f"with: pip install 'brownfield[{EXTRA}]'"
        )
        raise MissingExtraError(message) from error


def connect(address: Address) -> Any:
    """Return a connection, each statement of which is a change of its own.

    Raises
    ------
    MissingExtraError
        If psycopg is not installed.
    UseError
        If the server is not reached, or does not let the user in.
    """
    library = driver()
    try:
        given = library.conninfo.conninfo_to_dict(address.server)
    except library.Error as error:  # its message shows parts of the address
        message = (
            "The address of PostgreSQL has a parameter that its library does not "
            "know. Look at what stands behind the question mark; the schema stands "
            "behind #."
        )
        raise UseError(message) from error
    try:
        parts = {**SETTINGS, **given, "autocommit": True, "prepare_threshold": None}
        link = library.connect(**parts)
        link.execute(f"SET lock_timeout = '{PATIENCE}s'; SET DateStyle = 'ISO'")
    except library.Error as error:
        raise UseError(_not_reached(address, error)) from error
    return link


def _not_reached(address: Address, error: Any) -> str:
    """Return why a server is not reached; libpq says it in words, and two flags."""
    reason = first_line(error)
    begin = f"{address.shown} cannot be reached: {reason}."
    ended = getattr(error, "pgconn", None)
    if "does not exist" in reason and "database" in reason:
        return f"{begin} Have it made (createdb), or name another one."
    if ended is not None and (ended.needs_password or ended.used_password):
        return f"{begin} Put the password in ~/.pgpass or the variable PGPASSWORD."
    return f"{begin} Is it the right host, port and user, and is the server running?"


def first_line(error: BaseException) -> str:
    """Return the first line of a message of the server, without its end."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].removesuffix(":").rstrip(". ")[:300]


@contextmanager
def connected(address: Address, doing: Doing) -> Iterator[Any]:
    """Give a connection, and turn what the server does not do into a UseError.

    Raises
    ------
    MissingExtraError
        If psycopg is not installed.
    UseError
        If the server is not reached, or the block raises an error of PostgreSQL.
    """
    with closing(connect(address)) as link:
        try:
            yield link
        except driver().Error as error:
            raise UseError(in_words(address, link, doing, error)) from error


def in_words(address: Address, link: Any, doing: Doing, error: Any) -> str:
    """Return why something is not done at a server, and what to do next.

    Parameters
    ----------
    address
        Where.
    link
        The connection.
    doing
        What is done.
    error
        What the driver raised.
    """
    info, state = link.info, error.sqlstate or ""
    names = {"schema": quoted(address.schema), "database": quoted(info.dbname)}
    needed = doing.needed.format(**names)
    reason = WORDS.get(state) or first_line(error)
    advice = ADVICE.get(state, "Is the server still running?")
    advice = advice.format(needed=needed, user=quoted(info.user))
    return f"{address.shown} cannot be {doing.what}: {reason}. {advice}"


def quoted(name: str) -> str:
    """Return a name as SQL writes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'


def tables_of(link: Any, address: Address) -> list[str]:
    """Return the names of the tables of a schema and of all that is read like one.

    That is parted tables, views, kept views and tables of other servers.
    """
    rows = link.execute(
        "SELECT relname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS "
        "n ON n.oid = relnamespace WHERE nspname = %s AND relkind IN ('r', 'p', 'v', "
        "'m', 'f') ORDER BY 1",
        [address.schema],
    )
    return [name for (name,) in rows]


def schemas(link: Any) -> dict[str, bool]:
    """Return the schemas of a database that are no part of PostgreSQL, by name.

    True stands for one with a table `case`.
    """
    rows = link.execute(
        "SELECT nspname, EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace "
        "= n.oid AND relname = 'case') FROM pg_catalog.pg_namespace AS n WHERE nspname "
        "<> 'information_schema' AND nspname NOT LIKE 'pg\\_%' ORDER BY 1"
    )
    return dict(rows.fetchall())


def check_there(link: Any, address: Address) -> None:
    """Raise UseError if there is no such schema; it names those there are."""
    there = schemas(link)
    if address.schema in there:
        return
    cases = [name for name, is_case in there.items() if is_case]
    has = f"Schemas with a case: {listed(cases)}." if cases else "It has no case yet."
    if not address.schema:
        message = f"{address.shown} names no schema: write #NAME behind it. {has}"
        raise UseError(message)
    hint = did_you_mean(address.schema, cases or there, has)
    message = f"There is no schema {address.schema!r} in {address.shown}. {hint}"
    raise UseError(message)
