"""How do servers that share a workspace agree who answers what waits?

One of them leads: it holds a lock of the database, which ends with its connection, so
that another one leads if it dies. Words reach all of them by NOTIFY.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from brownfield.errors import UseError
from brownfield.tables.databases.connecting import driver, quoted
from brownfield.tables.databases.locks import TRIED

if TYPE_CHECKING:
    from brownfield.desk.store.engines.pool import Pool


@dataclass
class Signals:
    """The lock of the leader and the words of a shared workspace.

    Attributes
    ----------
    pool
        Gives connections.
    """

    pool: Pool
    _leading: Any = None
    _is_leader: bool = False
    _hearing: Any = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def channel(self) -> str:
        """Name of the channel, alike for all who share the schema and for no other."""
        schema = self.pool.address.schema.encode()
        return f"brownfield_{hashlib.sha256(schema).hexdigest()[:32]}"

    def leads(self) -> bool:
        """Return whether this server leads, or does from now on as nobody else does."""
        with self._lock:
            try:
                return self._leads()
            except (UseError, driver().Error):
                self._end_leading()
                return False

    def _leads(self) -> bool:
        if self._leading is None:
            self._leading = self.pool.new()
        if self._is_leader:
            self._leading.execute("SELECT 1")  # an error if the server is gone
            return True
        name = f"queue of {self.pool.address.schema}"
        (self._is_leader,) = self._leading.execute(TRIED, [name]).fetchone()
        return self._is_leader

    def _end_leading(self) -> None:
        if self._leading is not None:
            self._leading.close()
        self._leading, self._is_leader = None, False

    def heard(self, seconds: float) -> list[str]:
        """Return the words told within so many seconds; one thread at a time asks.

        Raises
        ------
        UseError
            If the server is not reached; the next call tries again.
        """
        if self._hearing is None:
            self._hearing = self.pool.new()
            self._hearing.execute(f"LISTEN {quoted(self.channel)}")
        try:
            notices = self._hearing.notifies(timeout=seconds, stop_after=1)
            return [one.payload for one in notices]
        except driver().Error as error:
            self._hearing.close()
            self._hearing = None
            message = f"{self.pool.address.shown} is gone."
            raise UseError(message) from error

    def close(self) -> None:
        """Lead no more and hear no more."""
        with self._lock:
            self._end_leading()
        if self._hearing is not None:
            with suppress(driver().Error):
                self._hearing.close()
            self._hearing = None
