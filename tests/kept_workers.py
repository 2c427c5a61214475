"""How does a test get the worker processes that a test before it has started?

A worker loads the libraries before it can work, which takes longer than most of what
tests ask of it. Tests of the workers themselves, in tests/work, get new ones each.
"""

import os
import resource
import sys
from typing import Any

from brownfield.work.processes import Processes

LIMITS = (resource.RLIMIT_FSIZE, resource.RLIMIT_AS, resource.RLIMIT_NOFILE)


class KeptProcesses(Processes):
    """Worker processes that wait for the next block when a block is left.

    They serve only where a new process would inherit the same.
    """

    waiting: "KeptProcesses | None" = None
    state: tuple[Any, ...] = ()

    def __enter__(self) -> "KeptProcesses":
        """Take the workers that wait; those that are missing start when needed."""
        self.state = inherited()
        before, KeptProcesses.waiting = KeptProcesses.waiting, None
        if before and before.state == self.state:
            alive = [one for one in before._workers if one.process.is_alive()]
            self._workers = alive[: self._jobs]
            before._workers = [w for w in before._workers if w not in self._workers]
        if before:
            before.end()
        return self

    def __exit__(self, *_error: object) -> None:
        """Let the workers wait, in place of any that wait already."""
        self._end(self._busy())
        before, KeptProcesses.waiting = KeptProcesses.waiting, self
        if before:
            before.end()

    def end(self) -> None:
        """End all workers."""
        self._end(self._workers)


def inherited() -> tuple[Any, ...]:
    """Return what a new process has from this one; the name of the test is no part."""
    variables = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    files = [os.fstat(number)[1:3] for number in (0, 1, 2)]
    limits = [resource.getrlimit(limit) for limit in LIMITS]
    return os.getcwd(), variables, list(sys.path), files, limits


def end_waiting() -> None:
    """End the workers that wait for a block."""
    if KeptProcesses.waiting:
        KeptProcesses.waiting.end()
    KeptProcesses.waiting = None
