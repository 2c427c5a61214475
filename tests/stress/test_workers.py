"""Jobs in several processes: nothing lost, nothing changed, nothing thrown away."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from brownfield.errors import WorkerError
from brownfield.stress.workers import work

JOBS = list(range(10))
SQUARES = tuple(job * job for job in JOBS)
Do = Callable[[Sequence[int]], list[int]]


def squares() -> Do:
    """Return a function that squares."""
    return lambda jobs: [job * job for job in jobs]


def dying_once(marker: Path) -> Do:
    """Return a function that ends its process at job 5, the first time only."""

    def do(jobs: Sequence[int]) -> list[int]:
        if 5 in jobs and not marker.exists():
            marker.touch()
            os._exit(9)
        return squares()(jobs)

    return do


def dying_always() -> Do:
    """Return a function that ends its process at job 5."""

    def do(jobs: Sequence[int]) -> list[int]:
        if 5 in jobs:
            os._exit(9)
        return squares()(jobs)

    return do


def test_a_chunk_lost_with_its_worker_is_run_again(tmp_path: Path) -> None:
    """The worker of job 5 is gone; all ten answers are there, in order."""
    marker = tmp_path / "died"
    found = work(partial(dying_once, marker), JOBS, workers=2, chunk=2)
    assert marker.exists()
    assert found.is_complete
    assert found.answers == SQUARES


def test_a_chunk_that_always_kills_is_named() -> None:
    """The run gives up and says which job it was."""
    with pytest.raises(WorkerError, match=r"the next was 4\b"):
        work(dying_always, JOBS, workers=2, chunk=2)


def test_ctrl_c_keeps_what_is_finished() -> None:
    """Interrupted after the second of five chunks: four answers stay."""

    def stop(done: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    found = work(squares, JOBS, chunk=2, on_done=stop)
    assert not found.is_complete
    assert found.answers == (*SQUARES[:4], *[None] * 6)


def test_ctrl_c_in_the_parent_keeps_what_workers_sent() -> None:
    """With two workers the first chunk is kept, whichever comes first."""

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    found = work(squares, JOBS, workers=2, chunk=2, on_done=stop)
    assert not found.is_complete
    kept = [a for a in found.answers if a is not None]
    assert len(kept) == 2
    assert set(kept) <= set(SQUARES)
