"""How is work run side by side on the machines of a cluster?

The scheduler of dask.distributed hands each piece to a worker, and to another one if
that dies. No more is under way than there are workers, so that Ctrl-C leaves nothing.
"""

from __future__ import annotations

import pickle
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from brownfield.errors import UseError, WorkerError
from brownfield.extras import needed
from brownfield.work.interrupts import interrupts
from brownfield.work.outcomes import Ended, result_of
from brownfield.work.remote import Sent, differing, stop, versions_here, worked

if TYPE_CHECKING:
    from brownfield.work.notes import Item, OnNote, Result

CONNECT_SECONDS = 10.0  # until a scheduler that does not answer is given up
PATIENCE_SECONDS = 30.0  # without a worker, or without the scheduler
POLL_SECONDS = 0.1  # how often Ctrl-C is looked for
COUNT_SECONDS = 1.0  # how often workers are counted, or told to stop
NOTE_SECONDS = 1.0  # that notes may come after the result they belong to
LARGE = "distributed.admin.large-graph-warning-threshold"


class Cluster:
    """Runs items on the workers of a dask.distributed scheduler.

    Use it in a `with` block; leaving the block ends the connection, not the cluster.

    Parameters
    ----------
    address
        Of the scheduler, ``tcp://host:port``.
    jobs
        Most pieces of work at a time; None = as many as there are workers.
    """

    def __init__(self, address: str, jobs: int | None = None) -> None:
        self._address, self._jobs = address, jobs
        self._client: Any = None

    def __enter__(self) -> Cluster:
        """Connect.

        Raises
        ------
        MissingExtraError
            If distributed is not installed.
        UseError
            If no scheduler answers, it has no worker, or a worker has other versions.
        """
        self._client = _connected(self._address)
        try:
            _check_workers(self._client, self._address)
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

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
            If the workers of one item die again and again, if none is left, or if the
            scheduler is lost.
        """
        run = _Run(self._client, self._address, function, list(items), self._jobs)
        try:
            with interrupts(raises_at=2) as pressed:
                for position in range(len(run.items)):
                    while not run.is_there(position):
                        if pressed.count and not run.is_stopping:
                            run.stop_soon()
                        run.hand_out()
                        run.hear(on_note)
                    yield run.taken(position)
        finally:
            run.leave()


@dataclass
class _Run:
    """One call of `map`: what waits, what is under way, what is done."""

    client: Any
    address: str
    function: Callable[[Any], Any]
    items: list[Any]
    jobs: int | None
    name: str = field(default_factory=lambda: f"brownfield-{uuid4().hex}")
    waiting: deque[int] = field(init=False)
    events: SimpleQueue[tuple[str, Any]] = field(default_factory=SimpleQueue)
    under_way: dict[int, Any] = field(default_factory=dict)
    answers: dict[int, tuple[Ended, float]] = field(default_factory=dict)
    notes: Counter[int] = field(default_factory=Counter)  # still to come
    versions: dict[str, str] = field(default_factory=versions_here)
    is_stopping: bool = False
    last_notice: float = 0.0
    workers: int = 1
    counted: float = 0.0
    alive: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.waiting = deque(range(len(self.items)))
        self.client.subscribe_topic(self.name, lambda event: self._put("note", event))

    def _put(self, kind: str, content: Any) -> None:
        self.events.put((kind, content))

    def is_there(self, position: int) -> bool:
        """Return whether an item is done and all it told was heard.

        Raises
        ------
        KeyboardInterrupt
            If it was stopped, or is not begun any more.
        """
        if position not in self.answers:
            return False
        (kind, _), since = self.answers[position]
        if kind == "stopped":
            raise KeyboardInterrupt
        return self.notes[position] <= 0 or time.monotonic() - since > NOTE_SECONDS

    def taken(self, position: int) -> Any:
        """Return the result of an item, or raise its error."""
        return result_of(self.answers.pop(position)[0])

    def stop_soon(self) -> None:
        """Begin nothing more; let what runs give its best so far."""
        self.is_stopping = True
        for position in self.waiting:
            self.answers[position] = ("stopped", None), 0.0
        self.waiting.clear()
        self._tell_stop()

    def _tell_stop(self) -> None:
        """Tell the workers, and soon again: some may have joined since."""
        self.last_notice = time.monotonic()
        with suppress(OSError):  # a scheduler that is lost is noticed when counting
            self.client.run(stop, self.name, on_error="ignore")

    def hand_out(self) -> None:
        """Send as many items as there are workers without one."""
        if self.is_stopping and time.monotonic() - self.last_notice > COUNT_SECONDS:
            self._tell_stop()
        self._count_workers()
        most = min(self.workers, self.jobs or self.workers)
        while self.waiting and len(self.under_way) < most:
            self._send(self.waiting.popleft())

    def _send(self, position: int) -> None:
        work = pickle.dumps((self.function, self.items[position]))
        sent = Sent(self.name, position, self.versions, work)
        with import_module("dask").config.set({LARGE: "1 TB"}):
            future = self.client.submit(
                _at_worker, sent, key=f"{self.name}-{position}", pure=False
            )
        self.under_way[position] = future
        future.add_done_callback(lambda _done: self._put("done", position))

    def _count_workers(self) -> None:
        """Note how many workers there are.

        Raises
        ------
        WorkerError
            If there was none for long, or no scheduler.
        """
        now = time.monotonic()
        if now - self.counted < COUNT_SECONDS:
            return
        self.counted = now
        count = self._num_workers()
        self.workers = count or 0
        if self.workers:
            self.alive = now
        if now - self.alive > PATIENCE_SECONDS:
            raise WorkerError(_lost(self.address, is_connected=count is not None))

    def _num_workers(self) -> int | None:
        """Return how many workers there are; None if the scheduler does not answer."""
        if self.client.status == "running":
            with suppress(OSError):
                return len(self.client.nthreads())
        return None

    def hear(self, on_note: OnNote | None) -> None:
        """Take up what workers told, for a moment."""
        with suppress(Empty):
            kind, content = self.events.get(timeout=POLL_SECONDS)
            if kind == "done":
                self._end(content)
                return
            position, note = pickle.loads(content[1])  # noqa: S301 (of our own run)
            self.notes[position] -= 1
            if on_note:
                on_note(position, note)

    def _end(self, position: int) -> None:
        """Note how an item ended.

        Raises
        ------
        WorkerError
            If it ended in a way that its worker did not tell.
        """
        future = self.under_way.pop(position)
        if future.status != "finished":
            raise WorkerError(_untold(future, self.address, position, len(self.items)))
        end, notes = future.result()
        self.notes[position] += notes
        self.answers[position] = end, time.monotonic()

    def leave(self) -> None:
        """Stop what is still under way, and hear nothing more."""
        if self.client.status != "running":
            return
        with suppress(OSError):  # the scheduler was lost: nothing is under way there
            if self.under_way:
                self.client.cancel(list(self.under_way.values()))
                self._tell_stop()
            self.client.unsubscribe_topic(self.name)


def _at_worker(sent: Sent) -> tuple[Ended, int]:
    """Do a piece of work (runs in a worker of the cluster)."""
    here = import_module("distributed").get_worker()
    return worked(sent, partial(here.log_event, sent.run))


def _connected(address: str) -> Any:
    """Return the client of a scheduler.

    Raises
    ------
    MissingExtraError
        If distributed is not installed.
    UseError
        If no scheduler answers there.
    """
    distributed = needed("distributed", f"--cluster {address}", "cluster")
    try:
        return distributed.Client(
            address, timeout=CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        message = (
            f"--cluster {address}: no scheduler answers there. It is written "
            "tcp://host:port; start one with: dask scheduler --host 127.0.0.1"
        )
        raise UseError(message) from error


def _check_workers(client: Any, address: str) -> None:
    """Check that there are workers, with the versions there are here.

    Raises
    ------
    UseError
        If there is none, or one differs.
    """
    here, versions = versions_here(), client.run(versions_here, on_error="return")
    if not versions:
        message = (
            f"--cluster {address}: the scheduler has no worker. Start one for each "
            f"core: dask worker {address} --nthreads 1"
        )
        raise UseError(message)
    for worker, there in versions.items():
        difference = differing(here, there) if isinstance(there, dict) else str(there)
        if difference:
            message = (
                f"--cluster {address}: worker {worker} has {difference}. Install the "
                "same versions at every worker as here."
            )
            raise UseError(message)


def _lost(address: str, *, is_connected: bool) -> str:
    what = "has had no worker" if is_connected else "has not answered"
    return (
        f"The scheduler at {address} {what} for {PATIENCE_SECONDS:.0f} s. Start "
        f"workers again (dask worker {address} --nthreads 1), or leave out --cluster."
    )


def _untold(future: Any, address: str, position: int, count: int) -> str:
    piece = f"piece {position + 1} of {count}"
    if future.status != "error":
        return (
            f"The scheduler at {address} gave up {piece}: it is {future.status}. Begin "
            "again, or leave out --cluster."
        )
    error = future.exception()
    if type(error).__name__ == "KilledWorker":
        return (
            f"Workers of {address} ended again and again at work on {piece}; there "
            "may be too little memory. Start fewer workers on a machine."
        )
    return f"A worker of {address} could not read {piece}: {error}"
