"""Where does a workspace stand, and what is common to all of them?"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from brownfield.desk.store.engines.postgresql import opened_schema
from brownfield.desk.store.engines.sqlite import opened_folder
from brownfield.desk.store.link import BusyError, Link, Workspace
from brownfield.errors import UseError
from brownfield.tables.databases.address import Address

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Place

__all__ = ["AbsentError", "BusyError", "Link", "Workspace", "held", "now", "opened"]


class AbsentError(UseError):
    """There is nothing of that name or number."""


def opened(where: Place) -> Workspace:
    """Return the workspace in a folder or schema; a new one where there is none.

    Raises
    ------
    UseError
        If what is there is no workspace, or of another version, or the server is not
        reached.
    MissingExtraError
        If psycopg, which speaks with PostgreSQL, is not installed.
    FileError
        If it cannot be written.
    """
    if isinstance(where, Address):
        return opened_schema(where)
    return opened_folder(where)


def held(space: Workspace) -> AbstractContextManager[None]:
    """Hold a workspace for a server; the hold ends with the process.

    Raises
    ------
    UseError
        If another server has it and it is not shared.
    """
    return space.held()


def now() -> str:
    """Return the time as it is kept: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
