"""A model between two of a number is the line between them, where the number is a line.

Tooling of the near plant is 1,000,000 today (`toy`): at a factor f it is f times that.
"""

import numpy as np
import pytest

from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.questions.why.flips.levers import lever_of
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.along import (
    Along,
    Near,
    are_alike,
    are_equal,
    between,
)
from tests.model.small_cases import every_year, small_case
from tests.questions.why.toy import toy

CASE = toy()
TOOLING = lever_of(CASE, "build_options.tooling_cost:build_option=here")
VOLUME = lever_of(CASE, "demand.volume")


def along(lever: object = TOOLING) -> Along:
    """Return the toy along a number, nothing of it worked out."""
    assert hasattr(lever, "case")
    return Along(lambda factor: lever.case(CASE, factor))


@pytest.mark.parametrize("lever", [TOOLING, VOLUME])
def test_between_two_models_lies_the_third(lever: object) -> None:
    """At 1.5, half the way from 1 to 2; nothing but numbers differs."""
    path = along(lever)
    halfway = between(path.exact(1.0), path.exact(2.0), 0.5)
    assert are_equal(halfway, path.exact(1.5))
    assert not are_equal(halfway, path.exact(2.0))


def test_a_quick_model_is_worked_out_only_where_nothing_is_around_it() -> None:
    """Between 1 and 2 nothing more is worked out; at 3 it is."""
    path = along()
    path.exact(1.0), path.exact(2.0)
    start = path.quick(1.25).columns.start.filter(build_option="here")["column"][0]
    assert set(path.known) == {1.0, 2.0}
    path.quick(3.0)
    assert set(path.known) == {1.0, 2.0, 3.0}
    unit = path.known[1.0].data.scale.money
    cost = path.quick(1.25).linear.cost[start] * unit
    assert cost == pytest.approx(-1_250_000.0)


def test_what_is_proved_needs_three_models_on_a_line() -> None:
    """With two, 1.25 is worked out; then 1.5 lies on the line of all three."""
    path = along()
    path.exact(1.0), path.exact(2.0)
    path.known_at(1.25)
    assert set(path.known) == {1.0, 1.25, 2.0}
    assert are_equal(path.known_at(1.5), between(path.known[1.0], path.known[2.0], 0.5))
    assert set(path.known) == {1.0, 1.25, 2.0}


def test_a_model_off_the_line_is_worked_out() -> None:
    """One of three was bent: its costs are not on the line of the other two."""
    path = along()
    path.exact(1.0), path.exact(2.0)
    bent = path.exact(1.25)
    path.known[1.25] = between(bent, path.known[2.0], 0.3)
    path.known_at(1.5)
    assert set(path.known) == {1.0, 1.25, 1.5, 2.0}


def test_models_of_other_keys_are_not_alike() -> None:
    """A year more is a node more."""
    one, two = (
        formulate(derive(small_case({"demand": every_year(n, 10_000, 1_000)}, years=n)))
        for n in (1, 2)
    )
    assert are_alike(one, one)
    assert not are_alike(one, two)


def test_rows_are_found_once_where_only_costs_differ() -> None:
    """Another tooling cost keeps the rows and brings its costs; another volume not."""
    near, path, sold = Near(), along(), along(VOLUME)
    first = near.of(path.exact(1.0), Limits())
    again = near.of(path.exact(2.0), Limits())
    assert again.positions is first.positions
    assert np.array_equal(again.cost, path.exact(2.0).linear.cost)
    other = near.of(sold.exact(2.0), Limits())
    rows = sold.exact(2.0).linear.rows
    assert np.array_equal(other.row_lower[:rows], sold.exact(2.0).linear.row_lower)
