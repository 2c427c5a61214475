"""How are runs taken from the queue, one worker process each, and kept whole?"""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from threading import Event, Lock, Thread
from typing import Any

from brownfield.desk.runs.board import Board
from brownfield.desk.runs.worker import STOP, Failed, Step, Task, work
from brownfield.desk.store.cases import kept_case, kept_texts
from brownfield.desk.store.runs import (
    FAILED,
    LOST,
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
from brownfield.desk.store.workspace import Workspace

POLL_SECONDS = 0.2  # how often the end of the server is looked for
PATIENCE = 5.0  # seconds without a call after which the queue is looked at
SPAWN = multiprocessing.get_context("spawn")  # forked threads of polars would hang
DIED = "Its worker process ended; there may be too little memory. Ask again."
ENDED = "The server ended while it was at work."
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
    _threads: list[Thread] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _called: Event = field(default_factory=Event)
    _closing: Event = field(default_factory=Event)

    def open(self) -> None:
        """Offer again what was lost, and begin to answer what waits."""
        with self.space.changing() as link:
            settle(link)
        self._threads = [Thread(target=self._serve) for _ in range(self.jobs)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End all work; runs at work are offered again."""
        self._closing.set()
        self._called.set()
        for thread in self._threads:
            thread.join()

    @property
    def is_closing(self) -> bool:
        """Whether the server ends."""
        return self._closing.is_set()

    def call(self) -> None:
        """Say that something waits."""
        self._called.set()

    def stop(self, number: int) -> None:
        """Stop a run: one that waits at once, one at work with its best plan so far."""
        with self.space.changing() as link:
            if run_of(link, number).state == WAITING:
                end(link, number, STOPPED, "It was stopped before it began.")
                return
        with self._lock:
            pipe = self._pipes.get(number)
            if pipe is None:
                self._to_stop.add(number)  # taken from the queue, not yet at work
                return
            self.board.stopping(number)
            with suppress(OSError):
                pipe.send(STOP)

    def _serve(self) -> None:
        while not self._closing.is_set():
            found = self._next()
            if found is None:
                self._called.wait(PATIENCE)
                self._called.clear()
            else:
                self._answer(*found)

    def _next(self) -> tuple[Run, Task] | None:
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
        self.board.begin(run.id)
        ours, theirs = SPAWN.Pipe()
        with self._lock:
            self._pipes[run.id] = ours  # who stops it now is heard once it works
            if run.id in self._to_stop:
                ours.send(STOP)
        process = SPAWN.Process(target=work, args=(theirs, task), daemon=True)
        process.start()
        theirs.close()
        try:
            keep = self._heard(run.id, ours, _limit(task))
        finally:
            with self._lock:
                del self._pipes[run.id]
            ours.close()
            process.kill()
            process.join()
        with self.space.changing() as link:
            keep(link)
        self.board.end(run.id)

    def _heard(
        self, number: int, pipe: Connection, limit: float | None
    ) -> Callable[[Any], None]:
        """Listen to a worker until it ends; return what keeps how it ended."""
        while not self._closing.is_set():
            try:
                found = pipe.recv() if pipe.poll(POLL_SECONDS) else None
            except (EOFError, OSError):
                return lambda link: end(link, number, *self._died(number))
            if isinstance(found, Step):
                self.board.note(number, found, limit)
            elif isinstance(found, Answered):
                return lambda link: finish(link, number, found)
            elif isinstance(found, Failed):
                how = STOPPED if found.is_stopped else FAILED
                return lambda link: end(link, number, how, found.message)
        return lambda link: end(link, number, LOST, ENDED)

    def _died(self, number: int) -> tuple[str, str]:
        seen = self.board.seen(number)
        if seen and seen.is_stopping:
            return STOPPED, "It was stopped before a first answer was found."
        return LOST, DIED


def _limit(task: Task) -> float | None:
    """Return the time limit of a search, seconds; None if nobody gave one."""
    given = task.options.get("time_limit")
    if given is not None:
        return float(given)
    rows = task.cells.get("case", {}).values()
    found = [row.get("value") for row in rows if row.get("key") == LIMIT]
    with suppress(ValueError, TypeError):
        return float(found[0]) if found and found[0] else None
    return None
