"""Every whole point keeps the rows that are learned, and no other rows are taken.

Three yes-or-no columns with 2 a + 2 b + 2 c <= 3: at most one of them is 1. In part
they may add up to 1.5, whole to 1.
"""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from brownfield.model.arrays.linear import LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.cut_pool import Pool
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.lock import SUMS, lasting_rows, locked, unlocked

ONE_OF_THREE = LinearModel(
    cost=np.ones(3),
    lower=np.zeros(3),
    upper=np.ones(3),
    is_integer=np.ones(3, dtype=np.bool_),
    row_lower=np.array([-np.inf]),
    row_upper=np.array([3.0]),
    starts=np.array([0, 3], dtype=np.int32),
    positions=np.array([0, 1, 2], dtype=np.int32),
    values=np.full(3, 2.0),
    column_families=(),
    row_families=(),
)


def keeps(rows: MoreRows, point: np.ndarray) -> bool:
    """Return whether a point keeps rows."""
    sums = rows.sums(point)
    return bool(np.all((sums >= rows.least) & (sums <= rows.most)))


def test_rows_are_kept_by_whole_points_and_cut_off_those_in_part() -> None:
    """Four whole points are allowed; the relaxed model falls from 1.5 to 1."""
    rows = lasting_rows(ONE_OF_THREE, Limits())
    assert rows is not None
    whole = [np.array(p, dtype=float) for p in product((0, 1), repeat=3) if sum(p) <= 1]
    assert len(whole) == 4
    assert all(keeps(rows, point) for point in whole)
    relaxed = HighsBackend().load(ONE_OF_THREE.relaxed()).solve()
    nearer = HighsBackend().load(ONE_OF_THREE.with_more(rows).relaxed()).solve()
    assert relaxed.objective == pytest.approx(1.5)
    assert nearer.objective == pytest.approx(1.0, abs=1e-6)


def test_a_model_without_whole_decisions_has_no_such_rows() -> None:
    """Nothing is in part where nothing is whole."""
    assert lasting_rows(ONE_OF_THREE.relaxed(), Limits()) is None


def test_the_key_opens_the_lock_and_shares_no_row() -> None:
    """A point beside the key is allowed; its rows are the model's, then the lock's."""
    key = np.array([1.0, 0.0, 1.0])
    both = locked(ONE_OF_THREE, key, seed=0)
    assert (both.columns, both.rows) == (6, 1 + SUMS)
    of_lock = both.positions[both.starts[1] :]
    assert set(of_lock.tolist()) == {3, 4, 5}
    point = np.concatenate([[0.0, 1.0, 0.0], key])
    each = both.values * point[both.positions]
    sums = np.bincount(both.entry_rows, each, both.rows)
    assert np.all((sums >= both.row_lower) & (sums <= both.row_upper))


def test_a_row_over_the_lock_is_opened_with_the_key() -> None:
    """With q = (1, 0): a + 2 q1 + 5 q2 <= 4 is a <= 2; a row of q alone is gone."""
    rows = MoreRows.of(
        np.array([0, 0, 0, 1]),
        np.array([0, 3, 4, 3]),
        np.array([1.0, 2.0, 5.0, 1.0]),
        np.array([-np.inf, 0.0]),
        most=np.array([4.0, 1.0]),
    )
    own = unlocked(rows, 3, np.array([1.0, 0.0]))
    assert own is not None
    assert own.positions.tolist() == [0]
    assert own.most == pytest.approx([2.0])
    of_lock = rows.where(np.array([False, True]))
    assert unlocked(of_lock, 3, np.array([1.0, 0.0])) is None


@pytest.mark.parametrize(("known", "is_taken"), [(-np.inf, True), (2.5, False)])
def test_rows_of_a_search_that_knows_a_point_are_not_taken(
    known: float, *, is_taken: bool
) -> None:
    """They may rest on what that point is worth."""
    pool = Pool()
    pool.note(
        SimpleNamespace(
            data_out=SimpleNamespace(
                mip_primal_bound=known,
                cutpool_num_cut=1,
                cutpool_start=np.array([0, 2]),
                cutpool_index=np.array([0, 2]),
                cutpool_value=np.array([1.0, 1.0]),
                cutpool_lower=np.array([-np.inf]),
                cutpool_upper=np.array([1.0]),
            )
        )
    )
    assert pool.is_over
    assert (pool.rows is not None) == is_taken
