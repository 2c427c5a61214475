"""What stays known of a best point as arrays change, and what is known between."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from brownfield.asking.ranges.assumed import assumptions
from brownfield.asking.stages import Stages
from brownfield.asking.work import Work
from brownfield.model.arrays.linear import LinearModel
from brownfield.questions.evidence.worth.carried import (
    Found,
    carried_over,
    has_same_points,
)
from brownfield.questions.evidence.worth.ground import Ground
from brownfield.questions.evidence.worth.recourse import (
    FINE,
    line_of,
    places,
    shares,
    spread,
    worth_in_draws,
)
from brownfield.questions.evidence.worth.stated import Point, Sites, point
from brownfield.questions.evidence.worth.surfaces import (
    Surface,
    added_up,
    lines_of,
)
from brownfield.questions.evidence.worth.weighed import Flip, Weighed, change_of
from brownfield.work.executor import Serial
from tests.questions.evidence.small import two
from tests.questions.risk.test_learning import formula, project
from tests.questions.risk.toy import CONVERSION, SALES, toy

BEST = Found(np.array([4.0, 2.0, 1.0]), 23.0)


def arrays(**changed: Any) -> LinearModel:
    """Return the most of 3 x + 2 y + 7 z, x + y from 0 to 6, x to 4, y to 5, z at 1.

    Best is x = 4, y = 2, z = 1: 12 + 4 + 7 = 23.
    """
    model = LinearModel(
        cost=np.array([3.0, 2.0, 7.0]),
        lower=np.array([0.0, 0.0, 1.0]),
        upper=np.array([4.0, 5.0, 1.0]),
        is_integer=np.array([False, True, True]),
        row_lower=np.array([0.0]),
        row_upper=np.array([6.0]),
        starts=np.array([0, 2], dtype=np.int32),
        positions=np.array([0, 1], dtype=np.int32),
        values=np.array([1.0, 1.0]),
        column_families=(),
        row_families=(),
    )
    return replace(model, **changed)


@pytest.mark.parametrize(
    ("changed", "objective"),
    [
        ({}, 23.0),
        ({"cost": [3.0, 2.0, 9.0]}, 25.0),  # z is held: 23 + 2
        ({"row_lower": [6.0]}, 23.0),  # 4 + 2 = 6 is still allowed
        ({"lower": [4.0, 2.0, 1.0]}, 23.0),
        ({"upper": [4.0, 2.0, 1.0]}, 23.0),
        ({"cost": [4.0, 2.0, 7.0]}, None),  # x is free
        ({"cost": [3.0, 2.5, 7.0]}, None),
        ({"row_upper": [7.0]}, None),  # more is possible
        ({"row_lower": [-1.0]}, None),
        ({"lower": [-1.0, 0.0, 1.0]}, None),
        ({"upper": [4.0, 6.0, 1.0]}, None),
        ({"upper": [5.0, 5.0, 1.0]}, None),
        ({"row_upper": [5.0]}, None),  # the point itself is not
        ({"row_lower": [6.1]}, None),
        ({"lower": [0.0, 3.0, 1.0]}, None),
        ({"upper": [3.0, 5.0, 1.0]}, None),
        ({"cost": [3.0, 2.0, 9.0], "lower": [0.0, 0.0, 0.0]}, None),  # z is free
        ({"values": [1.0, 0.9]}, None),
        ({"positions": [0, 2]}, None),
        ({"is_integer": [False, False, True]}, None),
    ],
)
def test_when_a_best_point_stays_the_best(
    changed: dict[str, list[float]], objective: float | None
) -> None:
    """If nothing new is possible and only what is held is worth more or less."""
    after = arrays(**{name: np.array(values) for name, values in changed.items()})
    found = carried_over(arrays(), BEST, after)
    assert (None if found is None else found.objective) == objective


def test_when_the_same_points_are_possible() -> None:
    """Whatever they are worth, but for any bound, sum or whole number."""
    assert has_same_points(arrays(), arrays(cost=np.ones(3)))
    for name in ("lower", "upper", "row_lower", "row_upper", "values"):
        other = getattr(arrays(), name) + 0.5
        assert not has_same_points(arrays(), arrays(**{name: other}))


def test_shares_of_places() -> None:
    """2 lies half way between 1 and 3; beyond the ends it is the end."""
    at = np.array([0.0, 1.0, 3.0])
    assert shares(at, 2.0).tolist() == [0.0, 0.5, 0.5]
    assert shares(at, -1.0).tolist() == [1.0, 0.0, 0.0]
    assert shares(at, 9.0).tolist() == [0.0, 0.0, 1.0]
    assert places(np.array([5.0, 1.0, 3.0]), 3).tolist() == [1.0, 3.0, 5.0]
    assert places(np.array([5.0, 5.0]), 3).tolist() == [5.0]


def started(ground: Ground, name: str) -> Sites:
    """Return the plan that starts one of the two plants at once."""
    base = ground.stated([Point()])[0]
    assert base is not None
    taken = {"start": frozenset({(base.nodes["node"][0], name)}), "open": frozenset()}
    return Sites(taken, base.nodes)


def test_what_changes_sales_is_added() -> None:
    """Far is worth 499,000 as it is, 500 x (2,000 - c) and 1,000 (v - 500) more.

    Sales v change what is possible, so that they are told apart from the cost c: both
    together would be v (3,000 - c) - 1,000, which is 40,000 more at (1,600, 600) and at
    (2,800, 450): 839,000 for 799,000, and 89,000 for 49,000.
    """
    ground = Ground(Stages(Work(), Serial()), toy((CONVERSION, SALES)))
    rows = assumptions(ground.case)
    draws = np.array([[1600.0, 600.0], [2000.0, 400.0], [2800.0, 450.0]])
    lines = lines_of(ground, rows, draws, FINE)
    assert [line.is_of_worth for line in lines] == [True, False]
    assert [len(line.places) for line in lines] == [3, 5]
    far = started(ground, "there")
    found = worth_in_draws(ground, lines, [], far)
    added = 499_000 + 500 * (2_000 - draws[:, 0]) + 1_000 * (draws[:, 1] - 500)
    assert found == pytest.approx(added, abs=1.0)
    assert lines[0].span(ground, far) == pytest.approx(600_000.0)
    assert lines[1].span(ground, far) == pytest.approx(200_000.0)
    surface = added_up(ground, lines, [far, started(ground, "here")], draws, 0)
    assert surface.benefits[:, 0] == pytest.approx(added, abs=1.0)
    # near: 2,500 a car less 1,000,000, in which nothing is off
    assert surface.benefits[:, 1] == pytest.approx([500e3, 0.0, 125e3], abs=1.0)
    assert surface.error == pytest.approx(40_000.0, abs=1.0)


def test_between_points_costs_add_up() -> None:
    """Far is worth 1,499,000 - 500 c and near 1,250,000 - T at each of 8 points.

    Along each number the points lie in the middle of 8 even stretches, in some order.
    """
    case = two("A")
    ground, rows = Ground(Stages(Work(), Serial()), case), assumptions(case)
    ends = ((1600.0, 2800.0), (6e5, 1.2e6))
    lines = [
        line_of(ground, row, np.linspace(*end, 101), FINE)
        for row, end in zip(rows, ends, strict=True)
    ]
    assert all(line.is_of_worth for line in lines)
    between = spread(ground, lines, 8)
    far, near = started(ground, "there"), started(ground, "here")
    for at, worths in zip(between, ground.worths(between, [far, near]), strict=True):
        c, t = at.values
        assert worths == pytest.approx((1_499_000 - 500 * c, 1_250_000 - t), abs=1.0)
    for place, (low, high) in enumerate(ends):
        even = [low + (high - low) * (one + 0.5) / 8 for one in range(8)]
        assert sorted(at.values[place] for at in between) == pytest.approx(even)
    assert spread(ground, lines, 8) == between
    assert spread(ground, lines[:1], 8) == []
    assert point(rows[:1], (1600.0,)) in lines[0].points


def test_the_change_nearest_to_the_middle_counts() -> None:
    """Of ten places, the middle is the sixth; only changes from plan 0 count."""
    column = np.arange(10.0)
    for best, at, plan, is_above in (
        ([1, 0, 0, 0, 0, 0, 2, 2, 2, 2], 5.5, 2, True),
        ([1, 1, 1, 1, 0, 0, 0, 0, 0, 2], 3.5, 1, False),
        ([1, 2, 2, 0, 0, 0, 0, 0, 0, 0], 2.5, 2, False),
        ([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.5, 1, False),
        ([0, 0, 2, 1, 1, 1, 1, 1, 1, 1], 1.5, 2, True),
        ([1, 0, 2, 2, 2, 2, 2, 2, 2, 2], 1.5, 2, True),
        ([2, 1, 0, 0, 0, 0, 0, 0, 0, 0], 1.5, 1, False),
    ):
        found = change_of(column, np.array(best, dtype=float), 0, 1)
        assert found == Flip(at, plan, is_above)
    assert change_of(column, np.zeros(10), 0, 1) is None


def test_how_far_a_plan_goes() -> None:
    """As solved along an assumption; else by a curve: 2 x from 0 to 1 is 2."""
    x = np.linspace(0.0, 1.0, 101)
    alone = np.array([[3.0]])
    surface = Surface(x[:, None], 5.0 + 2.0 * x[:, None], 0.0, alone)
    assert Weighed(surface, 0).moves(0) == 3.0
    assert Weighed(replace(surface, alone=None), 0).moves(0) == pytest.approx(2.0)


def test_the_published_worths_of_knowing() -> None:
    """Of both parts 15.345, of A 7.627, of B 11.454; two standard errors."""
    values, benefits = project(seed=7)
    weighed = Weighed(Surface(values, benefits, 0.0), seed=0)
    for found, deviation in (
        (weighed.everything(), 50.0),
        (weighed.columns([0]), 30.0),
        (weighed.columns([1]), 40.0),
    ):
        error = 2.0 * found.standard_error
        assert found.value == pytest.approx(formula(deviation), abs=error)
    assert weighed.columns([]).value == 0.0
    again = Weighed(Surface(values, benefits, 0.0), seed=0)
    assert again.columns([0]) == weighed.columns([0])


@pytest.mark.parametrize(
    ("slope", "at", "is_above"), [(1.0, 0.7, True), (-1.0, 0.3, False)]
)
def test_where_another_plan_takes_over(slope: float, at: float, is_above: bool) -> None:
    """Plan 0 is worth 0, plan 1 x - 0.7 or 0.3 - x: ahead above 0.7 or below 0.3."""
    x = np.linspace(0.0, 1.0, 1001)
    other = slope * (x - at)
    weighed = Weighed(
        Surface(x[:, None], np.column_stack([np.zeros(1001), other]), 0.0), seed=0
    )
    assert weighed.chosen == 0
    found = weighed.flip(0)
    assert found is not None
    assert found.at == pytest.approx(at, abs=2e-3)
    assert (found.plan, found.is_above) == (1, is_above)
    assert weighed.moves(0) == 0.0
