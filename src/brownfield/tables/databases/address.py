"""Which schema of which PostgreSQL database does an address name?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeGuard
from urllib.parse import parse_qsl, quote, unquote

from brownfield.errors import UseError

SCHEMES = ("postgresql://", "postgres://")
MOST_BYTES = 63  # of a name; PostgreSQL cuts a longer one and only notes it
SECRET = ("password", "sslpassword")  # parameters
EXAMPLE = "postgresql://ann@db.example/team#mycase"
PARTS = re.compile(
    r"postgres(?:ql)?://(?:(?P<user>[^:@/?#]*)@)?(?P<host>[^@/?#]*)"
    r"(?:/(?P<database>[^@/?#]*))?(?:\?(?P<more>[^@#]*))?(?:#(?P<schema>[^@/?#]*))?"
)
HOSTS = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^:,\[\]]*)(?::\d*)?")
OTHER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # more than the letter of a drive
GUARDED = re.compile(r"[^/]*//[^/?#]*:[^/?#]*@")
WITHOUT = (
    "An address has no password: others see it in the list of processes. Leave it out, "
    "and put it in the file ~/.pgpass or the variable PGPASSWORD"
)


@dataclass(frozen=True)
class Address:
    """A schema of a PostgreSQL database. No password is in it.

    Attributes
    ----------
    server
        What stands before #: user, host, port, database and parameters, as libpq, the
        library of PostgreSQL, reads them.
    schema
        What stands behind #, as it is; blank = none is named.
    """

    server: str
    schema: str

    def __str__(self) -> str:
        behind = f"#{quote(self.schema, safe='')}" if self.schema else ""
        return f"{self.server}{behind}"

    @property
    def shown(self) -> str:
        """The address without parameters, as it stands beside problems."""
        return str(replace(self, server=self.server.partition("?")[0]))


Place = Path | Address
"""Where a case is or goes: a folder or file, or a schema."""


def place_of(text: str) -> Place:
    """Return where a case is or goes.

    Raises
    ------
    UseError
        If it is an address of PostgreSQL that cannot be read or holds a password, or
        an address of another kind.
    """
    if is_address(text):
        return address_of(text)
    if OTHER.match(text):
        message = f"No case is kept there. An address of PostgreSQL is {EXAMPLE}."
        raise UseError(message)
    return Path(text)


def folder_at(place: Place) -> Path | None:
    """Return the folder of a case, beside whose tables texts may stand; or None."""
    return place if isinstance(place, Path) and place.is_dir() else None


def check_other(target: Place, where: Place) -> None:
    """Raise UseError if a case would be written over itself."""
    ends = [p.resolve() if isinstance(p, Path) else p.shown for p in (target, where)]
    if ends[0] == ends[1]:
        message = f"{target} is the case itself. Name another target."
        raise UseError(message)


def is_address(text: object) -> TypeGuard[str]:
    """Return whether a text is meant as an address of PostgreSQL."""
    return isinstance(text, str) and text.lower().startswith(SCHEMES)


def address_of(text: str) -> Address:
    """Return an address as it is typed; no message shows it, for a slip may be secret.

    Raises
    ------
    UseError
        If it cannot be read, holds a password, or its schema has a name that
        PostgreSQL would cut.
    """
    scheme, _, rest = text.partition("://")
    match = PARTS.fullmatch(f"{scheme.lower()}://{rest}")
    if match is None or not all(map(HOSTS.fullmatch, match["host"].split(","))):
        raise UseError(_unreadable(text))
    if any(name in SECRET for name, _ in parse_qsl(match["more"] or "")):
        message = f"{WITHOUT}."
        raise UseError(message)
    schema = unquote(match["schema"] or "")
    _check_schema(schema)
    return Address(match[0].partition("#")[0], schema)


def _unreadable(text: str) -> str:
    if GUARDED.match(text):
        return f"{WITHOUT}. An address is written {EXAMPLE}."
    return (
        f"The address of PostgreSQL cannot be read. It is written {EXAMPLE}, with the "
        "schema behind #; : / ? # @ in a name are written %3A %2F %3F %23 %40."
    )


def _check_schema(schema: str) -> None:
    size = len(schema.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        message = (
            f"The name of the schema has {size} bytes; PostgreSQL keeps {MOST_BYTES}. "
            "Take a shorter name."
        )
        raise UseError(message)
    if "\0" in schema or schema.startswith("pg_"):
        message = "A schema is not called so: names with pg_ are PostgreSQL's own."
        raise UseError(message)


def masked(text: object) -> str:
    """Return a text that may be an address of any kind, without its password."""
    return re.sub(r"(//[^/@\s]*?):[^@\s]*@", r"\1:...@", str(text))
