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
)
from brownfield.questions.evidence.worth.stated import Point, Sites, point
from brownfield.questions.evidence.worth.surfaces import Surface
from brownfield.questions.evidence.worth.weighed import Weighed
from brownfield.work.executor import Serial
from tests.questions.evidence.small import two
from tests.questions.risk.test_learning import formula, project

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
    nodes = ground.stated([Point()])[0].nodes  # type: ignore[union-attr]
    far, near = (
        Sites(
            {"start": frozenset({(nodes["node"][0], name)}), "open": frozenset()},
            nodes,
        )
        for name in ("there", "here")
    )
    for at, worths in zip(between, ground.worths(between, [far, near]), strict=True):
        c, t = at.values
        assert worths == pytest.approx((1_499_000 - 500 * c, 1_250_000 - t), abs=1.0)
    for place, (low, high) in enumerate(ends):
        even = [low + (high - low) * (one + 0.5) / 8 for one in range(8)]
        assert sorted(at.values[place] for at in between) == pytest.approx(even)
    assert spread(ground, lines[:1], 8) == []
    assert point(rows[:1], (1600.0,)) in lines[0].points


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
