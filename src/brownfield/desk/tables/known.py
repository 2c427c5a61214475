"""Which case and problems does a version have, without reading it again each time?"""

import sqlite3
from threading import Lock

from brownfield.desk.store.cases import Kept
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace
from brownfield.desk.tables.reading import Read, read

MOST = 8  # versions remembered, of all cases together


class Known:
    """Versions read last; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[tuple[Workspace, int, int], Read] = {}

    def read(self, space: Workspace, link: sqlite3.Connection, case: Kept) -> Read:
        """Return a case as it is in its last version, typed and checked."""
        place = (space, case.id, case.version)
        with self._lock:
            found = self._found.pop(place, None)
            found = found or read(case.name, state(link, case, case.version))
            self._found[place] = found
            while len(self._found) > MOST:
                del self._found[next(iter(self._found))]
        return found
