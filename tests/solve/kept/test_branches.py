"""Branches find the best whole point where the relaxed model ends in part.

Three yes-or-no columns worth 5, 4 and 3 weigh 2, 3 and 1 of at most 4. Relaxed: the
first and third whole and a third of the second, 5 + 3 + 4/3 = 9 1/3. Whole: the first
and third, 8; or the second and third, 7.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from brownfield.model.arrays.linear import LinearModel
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Solution
from brownfield.solve.kept.branches import LOW, Branches, fits

SACK = LinearModel(
    cost=np.array([5.0, 4.0, 3.0]),
    lower=np.zeros(3),
    upper=np.ones(3),
    is_integer=np.ones(3, dtype=np.bool_),
    row_lower=np.array([-np.inf]),
    row_upper=np.array([4.0]),
    starts=np.array([0, 3], dtype=np.int32),
    positions=np.array([0, 1, 2], dtype=np.int32),
    values=np.array([2.0, 3.0, 1.0]),
    column_families=(),
    row_families=(),
)


def begun(model: LinearModel) -> Branches:
    """Return a search that asked the relaxed model."""
    solver = HighsBackend().load(model.relaxed())
    found = Branches(model, solver)
    found.begin(solver.solve())
    return found


def test_the_relaxed_model_bounds_it() -> None:
    """9 1/3 before any branch, and no point."""
    found = begun(SACK)
    assert found.bound == pytest.approx(28 / 3)
    assert found.columns is None


def test_branches_end_at_the_best_whole_point() -> None:
    """8, and nothing more."""
    found = begun(SACK)
    found.go_on(1e-9, 100)
    assert found.columns == pytest.approx([1.0, 0.0, 1.0])
    assert (found.objective, found.bound) == pytest.approx((8.0, 8.0))


def test_a_point_that_is_near_enough_ends_it_at_once() -> None:
    """With 8 known and 1.5 that may be missed no branch is asked."""
    found = begun(SACK)
    found.know(np.array([1.0, 0.0, 1.0]))
    found.go_on(1.5, 100)
    assert found.nodes == 0
    assert found.bound == pytest.approx(28 / 3)


def test_branches_that_are_left_keep_the_bound() -> None:
    """After no branch at all the bound is that of the relaxed model."""
    found = begun(SACK)
    found.go_on(0.0, 0)
    assert found.bound == pytest.approx(28 / 3)


def test_what_cannot_be_is_worth_nothing() -> None:
    """Weights of at least 7 of 6 in all."""
    found = begun(replace(SACK, row_lower=np.array([7.0]), row_upper=np.array([9.0])))
    assert found.bound == LOW


def test_a_solve_that_failed_keeps_what_was_promised() -> None:
    """Nothing is proved by it: the bound stays endless."""
    found = Branches(SACK, HighsBackend().load(SACK.relaxed()))
    found.begin(Solution("time_limit", None, None, 3.0, 3.0))
    assert found.bound == np.inf


def test_a_search_of_the_whole_model_may_say_more() -> None:
    """It proved 8.5 and has the point of 8."""
    found = begun(SACK)
    point = np.array([1.0, 0.0, 1.0])
    found.learn(Solution("time_limit", point, None, 8.0, 8.5))
    assert (found.objective, found.bound) == pytest.approx((8.0, 8.5))


def test_a_point_all_but_whole_is_taken_as_whole() -> None:
    """1 - 1e-8 is 1 there, without another solve; the row is kept: 2 + 1 of 4."""
    found = begun(SACK)
    found.solver = None  # type: ignore[assignment]  # nothing is asked of it
    assert found._is_met(np.array([1.0 - 1e-8, 0.0, 1.0]))
    assert found.columns is not None
    assert found.columns.tolist() == [1.0, 0.0, 1.0]
    assert found.objective == 8.0


def test_a_point_that_is_whole_beyond_a_row_is_asked_for_again() -> None:
    """2 + 3 + 1 weigh more than 4, so no plan has all three."""
    found = begun(SACK)
    assert not fits(SACK, np.ones(3))
    assert not found._is_met(np.ones(3) - 1e-8)
    assert found.columns is None


@pytest.mark.parametrize("seed", range(10))
def test_branches_end_at_the_best_of_all_choices(seed: int) -> None:
    """Each of the 2^8 choices of a sack that holds half of it is tried by hand."""
    draw, count = np.random.default_rng(seed), 8
    cost, weigh = (draw.integers(1, 30, count).astype(float) for _ in range(2))
    model = replace(
        SACK,
        cost=cost,
        lower=np.zeros(count),
        upper=np.ones(count),
        is_integer=np.ones(count, dtype=np.bool_),
        row_upper=np.array([weigh.sum() / 2]),
        starts=np.array([0, count], dtype=np.int32),
        positions=np.arange(count, dtype=np.int32),
        values=weigh,
    )
    choices = np.array(list(product((0.0, 1.0), repeat=count)))
    best = (choices @ cost)[choices @ weigh <= weigh.sum() / 2].max()
    found = begun(model)
    for lump in range(40):
        found.go_on(1e-9, 6 * (lump + 1))
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert not found.is_open or found.bound <= best + 1e-9
