"""A search in parts begins at the mean of all futures, which bounds every plan."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.first import first_point, mean_of
from brownfield.solve.decompose.parts import SHARED, Parts, parted
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import Pressed
from tests.solve.test_parts import NODES, lines, stated


def begun(parts: Parts) -> tuple[list[float], float]:
    """Return the first point of a search and the bound it is told with."""
    seen = Seen(Clock(Limits(), Pressed()))
    point = first_point(parts, HighsBackend(), seen)
    return point.at.tolist(), seen.bound


def test_the_mean_of_all_futures_bounds_every_plan() -> None:
    """Futures ask for 5 and 25, so 15 in the mean, which earns 4: lines of 10 at 30.

    15 / 10 = 1.5 lines bring 4 x 15 - 30 x 1.5 = 15. The best plan without whole lines
    brings 5, as in `test_parts`, so 15 is a bound.
    """
    point, bound = begun(parted(lines(), NODES))
    assert point == pytest.approx([1.5])
    assert bound == pytest.approx(15.0)


def test_a_future_counts_by_what_it_may_earn() -> None:
    """Chances of 3 to 1: the mean is 0.75 x 5 + 0.25 x 25 = 10, one line: 40 - 30."""
    model = replace(lines(), cost=np.array([-30.0, 3.0, 1.0]))
    point, bound = begun(parted(model, NODES))
    assert point == pytest.approx([1.0])
    assert bound == pytest.approx(10.0)


def test_factors_that_differ_take_the_one_that_allows_most() -> None:
    """Each unit sold takes 1 or 2 of room: the mean counts as if all took 1.

    So 15 units take 1.5 lines: the bound stays 15, and is one of the true model, in
    which more room is needed.
    """
    rows = MoreRows.of(
        np.array([0, 0, 1, 1]),
        np.array([0, 1, 0, 2]),
        np.array([-10.0, 1.0, -10.0, 2.0]),
        np.full(2, -np.inf),
        most=np.zeros(2),
    )
    model = stated(
        rows,
        cost=np.array([-30.0, 2.0, 2.0]),
        upper=np.array([5.0, 5.0, 25.0]),
        is_integer=np.array([True, False, False]),
    )
    assert begun(parted(model, NODES))[1] == pytest.approx(15.0)


def test_factors_of_what_may_fall_below_nothing_bound_nothing() -> None:
    """A column down to -1 with two factors: no factor allows most, so none is told."""
    model = lines()
    lower = np.array([0.0, -1.0, -1.0])
    values = model.values * np.array([1.0, 1.0, 1.0, 2.0])
    parts = parted(replace(model, lower=lower, values=values), NODES)
    assert mean_of(parts.rest) is None
    assert begun(parts)[1] == np.inf


def test_futures_that_differ_in_more_than_numbers_have_no_mean() -> None:
    """One future has a row more: the middling one stands for both, bounding nothing."""
    more = MoreRows.of(np.array([0]), np.array([1]), np.ones(1), np.zeros(1))
    parts = parted(lines().with_more(more), NODES)
    assert mean_of(parts.rest) is None
    assert begun(parts)[1] == np.inf


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_holds_for_random_futures(seed: int) -> None:
    """Five futures of any volume, room and chance: nothing brings more than the bound.

    The whole model without whole decisions is worth no more than the mean of all.
    """
    chance = np.random.default_rng(seed)
    count = 5
    own, weights = np.arange(1, count + 1), chance.dirichlet(np.ones(count))
    each = np.arange(count)
    rows = MoreRows.of(
        np.concatenate([each, each]),
        np.concatenate([np.zeros(count, int), own]),
        np.concatenate([-chance.uniform(5, 15, count), chance.uniform(1, 2, count)]),
        np.full(count, -np.inf),
        most=chance.uniform(0, 3, count),
    )
    model = stated(
        rows,
        cost=np.append(-chance.uniform(1, 30), 4.0 * weights),
        upper=np.append(5.0, chance.uniform(1, 40, count)),
        is_integer=np.append(True, np.zeros(count, bool)),
    )
    best = HighsBackend().solve(model.relaxed(), Limits())
    _, bound = begun(parted(model, np.append(SHARED, each)))
    assert bound >= best.objective - 1e-7
