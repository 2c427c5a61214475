"""Models that are nearly the same are kept as what sets them apart."""

from dataclasses import fields, replace

import numpy as np

from brownfield.model.arrays.alike import Alike, alike
from brownfield.model.arrays.linear import LinearModel
from brownfield.model.arrays.more_rows import MoreRows


def model(volume: float, price: float = 2.0) -> LinearModel:
    """Return the model of one sale, at most a volume, in one row."""
    rows = MoreRows.of(
        np.array([0, 0]), np.array([0, 1]), np.array([1.0, -volume]), np.zeros(1)
    )
    return LinearModel(
        cost=np.array([price, -1.0]),
        lower=np.zeros(2),
        upper=np.array([volume, np.inf]),
        is_integer=np.array([False, True]),
        row_lower=rows.least,
        row_upper=rows.most,
        starts=rows.starts,
        positions=rows.positions,
        values=rows.values,
        column_families=(),
        row_families=(),
    )


def are_equal(one: LinearModel, other: LinearModel) -> bool:
    """Return whether two models hold the same numbers."""
    pairs = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)]
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs)


def test_only_what_differs_is_kept() -> None:
    """Another volume: one upper bound and one entry, at the places 0 and 1."""
    like, other = model(5.0), model(7.0)
    kept = alike(other, like)
    assert set(kept.apart) == {"upper", "values"}
    assert kept.apart["upper"][0].tolist() == [0]
    assert kept.apart["values"][1].values.tolist() == [-7.0]
    assert are_equal(kept.model(), other)
    assert kept.model().cost is like.cost


def test_what_is_put_together_leaves_the_other_model_as_it_was() -> None:
    """A model that is made anew each time has arrays of its own where it differs."""
    like = model(5.0)
    alike(model(7.0, price=3.0), like).model()
    assert are_equal(like, model(5.0))


def test_further_rows_come_after_those_of_the_model() -> None:
    """Two rows, one after the other, stand as if the model had got them at once."""
    like, other = model(5.0), model(7.0)
    first = MoreRows.of(np.array([0]), np.array([0]), np.ones(1), np.array([1.0]))
    second = MoreRows.of(np.array([0]), np.array([1]), np.ones(1), np.array([2.0]))
    kept = alike(other, like).with_more(first).with_more(second)
    assert are_equal(kept.model(), other.with_more(first).with_more(second))
    assert kept.model().row_lower.tolist() == [0.0, 1.0, 2.0]
    assert (kept.rows, alike(other, like).rows) == (3, 1)


def test_a_model_of_another_shape_is_kept_whole() -> None:
    """One more row: nothing is shared."""
    like = model(5.0)
    other = like.with_rows([(np.array([1.0, 1.0]), 1.0)])
    kept = alike(other, like)
    assert kept.like is other
    assert not kept.apart


def test_a_third_model_shares_the_places() -> None:
    """Volumes of 5, 7 and 9 stand at the same places, each for both its arrays."""
    like = model(5.0)
    twin = alike(model(7.0), like)
    kept = alike(model(9.0), like, twin)
    assert kept.apart["values"][0] is twin.apart["values"][0]
    assert kept.apart["values"][1].at is twin.apart["values"][1].at
    assert are_equal(kept.model(), model(9.0))


def test_a_model_alone_is_itself() -> None:
    """Without another one there is nothing to put together."""
    alone = replace(model(5.0))
    assert are_equal(Alike(alone, {}).model(), alone)
