"""Which answers about tables still hold after some of them have changed?

A case is judged again after each of its what-ifs, and most of its tables are the same
frames as before. So a function of tables remembers which frames it read, and what it
found: where it would read the very same ones, the answer stands. Frames are held
weakly; a case that is gone is forgotten. What costs more to work out than tables cost
to compare is kept for other frames with the same rows, too.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from threading import Lock
from typing import (
    TYPE_CHECKING,
    Concatenate,
    Generic,
    NamedTuple,
    ParamSpec,
    TypeAlias,
    TypeVar,
)
from weakref import ref

import polars as pl

if TYPE_CHECKING:
    from brownfield.tables.problems import Finding

Tables = Mapping[str, pl.DataFrame]

MOST_KEPT = 24  # answers of one function; a case, its latest changes, its groups
FEW_ROWS = 20_000  # of a frame that is kept to be found again
MOST_SAME = 1_000_000  # rows of all frames that equal ones are taken for
FRAME = 100  # rows that take as much as a frame without any
MOST_STEPS = 64  # answers of a step: dozens of futures, of a case and of changed ones
MOST_ROWS = 500_000  # of the answers of a step, but for the latest

Judge: TypeAlias = "Callable[[Tables], Iterable[Finding]]"
T = TypeVar("T")
P = ParamSpec("P")
Columns = tuple[str, ...] | None  # None = all of them
First = tuple[ref[pl.DataFrame], pl.DataFrame | None]  # of a frame; None = itself


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
        for name, frame in self.frames.items():
            if frame() is not tables[name]:
                return False
        return self.asked is asked or self.asked == asked


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
        for answer in tuple(kept):  # another thread may add to it; the latest is first
            if answer.holds(tables, asked):
                return answer.findings
        read = Read(tables)
        findings = tuple(judge(read))
        kept.appendleft(Answer(read.frames, asked, findings))
        return findings


class Again(Generic[T]):
    """What a function made of the same frames before, a few answers long.

    Parameters
    ----------
    most
        How many answers are kept.
    size
        How much one answer takes, in rows.
    rows
        How many rows are kept beside the latest answer.
    """

    def __init__(
        self,
        most: int,
        size: Callable[[T], int] = lambda _: 0,
        rows: int = MOST_ROWS,
    ) -> None:
        self.most, self.rows, self._size = most, rows, size
        self.kept: deque[tuple[list[ref[pl.DataFrame]], object, T]] = deque()
        self._lock = Lock()

    def of(
        self,
        frames: Sequence[pl.DataFrame],
        asked: object,
        make: Callable[[], T],
        fits: Callable[[T], bool] = lambda _: True,
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
        fits
            Whether a kept answer covers what is asked for now.
        """
        for answer in tuple(self.kept):
            refs, question, value = answer
            is_alike = len(refs) == len(frames) and all(map(_is_of, refs, frames))
            if is_alike and question == asked and fits(value):
                self._keep(answer)
                return value
        value = make()
        self._keep(([ref(frame) for frame in frames], asked, value))
        return value

    def _keep(self, answer: tuple[list[ref[pl.DataFrame]], object, T]) -> None:
        """Put an answer first, so that it goes last."""
        if self.kept and self.kept[0] is answer:
            return
        with self._lock:
            rest = [one for one in self.kept if one is not answer]
            kept = deque([answer, *rest])
            if len(rest) == len(self.kept):
                rows = sum(self._size(value) for _, _, value in kept)
                while len(kept) > 1 and (len(kept) > self.most or rows > self.rows):
                    rows -= self._size(kept.pop()[2])
            self.kept = kept


def _is_of(kept: ref[pl.DataFrame], frame: pl.DataFrame) -> bool:
    return kept() is frame


class Same:
    """Columns of frames: where they hold the same rows, the very same frame.

    So what is made of a few columns of a table holds for every table that differs in
    others only, and whether it does is seen without comparing rows.
    """

    def __init__(self) -> None:
        self._of: dict[tuple[int, Columns], First] = {}
        self._first: OrderedDict[object, pl.DataFrame] = OrderedDict()
        self._rows = 0
        self._lock = Lock()

    def of(self, frame: pl.DataFrame, columns: Columns = None) -> pl.DataFrame:
        """Return columns of a frame, as the equal ones that were seen first.

        Parameters
        ----------
        frame
            A table, or what was made of some.
        columns
            Names of columns; None = all.
        """
        place = id(frame), columns
        entry = self._of.get(place)
        if entry is not None and entry[0]() is frame:
            return frame if entry[1] is None else entry[1]
        first = self._seen(frame if columns is None else frame.select(columns))
        until_gone = ref(frame, lambda _: self._of.pop(place, None))
        self._of[place] = until_gone, None if first is frame else first
        return first

    def _seen(self, frame: pl.DataFrame) -> pl.DataFrame:
        if frame.height > FEW_ROWS:
            return frame
        rows = frame.hash_rows().sum() if frame.width else 0  # polars 1.36 needs a key
        mark = (*frame.schema.items(), frame.height, rows)
        with self._lock:
            first = self._first.get(mark)
            if first is None:
                first = self._first[mark] = frame
                self._rows += FRAME + frame.height
            elif not first.equals(frame):
                return frame  # another one with the same mark
            self._first.move_to_end(mark)
            while self._rows > MOST_SAME:
                self._rows -= FRAME + self._first.popitem(last=False)[1].height
        return first


SAME = Same()


class Few(Mapping[str, pl.DataFrame]):
    """Some columns of some tables; there are no others.

    Parameters
    ----------
    tables
        Every table.
    reads
        Columns by table; None = all of them.
    """

    def __init__(self, tables: Tables, reads: Mapping[str, Columns]) -> None:
        self._tables, self._reads = tables, reads

    def __getitem__(self, name: str) -> pl.DataFrame:
        return SAME.of(self._tables[name], self._reads[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._reads)

    def __len__(self) -> int:
        return len(self._reads)


def is_alike(one: Few, other: Few) -> bool:
    """Return whether the same columns hold the same rows."""
    return all(map(_is, one.values(), other.values()))


def _is(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one is other


Step = Callable[Concatenate[Tables, P], T]


def remembered(
    most: int = MOST_STEPS, /, **reads: Columns
) -> Callable[[Step[P, T]], Step[P, T]]:
    """Return what makes a function of tables remember its latest answers.

    It is handed no column but those it is declared to read, so that no answer can hang
    on another one. An answer stands for tables with the same rows in these.

    Parameters
    ----------
    most
        How many answers are kept.
    reads
        Columns by table; None = all of them. The other arguments of the function are
        frames, of which the very same ones are meant, and what compares.
    """

    def step(make: Step[P, T]) -> Step[P, T]:
        kept = Again[T](most, _height)

        @wraps(make)
        def answer(tables: Tables, /, *given: P.args, **named: P.kwargs) -> T:
            few = Few(tables, reads)
            frames = [one for one in given if isinstance(one, pl.DataFrame)]
            rest = [... if isinstance(one, pl.DataFrame) else one for one in given]
            read, asked = [*few.values(), *frames], (rest, named)
            return kept.of(read, asked, lambda: make(few, *given, **named))

        return answer

    return step


def _height(value: object) -> int:
    """Return how many rows a frame, or several, have; 0 for anything else."""
    if isinstance(value, pl.DataFrame):
        return value.height
    return sum(map(_height, value)) if isinstance(value, tuple) else 0


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
