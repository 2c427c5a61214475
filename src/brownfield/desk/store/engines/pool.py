"""How are connections to a server kept ready, so that a page need not wait for one?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from brownfield.tables.databases.connecting import connect, driver, quoted

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Address

MOST_IDLE = 4  # connections kept while nobody asks
FORGOTTEN = "5min"  # after which the server ends a change that its client left open


@dataclass(frozen=True)
class Pool:
    """Connections to a schema; safe to ask from several threads.

    Attributes
    ----------
    address
        The schema.
    """

    address: Address
    _idle: list[Any] = field(default_factory=list, compare=False, repr=False)
    _lock: Lock = field(default_factory=Lock, compare=False, repr=False)

    def begin(self, statement: str) -> Any:
        """Return a connection that has begun a change.

        A connection that was kept and whose server went away since is replaced.

        Raises
        ------
        UseError
            If the server is not reached.
        """
        while kept := self._kept():
            try:
                kept.execute(statement)
            except driver().OperationalError:
                kept.close()
            else:
                return kept
        link = self.new()
        link.execute(statement)
        return link

    def new(self) -> Any:
        """Return a connection of its own, whose names are those of the schema."""
        link = connect(self.address)
        path = quoted(self.address.schema)
        link.execute("SELECT pg_catalog.set_config('search_path', %s, false)", [path])
        link.execute(f"SET idle_in_transaction_session_timeout = '{FORGOTTEN}'")
        return link

    def give_back(self, link: Any) -> None:
        """End what is open on a connection, and keep it if it is sound."""
        try:
            link.execute("ROLLBACK")
        except driver().Error:
            link.close()
            return
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(link)
                return
        link.close()

    def _kept(self) -> Any:
        with self._lock, suppress(IndexError):
            return self._idle.pop()
        return None

    def close(self) -> None:
        """Close the connections that are kept."""
        while kept := self._kept():
            kept.close()
