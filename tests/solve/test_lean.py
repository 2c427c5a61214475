"""A part is solved by few of its rows; those that its point breaks come in."""

import numpy as np
import pytest

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.decompose.cuts import lean
from brownfield.solve.decompose.cuts.lean import Begin, best_of
from tests.solve.test_parts import stated

# max 4 a + 3 b,  a + b <= 6,  a <= 4,  b <= 3
# By the first row alone: a = 6 for 24. The second is broken, and with it a = 4, b = 2
# for 22; the third is not. One more of the first row's 6 brings 3 (b), one more of the
# second's 4 brings 4 - 3 = 1, of the third's nothing.
PART = stated(
    MoreRows.of(
        np.array([0, 0, 1, 2]),
        np.array([0, 1, 0, 1]),
        np.ones(4),
        np.full(3, -np.inf),
        most=np.array([6.0, 4.0, 3.0]),
    ),
    cost=np.array([4.0, 3.0]),
    upper=np.full(2, np.inf),
    is_integer=np.zeros(2, dtype=np.bool_),
)


def test_a_row_that_the_point_breaks_comes_in() -> None:
    """Point and prices are those of all rows; the row that holds nothing stays out."""
    begin = Begin.at(np.array([0], dtype=np.int32), None)
    solution, ended = best_of(PART, begin, HighsBackend())
    assert solution.columns == pytest.approx([4.0, 2.0])
    assert solution.objective == pytest.approx(22.0)
    assert solution.row_duals == pytest.approx([3.0, 1.0, 0.0])
    assert ended is not None
    assert ended.rows.tolist() == [0, 1]


def test_without_its_rows_a_part_has_no_end() -> None:
    """If the rows left out are all that limits it, it is solved by all."""
    begin = Begin.at(np.array([1], dtype=np.int32), None)
    solution, _ = best_of(PART, begin, HighsBackend())
    assert solution.objective == pytest.approx(22.0)
    assert solution.row_duals == pytest.approx([3.0, 1.0, 0.0])


def test_rows_that_hold_nothing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """From nothing all rows count; of a large part the idle ones are dropped."""
    solution, ended = best_of(PART, None, HighsBackend())
    assert ended is not None
    assert ended.rows.tolist() == [0, 1, 2]
    monkeypatch.setattr(lean, "FEWEST", 1)
    solution, ended = best_of(PART, None, HighsBackend())
    assert ended is not None
    assert ended.rows.tolist() == [0, 1]
    again, _ = best_of(PART, ended, HighsBackend())
    assert again.row_duals == pytest.approx(solution.row_duals)


def test_another_part_begins_with_the_rows_it_has() -> None:
    """Rows beyond its own are dropped, and rows that others need come in."""
    begin = Begin.at(np.array([0, 2, 7], dtype=np.int32), None).within(3)
    assert begin.rows.tolist() == [0, 2]
    assert begin.needing(np.array([True, True, False])).rows.tolist() == [0, 2, 1]
