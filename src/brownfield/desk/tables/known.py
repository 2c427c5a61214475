"""Which case and problems does a version have, without reading it again each time?"""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import TYPE_CHECKING

from brownfield.desk.store.history import difference
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace
from brownfield.desk.tables.changed import Changes, changes
from brownfield.desk.tables.reading import Read, read

if TYPE_CHECKING:
    from brownfield.desk.store.cases import Kept

MOST = 32  # cases remembered, each in one version
Place = tuple[Workspace, int]


class Known:
    """The version of each case that was read last; safe to ask from several threads.

    Whoever asks for a case that is being read waits for it; other cases do not wait.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[Place, tuple[int, Read]] = {}
        self._changes: dict[Place, tuple[int, Changes]] = {}
        self._locks: dict[Place, Lock] = {}

    def read(self, space: Workspace, link: sqlite3.Connection, case: Kept) -> Read:
        """Return a case as it is in its last version, typed and checked."""
        place = (space, case.id)
        with self._lock_of(place):
            version, found = self._found.get(place, (-1, None))
            if found is None or version != case.version:
                found = read(case.name, state(link, case, case.version))
                if case.version > version:
                    self._keep(place, case.version, found)
        return found

    def changes(
        self, space: Workspace, link: sqlite3.Connection, case: Kept
    ) -> Changes:
        """Return what is not as it was when a case was read."""
        place = (space, case.id)
        with self._lock_of(place):
            version, found = self._changes.get(place, (-1, None))
            if found is None or version != case.version:
                found = changes(difference(link, case, 0, case.version))
                self._changes[place] = (case.version, found)
        return found

    def _lock_of(self, place: Place) -> Lock:
        with self._lock:
            return self._locks.setdefault(place, Lock())

    def _keep(self, place: Place, version: int, found: Read) -> None:
        with self._lock:
            self._found.pop(place, None)
            self._found[place] = (version, found)
            while len(self._found) > MOST:
                del self._found[next(iter(self._found))]
