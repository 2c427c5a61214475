"""How is the file of a workspace opened, read and changed by many at once?"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from brownfield.desk.store import schema
from brownfield.errors import FileError, UseError

if sys.platform != "win32":
    import fcntl

FILE, LOCK = "desk.sqlite", "desk.lock"
PATIENCE = 10.0  # seconds that a change waits for another one
Row = sqlite3.Row


class AbsentError(UseError):
    """There is nothing of that name or number."""


@dataclass(frozen=True)
class Workspace:
    """A folder that holds cases, their history and runs in one SQLite file.

    Attributes
    ----------
    folder
        The folder.
    """

    folder: Path

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.folder / FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the file until it is closed."""
        link = self._linked()
        try:
            link.execute("BEGIN")
            yield link
        finally:
            link.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are kept all together, or none of them.

        An error in the block, or the end of the process, leaves the file as it was.
        Only one change is made at a time; the next one waits.
        """
        link = self._linked()
        try:
            link.execute("BEGIN IMMEDIATE")
            yield link
            link.execute("COMMIT")
        finally:
            link.close()  # what is not committed is taken back

    def _linked(self) -> sqlite3.Connection:
        link = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
        link.row_factory = sqlite3.Row
        link.execute("PRAGMA foreign_keys = ON")
        link.execute("PRAGMA synchronous = FULL")
        return link


def opened(folder: Path) -> Workspace:
    """Return the workspace in a folder; a new one where there is none.

    Raises
    ------
    UseError
        If the file there is none of a workspace, or of another version.
    FileError
        If it cannot be written.
    """
    found = Workspace(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _prepare(found)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            message = f"The workspace {folder} cannot be opened: {error}."
            raise FileError(message) from error
        message = f"{found.file} is no workspace. Name another folder: --workspace DIR"
        raise UseError(message) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"The workspace {folder} cannot be written: {reason}."
        raise FileError(message) from error
    return found


def _prepare(space: Workspace) -> None:
    link = sqlite3.connect(space.file, timeout=PATIENCE, isolation_level=None)
    try:
        link.execute("PRAGMA journal_mode = WAL")
        link.execute("BEGIN IMMEDIATE")
        (version,) = link.execute("PRAGMA user_version").fetchone()
        if version == 0:
            _make(link, space)
        elif version != schema.VERSION:
            message = (
                f"{space.file} is of version {version}; this program reads version "
                f"{schema.VERSION}. Name another folder: --workspace DIR"
            )
            raise UseError(message)
        link.execute("COMMIT")
    finally:
        link.close()


def _make(link: sqlite3.Connection, space: Workspace) -> None:
    """Make the tables, inside the change that is open."""
    if link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        message = f"{space.file} is no workspace. Name another folder: --workspace DIR"
        raise UseError(message)
    for statement in schema.TABLES.split(";"):
        if statement.strip():
            link.execute(statement)
    link.execute(f"PRAGMA user_version = {schema.VERSION}")


@contextmanager
def held(space: Workspace) -> Iterator[None]:
    """Hold a workspace for one server; the hold ends with the process.

    Raises
    ------
    UseError
        If another server has it.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(space.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        message = (
            f"Another server has the workspace {space.folder}. Use its page, or name "
            "another folder: --workspace DIR"
        )
        raise UseError(message) from error
    try:
        yield
    finally:
        with suppress(OSError):
            os.close(handle)


def now() -> str:
    """Return the time as it is kept: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
