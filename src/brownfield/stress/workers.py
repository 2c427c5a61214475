"""How is a list of jobs worked off by several processes without losing any?

Jobs go out in chunks whose size does not depend on the number of workers. A worker
that dies takes only its chunk with it: the chunk is given to a fresh worker. Ctrl-C
keeps the chunks that are finished.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from brownfield.errors import WorkerError

Job = TypeVar("Job")
Answer = TypeVar("Answer")
CHUNK = 16  # jobs sent together: a second of work, a small loss if a worker dies
MOST_DEATHS = 3  # times a whole set of workers may die before the run gives up


@dataclass(frozen=True)
class Worked(Generic[Answer]):
    """What came of the jobs.

    Attributes
    ----------
    answers
        One per job in order; None where the run was interrupted before it.
    is_complete
        Whether every job was done.
    """

    answers: tuple[Answer | None, ...] = field(repr=False)
    is_complete: bool


def usual_workers() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


Do = Callable[[Sequence[Job]], list[Answer]]


def work(
    make: Callable[[], Do[Job, Answer]],
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    chunk: int = CHUNK,
    on_done: Callable[[int], None] | None = None,
) -> Worked[Answer]:
    """Return the answers of all jobs, in order.

    Parameters
    ----------
    make
        Called once in every worker, to load what stays; gives the function that works
        off one chunk. Must be picklable for more than one worker. A job's answer must
        not depend on the jobs before it.
    jobs
        The jobs.
    workers
        Processes; 1 works here, without any.
    chunk
        Jobs sent together.
    on_done
        Called with the number of jobs done so far.

    Raises
    ------
    WorkerError
        If one chunk ends several workers.
    """
    chunks = [jobs[i : i + chunk] for i in range(0, len(jobs), chunk)]
    done: dict[int, list[Answer]] = {}

    def keep(number: int, answers: list[Answer]) -> None:
        done[number] = answers
        if on_done:
            on_done(sum(len(part) for part in done.values()))

    try:
        if workers <= 1 or len(chunks) <= 1:
            do = make()
            for number, part in enumerate(chunks):
                keep(number, do(part))
        else:
            _in_processes(make, chunks, workers, keep)
    except KeyboardInterrupt:
        return _gathered(chunks, done, is_complete=False)
    return _gathered(chunks, done, is_complete=True)


def _gathered(
    chunks: Sequence[Sequence[Any]],
    done: dict[int, list[Answer]],
    *,
    is_complete: bool,
) -> Worked[Answer]:
    answers: list[Answer | None] = []
    for number, part in enumerate(chunks):
        answers += done.get(number) or [None] * len(part)
    return Worked(tuple(answers), is_complete)


def _in_processes(
    make: Callable[[], Do[Job, Answer]],
    chunks: Sequence[Sequence[Job]],
    workers: int,
    keep: Callable[[int, list[Answer]], None],
) -> None:
    waiting = list(range(len(chunks)))
    deaths = 0
    while waiting:
        with _pool(workers, make) as pool:
            running = {pool.submit(_do, chunks[i]): i for i in waiting}
            waiting = _collected(running, keep)
        deaths = deaths + 1 if waiting else 0
        if deaths > MOST_DEATHS:
            message = (
                f"{deaths} workers in a row ended before their jobs were done; the next"
                f" was {chunks[waiting[0]][0]!r}. Try again with one worker (--jobs 1)."
            )
            raise WorkerError(message)


def _collected(
    running: dict["Future[list[Answer]]", int],
    keep: Callable[[int, list[Answer]], None],
) -> list[int]:
    """Keep what comes back; return the chunks lost with a worker, in order."""
    lost: list[int] = []
    left = set(running)
    while left:
        finished, left = wait(left, return_when="FIRST_COMPLETED")
        for future in sorted(finished, key=lambda f: running[f]):
            try:
                keep(running[future], future.result())
            except BrokenProcessPool:
                lost.append(running[future])
    return sorted(lost)


@contextmanager
def _pool(
    workers: int, make: Callable[[], Do[Job, Answer]]
) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(make,)
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown(wait=True)


_held: dict[str, Callable[[Sequence[Any]], list[Any]]] = {}  # of a worker process


def _begin(make: Callable[[], Callable[[Sequence[Any]], list[Any]]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    _held["do"] = make()


def _do(jobs: Sequence[Any]) -> list[Any]:
    return _held["do"](jobs)
