"""A model without its rows of money is bounded as before, and rows of it hold.

One whole column x of at most 1 and its profit p: p - 3 x = -1, p >= 0 and p costs 0.25
of itself, while x earns 2. At x = 1 the profit is 2: worth 2 - 0.5 = 1.5. At x = 1/3
there is none: 2/3. One more of the row's amount costs 0.25, so without the row x earns
2 - 0.25 x 3 = 1.25 and p nothing; with 0.25 x 1 on top that is 1.5 at x = 1 again.
"""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.arrays.linear import Family, LinearModel
from brownfield.model.arrays.table import Table
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.kept.money_rows import is_money, without_money

ONE = Table({"node": np.zeros(1, np.int64)}, {}, 1)
MODEL = LinearModel(
    cost=np.array([2.0, -0.25]),
    lower=np.zeros(2),
    upper=np.array([1.0, np.inf]),
    is_integer=np.array([True, False]),
    row_lower=np.array([-np.inf, -1.0]),
    row_upper=np.array([1.0, -1.0]),
    starts=np.array([0, 1, 3], dtype=np.int32),
    positions=np.array([0, 0, 1], dtype=np.int32),
    values=np.array([1.0, -3.0, 1.0]),
    column_families=(),
    row_families=(Family("hours", "5", 0, ONE), Family("profit", "13", 1, ONE)),
)


def test_rows_of_profit_count_money() -> None:
    """Hours do not."""
    assert is_money(MODEL).tolist() == [False, True]


def test_costs_take_the_place_of_rows_of_money() -> None:
    """The bound of 1.5 is 1.25 without the row and 0.25 of its amount."""
    assert HighsBackend().load(MODEL.relaxed()).solve().objective == pytest.approx(1.5)
    left = without_money(MODEL)
    assert left.cost == pytest.approx([1.25, 0.0])
    assert (left.rows, left.nonzeros) == (1, 1)
    found = HighsBackend().load(left.relaxed()).solve()
    assert found.objective == pytest.approx(1.25)


def test_a_model_without_such_rows_stays_as_it_is() -> None:
    """There is nothing to put into its costs."""
    plain = replace(MODEL, row_families=())
    assert without_money(plain) is plain
