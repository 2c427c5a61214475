"""How is the file of a workspace opened, read and changed by many at once?"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from brownfield.desk.store.link import BusyError, Dialect
from brownfield.desk.store.schema import VERSION, Kinds, statements
from brownfield.errors import FileError, UseError

if sys.platform != "win32":
    import fcntl

FILE, LOCK = "desk.sqlite", "desk.lock"
PATIENCE = 10.0  # seconds that a change waits for another one
CELL = "json_extract(content, '$.\"' || ? || '\"')"
DIALECT = Dialect(
    has_words="EXISTS (SELECT 1 FROM json_each(content) WHERE value LIKE ? "
    "ESCAPE '\\')",
    cell=CELL,
    number=f"CAST({CELL} AS REAL)",
    is_among="row IN (SELECT value FROM json_each(?))",
    columns="json_each(content)",
    has_what_ifs="json_extract(options, '$.what_ifs') IS NOT NULL",
)
KINDS = Kinds(
    own="INTEGER PRIMARY KEY",
    whole="INTEGER",
    text="TEXT",
    blob="BLOB",
    rows="STRICT",
    keyed="STRICT, WITHOUT ROWID",
)


class SqliteLink(sqlite3.Connection):
    """A connection to the file."""

    dialect = DIALECT


@dataclass(frozen=True)
class SqliteWorkspace:
    """A folder that holds cases, their history and runs in one SQLite file.

    Attributes
    ----------
    folder
        The folder.
    """

    folder: Path
    is_shared = False

    def __str__(self) -> str:
        return str(self.folder)

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.folder / FILE

    @contextmanager
    def reading(self) -> Iterator[SqliteLink]:
        """Give a connection that sees one state of the file until it is closed.

        Raises
        ------
        BusyError
            If the file cannot be read.
        """
        with self._linked() as link:
            link.execute("BEGIN")
            yield link

    @contextmanager
    def changing(self) -> Iterator[SqliteLink]:
        """Give a connection whose changes are kept all together, or none of them.

        An error in the block, or the end of the process, leaves the file as it was.
        Only one change is made at a time; the next one waits.

        Raises
        ------
        BusyError
            If another change takes long, or the file cannot be written.
        """
        with self._linked() as link:
            link.execute("BEGIN IMMEDIATE")
            yield link
            link.execute("COMMIT")

    @contextmanager
    def _linked(self) -> Iterator[SqliteLink]:
        try:
            link = self._link()
            try:
                yield link
            finally:
                link.close()  # what is not committed is taken back
        except sqlite3.OperationalError as error:
            raise BusyError(str(error)) from error

    def _link(self) -> SqliteLink:
        link = sqlite3.connect(
            self.file, timeout=PATIENCE, isolation_level=None, factory=SqliteLink
        )
        link.execute("PRAGMA foreign_keys = ON")
        link.execute("PRAGMA synchronous = FULL")
        return link

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for one server; the hold ends with the process.

        Raises
        ------
        UseError
            If another server has it.
        """
        if sys.platform == "win32":
            yield
            return
        handle = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            message = (
                f"Another server has the workspace {self.folder}. Use its page, or "
                "name another folder: --workspace DIR"
            )
            raise UseError(message) from error
        try:
            yield
        finally:
            with suppress(OSError):
                os.close(handle)

    def leads(self) -> bool:
        """Return that this server answers what waits: it holds the folder alone."""
        return True

    def send(self, word: str) -> None:
        """Tell nobody: no other server has the folder."""

    def heard(self, seconds: float) -> list[str]:  # noqa: ARG002 (as others take it)
        """Return no word: no other server has the folder."""
        return []


def opened_folder(folder: Path) -> SqliteWorkspace:
    """Return the workspace in a folder; a new one where there is none.

    Raises
    ------
    UseError
        If the file there is none of a workspace, or of another version.
    FileError
        If it cannot be written.
    """
    workspace = SqliteWorkspace(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _prepare(workspace)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            message = f"The workspace {folder} cannot be opened: {error}."
            raise FileError(message) from error
        message = (
            f"{workspace.file} is no workspace. Name another folder: --workspace DIR"
        )
        raise UseError(message) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"The workspace {folder} cannot be written: {reason}."
        raise FileError(message) from error
    return workspace


def _prepare(space: SqliteWorkspace) -> None:
    link = sqlite3.connect(space.file, timeout=PATIENCE, isolation_level=None)
    try:
        link.execute("PRAGMA journal_mode = WAL")
        link.execute("BEGIN IMMEDIATE")
        (version,) = link.execute("PRAGMA user_version").fetchone()
        if version == 0:
            _make(link, space)
        elif version != VERSION:
            message = (
                f"{space.file} is of version {version}; this program reads version "
                f"{VERSION}. Name another folder: --workspace DIR"
            )
            raise UseError(message)
        link.execute("COMMIT")
    finally:
        link.close()


def _make(link: sqlite3.Connection, space: SqliteWorkspace) -> None:
    """Make the tables, inside the change that is open."""
    if link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        message = f"{space.file} is no workspace. Name another folder: --workspace DIR"
        raise UseError(message)
    for statement in statements(KINDS):
        link.execute(statement)
    link.execute(f"PRAGMA user_version = {VERSION}")
