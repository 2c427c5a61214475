"""Work gives the same results on any number of workers, whatever happens to them."""

import copy
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

import brownfield
from brownfield.errors import UseError, WorkerError
from brownfield.questions.compare.question import compare
from brownfield.questions.plan.question import study
from brownfield.tables.problems import Problem, TableError
from brownfield.work.executor import Executor, num_cores, workers
from brownfield.work.interrupts import held, interrupts
from tests.work import tasks
from tests.work.pressing import pressing, telling

JOBS = pytest.mark.parametrize("jobs", [1, 2])


@JOBS
def test_results_come_in_order_with_their_notes(jobs: int) -> None:
    """Squares of 0..4 are 0, 1, 4, 9, 16; every item tells its note once."""
    notes: list[tuple[int, int]] = []
    with workers(jobs) as executor:
        found = executor.map(tasks.squared, range(5), lambda i, n: notes.append((i, n)))
        assert list(found) == [0, 1, 4, 9, 16]
    assert sorted(notes) == [(number, number) for number in range(5)]


@JOBS
def test_an_error_comes_in_the_turn_of_its_item(jobs: int) -> None:
    """Items before the one that fails are given first, then its own error."""
    with workers(jobs) as executor:
        found = executor.map(tasks.refused, [1, 2, 3, 4])
        assert [next(found), next(found)] == [1, 2]
        with pytest.raises(UseError, match="three is not allowed"):
            next(found)
        assert list(executor.map(tasks.squared, [5])) == [25]


def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    """Each of two items is begun a second time after its worker was killed."""
    marks = [str(tmp_path / name) for name in "ab"]
    with workers(2) as executor:
        assert list(executor.map(tasks.struck_once, marks)) == [2, 2]


def test_a_worker_that_always_dies_is_told() -> None:
    """After three tries the message names the piece and a way out."""
    with (
        workers(2) as executor,
        pytest.raises(WorkerError, match=r"ended 3 times .* piece 1 of 1.*--jobs 1"),
    ):
        list(executor.map(tasks.struck, [0]))


def test_workers_stay_for_the_next_map() -> None:
    """What a worker keeps warm is there again: no new process is started."""
    with workers(2) as executor:
        before = set(executor.map(tasks.worker_id, range(4)))
        assert set(executor.map(tasks.worker_id, range(4))) <= before
    assert os.getpid() not in before


@JOBS
def test_ctrl_c_keeps_what_is_finished(jobs: int) -> None:
    """The search that runs gives its best so far; the rest is not begun."""
    found: list[str] = []
    came = pressing({"found 0", "1 is at work"}, _press_soon)
    with workers(jobs) as executor:
        mapped = executor.map(
            tasks.searching, [0, 1, 2, 3, 4], lambda i, _note: came(f"{i} is at work")
        )
        with pytest.raises(KeyboardInterrupt):
            found.extend(telling(mapped, came))  # keeps what came before the error
    assert found[:2] == ["found 0", "best so far 1"]
    assert len(found) <= 1 + jobs


def _press_soon() -> None:
    main = threading.main_thread().ident
    assert main is not None
    threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT)).start()


def test_a_shielded_block_is_finished_and_the_block_around_is_told() -> None:
    """Ctrl-C inside is counted outside, and raises nothing."""
    with interrupts(raises_at=1) as pressed:
        with held(raises_at=2):
            signal.raise_signal(signal.SIGINT)
            done = "whole"
        assert done == "whole"
    assert pressed.count == 1


def test_cases_plans_and_errors_travel_between_processes() -> None:
    """A case comes back with its digest, an error with every problem."""
    case = brownfield.read_case("starter")
    assert copy.deepcopy(case).digest == case.digest
    problem = Problem("parties", None, None, None, None, None, "key", "Twice", "Mend")
    error = copy.deepcopy(TableError((problem,)))
    assert error.problems == (problem,)


def test_plans_are_the_same_on_any_number_of_workers() -> None:
    """Compare and study give equal tables from one process and from two."""
    case = brownfield.read_case("starter")
    alone = compare(case, ["duty-doubled"])
    told = study(case)
    with workers(2) as executor:
        together = compare(case, ["duty-doubled"], executor=executor)
        told_together = study(case, executor=executor)
    assert list(alone) == list(together)
    for name, found in alone.items():
        assert found.value == together[name].value
        for table, frame in found.tables.items():
            assert frame.equals(together[name].tables[table])
    assert told.plan.value == told_together.plan.value
    assert [a.name for a in told.alternatives] == [
        a.name for a in told_together.alternatives
    ]


class Stopped:
    """Gives the first result, then acts as if Ctrl-C had been pressed."""

    def map(self, function: Any, items: Any, on_note: Any = None) -> Any:
        """Yield one result."""
        assert on_note
        yield function(next(iter(items)))
        raise KeyboardInterrupt


def test_a_stopped_study_names_what_it_leaves_out() -> None:
    """The best plan stays; every alternative is named as not planned."""
    case = brownfield.read_case("starter")
    stopped: Executor = Stopped()
    told = study(case, executor=stopped)
    assert told.plan.is_sound
    assert told.alternatives == ()
    assert set(case.settings.alternatives.values()) <= set(told.left_out)


def test_there_is_at_least_one_core() -> None:
    """The default number of jobs is positive."""
    assert num_cores() >= 1
