"""How are many independent pieces of work run: one after another, or side by side?

An executor maps a function over items and gives the results in order, so the answer is
the same on any number of workers. A function says how far it is with `notes.tell`.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Any, Protocol

from brownfield.work.interrupts import interrupts
from brownfield.work.notes import Item, OnNote, Result, listened


class Executor(Protocol):
    """Maps a function over items; results come in the order of the items."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Yield the result of `function` for each item, in order.

        After Ctrl-C nothing new is begun: what is finished up to the first gap is
        still given, then KeyboardInterrupt is raised. A search that runs when Ctrl-C
        is pressed gives its best plan so far, and counts as finished.

        Parameters
        ----------
        function
            A function of a module, so that worker processes find it.
        items
            Its arguments, one each.
        on_note
            Called here for every note that the function tells while it works.
        """


class Serial:
    """Runs one item after another in this process."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Yield the results one by one; an item begins when its result is asked for."""
        is_stopping = False
        for position, item in enumerate(items):
            if is_stopping:
                raise KeyboardInterrupt
            with interrupts(raises_at=1) as pressed:
                result = listened(function, item, _noting(on_note, position))
            is_stopping = pressed.count > 0
            yield result


def workers(
    jobs: int | None, *, cluster: str | None = None
) -> AbstractContextManager[Executor]:
    """Give an executor for a `with` block: worker processes, or this one for one job.

    Parameters
    ----------
    jobs
        Most pieces of work that run side by side, at least 1; None = one for each core,
        or for each worker of the cluster.
    cluster
        Scheduler of dask.distributed, ``tcp://host:port``, whose workers do the work;
        None = this machine.
    """
    if cluster is not None:
        return _loaded("cluster", "Cluster", cluster, jobs)
    count = num_cores() if jobs is None else jobs
    if count <= 1:
        return nullcontext(Serial())
    return _loaded("processes", "Processes", count)


def _loaded(module: str, name: str, *given: object) -> AbstractContextManager[Executor]:
    """Return an executor of a module that is loaded only now: most commands need none.

    A cluster asks for versions of libraries, processes for sockets.
    """
    made = getattr(import_module(f"brownfield.work.{module}"), name)
    executor: AbstractContextManager[Executor] = made(*given)
    return executor


def num_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _noting(on_note: OnNote | None, position: int) -> Callable[[Any], None] | None:
    return None if on_note is None else lambda note: on_note(position, note)
