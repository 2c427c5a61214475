"""How are runs taken from the queue, one worker process each, and kept whole?"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.connection import Connection
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from brownfield.desk.runs.board import Board
from brownfield.desk.runs.worker import STOP, Failed, Step, Task, work
from brownfield.desk.store.cases import kept_case, kept_texts
from brownfield.desk.store.runs import (
    ENDED,
    FAILED,
    LOST,
    RUNNING,
    STOPPED,
    WAITING,
    Answered,
    Run,
    begin,
    end,
    finish,
    has_waiting,
    run_of,
    settle,
)
from brownfield.desk.store.states import state
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.desk.store.workspace import Workspace

POLL_SECONDS = 0.2  # how often the end of the server is looked for
PATIENCE = 5.0  # seconds without a call after which the queue is looked at
SPAWN = multiprocessing.get_context("spawn")  # forked threads of polars would hang
DIED = "Its worker process ended; there may be too little memory. Ask again."
UNBORN = (
    "The machine did not start a worker process; there may be too little memory. Close "
    "other programs, or serve with fewer --jobs, and ask again."
)
UNWRITTEN = (
    "Its answer could not be written: {}. Make room on the disk of the workspace, or "
    "let it be written, then ask again."
)
UNWRITABLE = (UseError, OSError)
ASKED = "asked"  # said to other servers: something waits
SEEN = "seen"  # so far is a run; each second while it is at work
TELL_SECONDS = 0.9
LIMIT = "solve.time_limit_seconds"


@dataclass
class Queue:
    """Answers what waits in a workspace, in so many worker processes.

    Attributes
    ----------
    space
        The workspace.
    jobs
        Most runs at work side by side.
    board
        How far each is.
    """

    space: Workspace
    jobs: int = 1
    board: Board = field(default_factory=Board)
    _pipes: dict[int, Connection] = field(default_factory=dict)
    _to_stop: set[int] = field(default_factory=set)
    _unwritten: dict[int, str] = field(default_factory=dict)
    _threads: list[Thread] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _is_leading: bool = False
    _called: Event = field(default_factory=Event)
    _closing: Event = field(default_factory=Event)

    def open(self) -> None:
        """Offer again what was lost, and begin to answer what waits."""
        self._lead()
        with suppress(UseError):  # from now on no word is missed
            self.space.heard(0.0)
        self._threads = [Thread(target=self._serve) for _ in range(self.jobs)]
        if self.space.is_shared:
            self._threads.append(Thread(target=self._hear))
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End all work; runs at work are offered again."""
        self._closing.set()
        for thread in self._threads:
            while thread.is_alive():
                self._called.set()  # another thread may have taken the last call
                thread.join(POLL_SECONDS)

    @property
    def is_closing(self) -> bool:
        """Whether the server ends."""
        return self._closing.is_set()

    def call(self) -> None:
        """Say that something waits."""
        self._called.set()
        self.space.send(ASKED)

    def stop(self, number: int) -> None:
        """Stop a run: one that waits at once, one at work with its best plan so far."""
        with self.space.changing() as link:
            run = run_of(link, number)
            if run.state == WAITING:
                end(link, number, STOPPED, "It was stopped before it began.")
        if run.state != RUNNING:
            return
        if self._lead():
            self._stop_here(number)
        else:
            self.space.send(f"{STOP} {number}")

    def _stop_here(self, number: int) -> None:
        with self._lock:
            pipe = self._pipes.get(number)
            if pipe is None:
                self._to_stop.add(number)  # taken from the queue, not yet at work
                return
            self.board.stopping(number)
            with suppress(OSError):
                pipe.send(STOP)

    def as_is(self, run: Run) -> Run:
        """Return a run as it is, also where that could not be written."""
        with self._lock:
            trouble = self._unwritten.get(run.id)
        if trouble is None or not run.is_open:
            return run
        return replace(run, state=FAILED, trouble=trouble)

    def _hear(self) -> None:
        """Listen to the other servers that share the workspace."""
        while not self._closing.is_set():
            try:
                words = self.space.heard(POLL_SECONDS)
            except UseError:  # its server is gone
                self._closing.wait(PATIENCE)
                continue
            for word in words:
                self._heed(word)

    def _heed(self, word: str) -> None:
        what, _, number = word.partition(" ")
        if what == ASKED:
            self._called.set()
        elif what == SEEN and not self._is_leading:
            number, _, words = number.partition(" ")
            if number.isdecimal():
                self.board.tell(int(number), words)
        elif what == STOP and self._is_leading and number.isdecimal():
            self._stop_here(int(number))

    def _lead(self) -> bool:
        """Return whether this server answers what waits.

        Who leads from now on offers again what was at work when another one died.
        """
        is_leading = self.space.leads()
        with self._lock:
            is_new = is_leading and not self._is_leading
            self._is_leading = is_leading
            ours = tuple(self._pipes)
        if is_new:
            with self.space.changing() as link:
                settle(link, ours)
        return is_leading

    def _serve(self) -> None:
        while not self._closing.is_set():
            self._write_failures()
            with suppress(UseError):  # the disk is full, or the server is gone
                next_run = self._next()
                if next_run is not None:
                    self._answer(*next_run)
                    continue
            self._called.wait(PATIENCE)
            self._called.clear()

    def _next(self) -> tuple[Run, Task] | None:
        if not self._lead():
            return None
        with self.space.reading() as link:
            if not has_waiting(link):
                return None
        with self.space.changing() as link:
            run = begin(link)
            return None if run is None else (run, self._task(link, run))

    def _task(self, link: Any, run: Run) -> Task:
        case = kept_case(link, run.case)
        cells = state(link, case, run.version)
        texts = kept_texts(link, case)
        return Task(run.id, case.name, cells, texts, run.question, run.options)

    def _answer(self, run: Run, task: Task) -> None:
        """Answer one run in a new process, and keep how it ended."""
        ours, theirs = SPAWN.Pipe()
        self._begin(run.id, ours)
        try:
            with ours, _worker(theirs, task):
                keep = self._heard(run.id, ours, _limit(task))
        except OSError:
            keep = partial(end, number=run.id, state=LOST, trouble=UNBORN)
        with self._lock:
            del self._pipes[run.id]
        try:
            with self.space.changing() as link:
                keep(link)
        except UNWRITABLE as error:
            with self._lock:
                self._unwritten[run.id] = UNWRITTEN.format(error)
        finally:
            self.board.end(run.id)
            self._tell(run.id)

    def _write_failures(self) -> None:
        """Keep that runs failed whose answers could not be written, once it can be."""
        with self._lock:
            unwritten = dict(self._unwritten)
        if not unwritten:
            return
        with suppress(*UNWRITABLE), self.space.changing() as link:
            for number, trouble in unwritten.items():
                end(link, number, FAILED, trouble)
        with suppress(*UNWRITABLE), self.space.reading() as link:
            kept = {number for number in unwritten if not run_of(link, number).is_open}
            with self._lock:
                self._unwritten = {
                    number: trouble
                    for number, trouble in self._unwritten.items()
                    if number not in kept
                }

    def _begin(self, number: int, pipe: Connection) -> None:
        """Let who stops a run from now on be heard once its worker is there."""
        self.board.begin(number)
        with self._lock:
            self._pipes[number] = pipe
            if number in self._to_stop:
                self._to_stop.remove(number)
                self.board.stopping(number)
                pipe.send(STOP)

    def _heard(
        self, number: int, pipe: Connection, limit: float | None
    ) -> Callable[[Any], None]:
        """Listen to a worker until it ends; return what keeps how it ended."""
        tell_time = 0.0
        while not self._closing.is_set():
            if self.board.clock() - tell_time >= TELL_SECONDS:
                tell_time = self.board.clock()
                self._tell(number)
            try:
                notice = pipe.recv() if pipe.poll(POLL_SECONDS) else None
            except (EOFError, OSError):
                return lambda link: end(link, number, *self._died(number))
            if isinstance(notice, Step):
                self.board.note(number, notice, limit)
            elif isinstance(notice, Answered):
                return lambda link: finish(link, number, notice)
            elif isinstance(notice, Failed):
                how = STOPPED if notice.is_stopped else FAILED
                return lambda link: end(link, number, how, notice.message)
        return lambda link: end(link, number, LOST, ENDED)

    def _tell(self, number: int) -> None:
        """Tell the other servers how far a run is; nothing where there are none."""
        if self.space.is_shared:
            with suppress(UseError):
                self.space.send(f"{SEEN} {number} {self.board.words(number)}".rstrip())

    def _died(self, number: int) -> tuple[str, str]:
        seen = self.board.seen(number)
        if seen and seen.is_stopping:
            return STOPPED, "It was stopped before a first answer was found."
        return LOST, DIED


@contextmanager
def _worker(pipe: Connection, task: Task) -> Iterator[None]:
    """Have a process at work on a task; it is gone after the block.

    Raises
    ------
    OSError
        If the machine does not start one.
    """
    process = SPAWN.Process(target=work, args=(pipe, task), daemon=True)
    with pipe:
        process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def _limit(task: Task) -> float | None:
    """Return the time limit of a search, seconds; None if nobody gave one."""
    given = task.options.get("time_limit")
    if given is not None:
        return float(given)
    rows = task.cells.get("case", {}).values()
    limits = [row.get("value") for row in rows if row.get("key") == LIMIT]
    with suppress(ValueError, TypeError):
        return float(limits[0]) if limits and limits[0] else None
    return None
