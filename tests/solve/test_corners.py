"""What the parts bring at a corner bounds the corners around, and proves the best."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.arrays.labels import Positions
from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.cuts.priced import Pricing, pricing
from brownfield.solve.decompose.parts import SHARED, parted
from brownfield.solve.decompose.proposals.corners import Corners, corners_of, valued
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import Pressed
from tests.solve.test_parts import lines, stated

# Machines a and b give 5 and 4 hours and cost 4 and 3. One of two equally likely
# futures asks for two whole orders of 3 hours, the other for one; each earns 5, so 2.5
# counts.
#     a b   hours   orders   worth            by halves
#     0 0     0      0, 0    0                0
#     1 0     5      1, 1    5 - 4 = 1        2.5 * (5/3 + 1) - 4 = 2.67
#     0 1     4      1, 1    5 - 3 = 2        2.5 * (4/3 + 1) - 3 = 2.83
#     1 1     9      2, 1    7.5 - 7 = 0.5    0.5
NODES = np.array([SHARED, SHARED, 0, 1])
LINES = np.array([SHARED, 0, 1])
Corner = tuple[int, int]
WORTH = {(0, 0): (0.0, 0.0), (1, 0): (2.5, 2.5), (0, 1): (2.5, 2.5), (1, 1): (5.0, 2.5)}


def machines(*, has_promise: bool = False) -> LinearModel:
    """Return the model; perhaps whoever takes a promises two orders in future one."""
    rows = MoreRows.of(
        np.repeat(np.arange(3), [3, 3, 2]),
        np.array([0, 1, 2, 0, 1, 3, 0, 2]),
        np.array([-5.0, -4.0, 3.0, -5.0, -4.0, 3.0, -2.0, 1.0]),
        np.array([-np.inf, -np.inf, 0.0]),
        most=np.array([0.0, 0.0, np.inf]),
    )
    return stated(
        rows if has_promise else rows.where(np.array([True, True, False])),
        cost=np.array([-4.0, -3.0, 2.5, 2.5]),
        upper=np.array([1.0, 1.0, 2.0, 1.0]),
        is_integer=np.ones(4, np.bool_),
    )


def priced_by(model: LinearModel, nodes: Positions = NODES) -> Pricing:
    """Return what prices the two futures."""
    clock = Clock(Limits(), Pressed())
    return pricing(parted(model, nodes), 2, HighsBackend(), clock)


def corners(price: Pricing) -> Corners:
    """Return the corners of a model that has them."""
    found = corners_of(price)
    assert found is not None
    return found


def most_by(cuts: MoreRows, corner: Floats) -> list[float]:
    """Return what the estimate of each group may be at a corner."""
    nothing = np.append(corner, np.zeros(2))
    return list(cuts.most - cuts.sums(nothing))


def test_both_machines_only_give_room() -> None:
    """At most two orders and one are worth 5 and 2.5, whatever is decided."""
    found = corners(priced_by(machines()))
    assert found.linked.tolist() == [0, 1]
    assert found.loosens.tolist() == [True, True]
    assert found.tightens.tolist() == [False, False]
    assert found.most.tolist() == pytest.approx([5.0, 2.5])


@pytest.mark.parametrize("corner", list(WORTH))
def test_a_corner_is_valued_and_its_cuts_are_broken_nowhere(
    corner: Corner,
) -> None:
    """What is found is that of the table; no corner is worth more than a cut says."""
    price, at = priced_by(machines()), np.array(corner, dtype=np.float64)
    seen = Seen(price.clock)
    bound = valued(price, at, seen, 1e-9)
    assert bound.tolist() == pytest.approx(WORTH[corner])
    assert seen.objective == pytest.approx(sum(WORTH[corner]) - 4 * at[0] - 3 * at[1])
    cuts = corners(price).cuts(at, bound)
    assert most_by(cuts, at) == pytest.approx(WORTH[corner])
    for other, worth in WORTH.items():
        told = most_by(cuts, np.array(other, dtype=np.float64))
        assert all(np.array(told) >= np.array(worth) - 1e-9)


def test_less_room_is_bounded_by_the_corner_itself() -> None:
    """Dropping b leaves 2.5 at most; taking a as well may bring up to 5."""
    cuts = corners(priced_by(machines())).cuts(np.array([0.0, 1.0]), np.full(2, 2.5))
    assert most_by(cuts, np.zeros(2)) == pytest.approx([2.5, 2.5])
    assert most_by(cuts, np.ones(2)) == pytest.approx([5.0, 2.5])


def test_a_corner_without_a_plan_is_cut_off() -> None:
    """With a alone one order is made where two are promised: a - b <= 0 follows."""
    price, at = priced_by(machines(has_promise=True)), np.array([1.0, 0.0])
    seen, found = Seen(price.clock), corners(price)
    assert found.loosens.tolist() == [False, True]
    bound = valued(price, at, seen, 1e-9)
    assert bound.tolist() == pytest.approx([-np.inf, 2.5])
    assert seen.columns is None
    cuts = found.cuts(at, bound)
    assert cuts.most[0] == pytest.approx(0.0)
    sums = [cuts.sums(np.array([a, b, 9.0, 9.0]))[0] for a, b in WORTH]
    assert sums == pytest.approx([a - b for a, b in WORTH])


def test_corners_alone_prove_the_best_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """By halves 2.83 seems possible; whole orders bring 2, and b is taken."""
    monkeypatch.setattr("brownfield.solve.decompose.search.propose_all", id)
    parts, asked = priced_by(machines()).parts, Limits(gap=1e-9)
    found = search_parts(parts, HighsBackend(), asked, None, lambda _: 1e-9)
    assert found.objective == pytest.approx(2.0, abs=1e-6)
    assert found.bound == pytest.approx(2.0, abs=1e-6)
    assert found.columns is not None
    assert found.columns.tolist() == pytest.approx([0.0, 1.0, 1.0, 1.0])


def test_parts_without_corners_have_none() -> None:
    """Up to three lines are no yes or no; nor are machines taken by half."""
    assert corners_of(priced_by(lines(), LINES)) is None
    model = machines()
    is_integer = np.array([True, False, True, True])
    by_half = replace(model, is_integer=is_integer)
    assert corners_of(priced_by(by_half)) is None
