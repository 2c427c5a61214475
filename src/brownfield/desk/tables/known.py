"""Which case and problems does a version have, without reading it again each time?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from typing import TYPE_CHECKING, TypeVar

from brownfield.desk.store.history import difference
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace
from brownfield.desk.tables.changed import Changes, changes
from brownfield.desk.tables.latest import Latest
from brownfield.desk.tables.reading import Read, read

if TYPE_CHECKING:
    from brownfield.desk.store.cases import Kept
    from brownfield.desk.store.link import Link

MOST = 32  # cases remembered
VERSIONS = 6  # of each
MOST_LOCKS = 1_000  # beyond them cases wait for each other
Place = tuple[Workspace, int]
T = TypeVar("T")


class Known:
    """The last versions of each case that were read; safe to ask from several threads.

    Whoever asks for a case that is being read waits for it; other cases do not wait.
    Readers may look at versions that others have changed since, so a few are kept.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[Place, dict[int, Read]] = {}
        self._changes: dict[Place, dict[int, Changes]] = {}
        self._latest: dict[Place, Latest] = {}
        self._rest = RLock()
        self._locks: dict[tuple[Workspace, str], RLock] = {}

    @contextmanager
    def turn(self, space: Workspace, name: str) -> Iterator[None]:
        """Wait until no other reads a case; who looks at it then sees its last version.

        Many who wait at once so find the same version, which is checked once.
        """
        with self._lock_of(space, name):
            yield

    def read(self, space: Workspace, link: Link, case: Kept) -> Read:
        """Return a case as it is in its last version, typed and checked."""
        place = (space, case.id)
        with self._lock_of(space, case.name):
            kept = self._last(self._found, place, dict)
            if case.version not in kept:
                cells = state(link, case, case.version)
                latest = self._last(self._latest, place, Latest)
                typed = read(case.name, cells, latest)
                _keep(kept, case.version, typed)
            return kept[case.version]

    def changes(self, space: Workspace, link: Link, case: Kept) -> Changes:
        """Return what is not as it was when a case was read."""
        place = (space, case.id)
        with self._lock_of(space, case.name):
            kept = self._last(self._changes, place, dict)
            if case.version not in kept:
                edits = difference(link, case, 0, case.version)
                _keep(kept, case.version, changes(edits))
            return kept[case.version]

    def _lock_of(self, space: Workspace, name: str) -> RLock:
        with self._lock:
            if len(self._locks) >= MOST_LOCKS and (space, name) not in self._locks:
                return self._rest  # names that are no cases, most of them
            return self._locks.setdefault((space, name), RLock())

    def _last(self, of: dict[Place, T], place: Place, make: Callable[[], T]) -> T:
        """Return what is kept of a case, which is the one that was asked for last."""
        with self._lock:
            of[place] = of.pop(place) if place in of else make()
            while len(of) > MOST:
                del of[next(iter(of))]
            return of[place]


def _keep(kept: dict[int, T], version: int, entry: T) -> None:
    """Keep a version, and forget the oldest of more than a few."""
    kept[version] = entry
    for old in sorted(kept)[:-VERSIONS]:
        if old != version:
            del kept[old]
