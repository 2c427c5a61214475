"""Which answers about tables still hold after some of them have changed?

A case is judged again after each of its what-ifs, and most of its tables are the same
frames as before. So a function of tables remembers which frames it read, and what it
found: where it would read the very same ones, the answer stands. Frames are held
weakly; a case that is gone is forgotten. What costs more to work out than tables cost
to compare is kept for other frames with the same rows, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Generic, NamedTuple, TypeVar
from weakref import ref

import polars as pl

from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding

MOST_KEPT = 24  # answers of one function; a case, its latest changes, its groups
MOST_SEEN = 16  # frames of one table that equal ones are taken for
FEW_ROWS = 20_000  # of a frame that is kept to be found again

Judge = Callable[[Tables], Iterable[Finding]]
T = TypeVar("T")


class Read(Mapping[str, pl.DataFrame]):
    """Tables that note which of them are read."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.frames: dict[str, ref[pl.DataFrame]] = {}

    def __getitem__(self, name: str) -> pl.DataFrame:
        frame = self._tables[name]
        self.frames[name] = ref(frame)
        return frame

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


class Answer(NamedTuple):
    """What was found in which frames, under what else was asked."""

    frames: Mapping[str, ref[pl.DataFrame]]
    asked: object
    findings: tuple[Finding, ...]

    def holds(self, tables: Tables, asked: object) -> bool:
        """Return whether these tables would give the same answer."""
        is_same = all(frame() is tables[name] for name, frame in self.frames.items())
        return is_same and self.asked == asked


class Memory:
    """Latest answers of functions of tables, by name of the function."""

    def __init__(self) -> None:
        self._answers: dict[object, deque[Answer]] = {}

    def findings(
        self, name: object, judge: Judge, tables: Tables, asked: object = None
    ) -> tuple[Finding, ...]:
        """Return what a function finds, without asking it again for the same frames.

        Parameters
        ----------
        name
            Of the function, and of what it is bound to.
        judge
            The function; what it finds depends on the tables it reads and on `asked`.
        tables
            Every table.
        asked
            What else the answer depends on.
        """
        kept = self._answers.setdefault(name, deque(maxlen=MOST_KEPT))
        for answer in tuple(kept):  # another thread may add to it meanwhile
            if answer.holds(tables, asked):
                return answer.findings
        read = Read(tables)
        findings = tuple(judge(read))
        kept.append(Answer(read.frames, asked, findings))
        return findings


class Seen:
    """Frames of tables seen before: an equal one is taken for the one that was first.

    So answers about a frame hold for its copies, as a worker process is handed them.
    """

    def __init__(self) -> None:
        self._kept: dict[str, deque[pl.DataFrame]] = {}

    def of(self, tables: Tables) -> dict[str, pl.DataFrame]:
        """Return the tables, each as the equal frame that was seen first."""
        return {name: self._first(name, frame) for name, frame in tables.items()}

    def _first(self, name: str, frame: pl.DataFrame) -> pl.DataFrame:
        if frame.height > FEW_ROWS:
            return frame
        kept = self._kept.setdefault(name, deque(maxlen=MOST_SEEN))
        known = tuple(kept)
        for earlier in known:
            if earlier is frame:
                return earlier
        for earlier in known:
            if earlier.height == frame.height and earlier.equals(frame):
                return earlier
        kept.append(frame)
        return frame


class Again(Generic[T]):
    """What a function made of the same frames before, a few answers long.

    Parameters
    ----------
    most
        How many answers are kept.
    """

    def __init__(self, most: int) -> None:
        self._kept: deque[tuple[list[ref[pl.DataFrame]], object, T]] = deque(
            maxlen=most
        )

    def of(
        self, frames: Sequence[pl.DataFrame], asked: object, make: Callable[[], T]
    ) -> T:
        """Return what is made of some frames, without making it again for the same.

        Parameters
        ----------
        frames
            All that the answer depends on, but for `asked`.
        asked
            What else it depends on.
        make
            Makes the answer; what it raises is not kept.
        """
        for refs, question, kept in tuple(self._kept):
            is_as_asked = len(refs) == len(frames) and question == asked
            if is_as_asked and all(a() is b for a, b in zip(refs, frames, strict=True)):
                return kept
        value = make()
        self._kept.appendleft(([ref(frame) for frame in frames], asked, value))
        return value


class Latest(Generic[T]):
    """What a function last made of some tables, kept while they are there."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self._kept = Again[T](most=1)

    def of(self, tables: Tables, make: Callable[[Tables], T]) -> T:
        """Return what a function makes of tables, without asking it again for the same.

        Parameters
        ----------
        tables
            Every table; those that were named when this was made decide.
        make
            The function; it must read no other table.
        """
        frames = [tables[name] for name in self._names]
        return self._kept.of(frames, None, lambda: make(tables))


class Held(NamedTuple, Generic[T]):
    """What was worked out, and from what."""

    value: T
    tables: Tables
    asked: object
    given: tuple[pl.DataFrame, ...]

    def holds(
        self, tables: Tables, asked: object, given: Sequence[pl.DataFrame]
    ) -> bool:
        """Return whether these tables and frames give the same."""
        return (
            self.asked == asked
            and len(self.given) == len(given)
            and all(map(_same, self.given, given))
            and all(_same(t, tables[name]) for name, t in self.tables.items())
        )


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one is other or one.equals(other)


class Alike(Generic[T]):
    """What a function made of tables, kept for tables that hold the same rows.

    Parameters
    ----------
    size
        How much one answer takes, in rows.
    most
        How many rows are kept beside the latest answer.
    """

    def __init__(self, size: Callable[[T], int], most: int) -> None:
        self._size, self.most = size, most
        self.kept: deque[Held[T]] = deque()
        self._lock = Lock()

    def of(
        self,
        tables: Tables,
        asked: object,
        given: Sequence[pl.DataFrame],
        make: Callable[[Tables], T],
        fits: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """Return what a function makes of tables, made anew only for other rows.

        Parameters
        ----------
        tables
            Every table; those that the function reads decide.
        asked, given
            What else the answer depends on: anything that compares, and frames.
        make
            Makes the answer; it reads tables through what it is handed alone.
        fits
            Whether a kept answer covers what is asked for now.
        """
        for held in tuple(self.kept):
            if fits(held.value) and held.holds(tables, asked, given):
                self._keep(held)
                return held.value
        read = Read(tables)
        value = make(read)
        frames = {name: tables[name] for name in read.frames}
        self._keep(Held(value, frames, asked, tuple(given)))
        return value

    def _keep(self, held: Held[T]) -> None:
        """Put an answer first, so that it goes last; drop the oldest of too many."""
        with self._lock:
            rest = [one for one in self.kept if one is not held]
            self.kept = deque([held, *rest])
            while len(self.kept) > 1 and self._rows() > self.most:
                self.kept.pop()

    def _rows(self) -> int:
        return sum(self._size(held.value) for held in self.kept)
