"""How long are rows added to the relaxed model, and which are kept?

Solver and rows are told here what to answer, so that each step is on paper.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from brownfield.derive.derive import derive
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Outcome, Progress, Solution
from brownfield.solve.search import tighter as searched
from brownfield.solve.search.closer import solve_closely
from brownfield.solve.search.tighter import ROUNDS, TIGHT, Tighter, tighter
from tests.model.small_cases import MILLION, option, pattern, small_case

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import Backend

LIMITS = Limits(seconds=77.0)


@dataclass
class Told:
    """A solver that answers as it is told, and keeps what it was asked."""

    answers: Iterator[Solution]
    limits: list[Limits | None] = field(default_factory=list)
    added: list[int] = field(default_factory=list)

    def load(self, _: object) -> "Told":
        """Return itself as the loaded model."""
        return self

    def solve(self, limits: Limits | None = None) -> Solution:
        """Return the next answer."""
        self.limits.append(limits)
        return next(self.answers)

    def add(self, rows: MoreRows) -> None:
        """Note how many rows are added."""
        self.added.append(len(rows))


@dataclass
class Rows:
    """What a point breaks, as told."""

    told: Iterator[MoreRows]

    def is_idle(self) -> bool:
        """Return that there is something to look for."""
        return False

    def broken(self, point: object) -> MoreRows:
        """Return the next rows; a point must have been found."""
        assert point is not None
        return next(self.told)


def answer(outcome: Outcome, *, has_point: bool = True) -> Solution:
    """Return an answer whose point has 1 in every column, or none."""
    point = np.ones(50) if has_point else None
    return Solution(outcome, point, None, 0.0, 0.0)


def row(*factors: float, least: float = 0.0) -> MoreRows:
    """Return rows of one factor each, on column 0, at least an amount."""
    count = len(factors)
    each = np.arange(count)
    start = np.zeros(count, int)
    return MoreRows.of(each, start, np.array(factors), np.full(count, least))


def busy() -> Formulation:
    """Return a plant whose programme starts by a whole decision."""
    return formulate(
        derive(
            small_case(
                {
                    "shift_patterns": [pattern("plant", 10_000, fixed_cost=MILLION)],
                    "build_options": [option("make", tooling_cost=MILLION)],
                }
            )
        )
    )


Run = Callable[[Iterator[Solution], Iterator[MoreRows]], tuple[Tighter, Told]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the rounds on told answers and rows."""

    def with_told(
        answers: Iterator[Solution], rows: Iterator[MoreRows]
    ) -> tuple[Tighter, Told]:
        told = Told(answers)
        monkeypatch.setattr(searched, "headroom_of", lambda *_: Rows(rows))
        return tighter(busy(), cast("Backend", told), LIMITS), told

    return with_told


def kept(found: Tighter) -> int:
    """Return how many rows the model has beyond its own."""
    return found.model.rows - busy().linear.rows


def often(value: Any) -> Iterator[Any]:
    """Return one thing fifty times, more often than it is asked for."""
    return repeat(value, 50)


def test_rows_are_added_until_none_is_broken(run: Run) -> None:
    """Two rows, then one, then none: three solves within the same limits."""
    rows = iter([row(0.0, 0.0), row(0.0), row()])
    found, told = run(often(answer("solved")), rows)
    assert told.added == [2, 1]
    assert told.limits == [LIMITS] * 3
    assert kept(found) == 3
    assert found.is_interrupted is False


def test_after_so_many_rounds_it_is_enough(run: Run) -> None:
    """Every point breaks a row: eight are added."""
    found, told = run(often(answer("solved")), often(row(0.0)))
    assert told.added == [1] * ROUNDS
    assert kept(found) == ROUNDS == 8


def test_only_rows_without_slack_are_kept(run: Run) -> None:
    """At 1 the rows give 7, 7 + a millionth and less, and 7 is asked."""
    rows = iter([row(7.0, 7.0 + 0.5 * TIGHT, 7.5, 8.0, least=7.0), row()])
    assert kept(run(often(answer("solved")), rows)[0]) == 2


def test_a_millionth_of_slack_is_slack(run: Run) -> None:
    """A sum of just that where 0 is asked."""
    rows = iter([row(TIGHT, 0.0), row()])
    assert kept(run(often(answer("solved")), rows)[0]) == 1


@pytest.mark.parametrize("outcome", ["time_limit", "interrupted", "infeasible"])
def test_what_is_not_solved_is_not_made_tighter(run: Run, outcome: Outcome) -> None:
    """The model stays, and Ctrl-C is told; only an optimum is asked what it breaks."""
    for has_point in (True, False):
        answers = iter([answer(outcome, has_point=has_point)])
        found, told = run(answers, iter([]))
        assert (kept(found), told.added) == (0, [])
        assert found.is_interrupted is (outcome == "interrupted")


@pytest.mark.parametrize("has_point", [True, False])
def test_rows_found_before_an_interruption_stay_if_a_point_tells_their_slack(
    run: Run, has_point: bool
) -> None:
    """One row was added before Ctrl-C."""
    answers = iter([answer("solved"), answer("interrupted", has_point=has_point)])
    found, _ = run(answers, iter([row(0.0)]))
    assert kept(found) == int(has_point)
    assert found.is_interrupted is True


@pytest.mark.parametrize("cells", [{"is_committed": True}, {"tooling_cost": 0.0}])
@pytest.mark.parametrize("fixed_cost", [0.0, MILLION])
def test_a_model_with_nothing_to_share_stays_as_it_is(
    cells: dict[str, Any], fixed_cost: float
) -> None:
    """Nothing is decided as a whole, or nobody who starts is short of line time."""
    plant = [pattern("plant", 10_000, fixed_cost=fixed_cost)]
    rows = {"shift_patterns": plant, "build_options": [option("make", **cells)]}
    made = formulate(derive(small_case(rows)))
    found = tighter(made, HighsBackend(), LIMITS)
    assert found.model is made.linear
    assert found.is_interrupted is False


def test_the_relaxed_model_is_told_as_a_bound_at_once() -> None:
    """Before any plan; what is told later is no further from the plan."""
    made, told = busy(), list[Progress]()
    backend = HighsBackend()
    found = tighter(made, backend, LIMITS, told.append)
    relaxed = backend.solve(made.linear.relaxed(), LIMITS).objective
    assert told[0].bound == pytest.approx(relaxed)
    assert told[0].objective == -np.inf
    assert found.bound == told[-1].bound <= told[0].bound
    solve_closely(made, backend, LIMITS, told.append)
    assert max(state.bound for state in told) == told[0].bound
