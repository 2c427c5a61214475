"""How does work run side by side in worker processes that may be killed?

Each worker has a pipe of its own. It gets one item at a time, so a worker that dies
loses one item only, and that item is begun again in a new worker.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from brownfield.errors import WorkerError
from brownfield.work.interrupts import Pressed, interrupts
from brownfield.work.outcomes import Ended, ended, result_of

if TYPE_CHECKING:
    from brownfield.work.notes import Item, OnNote, Result

MOST_TRIES = 3  # of one item whose worker dies
POLL_SECONDS = 0.1  # how often Ctrl-C is looked for
SPAWN = multiprocessing.get_context("spawn")  # forked threads of polars would hang


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    position: int | None = None
    has_begun: bool = False


@dataclass
class _Run:
    """One call of `map`: what waits, what is done, who listens."""

    function: Callable[[Any], Any]
    items: list[Any]
    on_note: OnNote | None
    waiting: deque[int] = field(init=False)
    answers: dict[int, Ended] = field(default_factory=dict)
    tries: Counter[int] = field(default_factory=Counter)
    is_stopping: bool = False

    def __post_init__(self) -> None:
        self.waiting = deque(range(len(self.items)))


class Processes:
    """Runs items in up to `jobs` worker processes, which stay for the next `map`.

    Use it in a `with` block; leaving the block ends the workers.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end(self._workers)

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Yield the results in order, while later items are at work.

        Raises
        ------
        WorkerError
            If the workers of one item die again and again.
        """
        run = _Run(function, list(items), on_note)
        try:
            with interrupts(raises_at=2) as pressed:
                for position in range(len(run.items)):
                    self._work_until(position, run, pressed)
                    yield result_of(run.answers.pop(position))
        finally:
            self._end(self._busy())

    def _work_until(self, position: int, run: _Run, pressed: Pressed) -> None:
        while position not in run.answers:
            if pressed.count and not run.is_stopping:
                self._stop_soon(run)
            self._hand_out(run)
            busy: dict[Any, _Worker] = {w.pipe: w for w in self._busy()}
            if not busy:
                raise KeyboardInterrupt
            for pipe in wait(list(busy), timeout=POLL_SECONDS):
                self._hear(busy[pipe], run)

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.position is not None]

    def _stop_soon(self, run: _Run) -> None:
        """Begin nothing more; let searches that run give their best plan so far."""
        run.is_stopping = True
        run.waiting.clear()
        for worker in self._busy():
            if worker.has_begun:
                os.kill(worker.process.pid, signal.SIGINT)
            else:
                worker.process.kill()

    def _hand_out(self, run: _Run) -> None:
        while run.waiting and (worker := self._free()):
            worker.position, worker.has_begun = run.waiting.popleft(), False
            run.tries[worker.position] += 1
            with suppress(OSError):  # a worker that died is noticed when it is heard
                worker.pipe.send((run.function, run.items[worker.position]))

    def _free(self) -> _Worker | None:
        for worker in self._workers:
            if worker.position is None:
                return worker
        if len(self._workers) >= self._jobs:
            return None
        self._workers.append(_started())
        return self._workers[-1]

    def _hear(self, worker: _Worker, run: _Run) -> None:
        position = worker.position
        if position is None:
            return
        try:
            kind, content = worker.pipe.recv()
        except (EOFError, OSError):
            self._end([worker])
            _begin_again(position, run)
            return
        if kind == "begun":
            worker.has_begun = True
        elif kind == "note" and run.on_note:
            run.on_note(position, content)
        if kind in ("begun", "note"):
            return
        worker.position = None
        if kind != "stopped":
            run.answers[position] = (kind, content)

    def _end(self, workers: list[_Worker]) -> None:
        for worker in list(workers):
            worker.pipe.close()
            worker.process.kill()
            worker.process.join()
            self._workers.remove(worker)


def _begin_again(position: int, run: _Run) -> None:
    if run.is_stopping:
        return
    if run.tries[position] >= MOST_TRIES:
        message = (
            f"A worker process ended {MOST_TRIES} times at work on piece "
            f"{position + 1} of {len(run.items)}; there may be too little memory. "
            "Run fewer side by side: --jobs 1."
        )
        raise WorkerError(message)
    run.waiting.appendleft(position)


def _started() -> _Worker:
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_work, args=(theirs,), daemon=True)
    with _deaf():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start a process that never hears Ctrl-C: its starter tells it when to stop."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(pipe: Connection) -> None:
    """Answer items until the pipe closes (runs in the worker process)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            function, item = pipe.recv()
            pipe.send(_answer(function, item, pipe))


def _answer(function: Callable[[Any], Any], item: Any, pipe: Connection) -> Ended:
    signal.signal(signal.SIGINT, _interrupt_once)
    try:
        pipe.send(("begun", None))
        return ended(function, item, lambda note: pipe.send(("note", note)))
    except KeyboardInterrupt:
        return "stopped", None
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _interrupt_once(_signal: int, _frame: object) -> None:
    """Be deaf from now on: terminal and starter may both tell of one Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
