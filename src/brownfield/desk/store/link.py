"""What does the store ask of an engine, whichever keeps the workspace?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from brownfield.errors import UseError


@dataclass(frozen=True)
class Dialect:
    """What engines say in different words of SQL; a question mark is a value.

    Attributes
    ----------
    has_words
        Whether a cell of the row `content` is like a pattern, escaped by a backslash.
    cell
        Text of the cell of a column, whose name is the value; NULL if it is blank.
    number
        The same as a number; 0 for what begins with none.
    is_among
        Whether the number `row` is in a list, which is the value as JSON.
    columns
        Rows with the column of each cell of a row as `key`.
    has_what_ifs
        Whether `options` of a run name a what-if.
    """

    has_words: str
    cell: str
    number: str
    is_among: str
    columns: str
    has_what_ifs: str


class Found(Protocol):
    """Rows that a statement gives."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> Any:
        """Return the next row; None if there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Link(Protocol):
    """A connection within one change, or one look, of a workspace."""

    @property
    def dialect(self) -> Dialect:
        """Words of its SQL."""
        ...

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Found:
        """Run a statement; each question mark in it is a value."""
        ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any:
        """Run a statement with each of many rows of values."""
        ...


class Workspace(Protocol):
    """Holds cases, their history and runs."""

    @property
    def is_shared(self) -> bool:
        """Whether several servers may have it at once."""
        ...

    def reading(self) -> AbstractContextManager[Link]:
        """Give a connection that sees one state until it is closed.

        Raises
        ------
        BusyError
            If the workspace cannot be used.
        """
        ...

    def changing(self) -> AbstractContextManager[Link]:
        """Give a connection whose changes are kept all together, or none of them.

        An error in the block, or the end of the process, leaves all as it was. Only
        one change is made at a time; the next one waits.

        Raises
        ------
        BusyError
            If the workspace cannot be used.
        """
        ...

    def held(self) -> AbstractContextManager[None]:
        """Hold the workspace for a server; the hold ends with the process.

        Raises
        ------
        UseError
            If another server has it and it is not shared.
        """
        ...

    def leads(self) -> bool:
        """Return whether this server is the one that answers what waits."""
        ...

    def send(self, word: str) -> None:
        """Tell a word to the servers that share the workspace."""
        ...

    def heard(self, seconds: float) -> list[str]:
        """Return the words told within so many seconds."""
        ...


class BusyError(UseError):
    """The workspace cannot be used now: locked, full, or its server is gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The workspace cannot be used: {reason}. Another change takes long, its "
            "disk is full, or its server is gone. Nothing is changed: go back and send "
            "it again."
        )
