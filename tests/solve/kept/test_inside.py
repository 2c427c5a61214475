"""What follows from a model lies inside the kept one; anything else does not.

The kept model has a whole column a of at most 1 and amounts b and c, never negative:

    make    b + c - 10 a <= 0
    sell    b + c <= 8, each named by what it is.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from brownfield.model.arrays.labels import Labels
from brownfield.model.arrays.linear import Family, LinearModel
from brownfield.model.arrays.table import Table
from brownfield.solve.kept.inside import inside

INFINITY = float("inf")


def family(name: str, first: int, *words: str) -> Family:
    """Return a family whose members are named by words."""
    at = {"node": np.arange(len(words))}
    return Family(name, "", first, Table(at, {"node": Labels(words)}, len(words)))


KEPT = LinearModel(
    cost=np.array([-3.0, 2.0, 1.0]),
    lower=np.zeros(3),
    upper=np.array([1.0, INFINITY, INFINITY]),
    is_integer=np.array([True, False, False]),
    row_lower=np.array([-INFINITY, -INFINITY]),
    row_upper=np.array([0.0, 8.0]),
    starts=np.array([0, 3, 5], dtype=np.int32),
    positions=np.array([0, 1, 2, 1, 2], dtype=np.int32),
    values=np.array([-10.0, 1.0, 1.0, 1.0, 1.0]),
    column_families=(family("start", 0, "a"), family("make", 1, "b", "c")),
    row_families=(family("ramp", 0, "at"), family("demand", 1, "at")),
)


def without_c() -> LinearModel:
    """Return the model that makes b only, and sells it at 5."""
    return LinearModel(
        cost=np.array([-3.0, 5.0]),
        lower=np.zeros(2),
        upper=np.array([1.0, INFINITY]),
        is_integer=np.array([True, False]),
        row_lower=np.array([-INFINITY, -INFINITY]),
        row_upper=np.array([0.0, 8.0]),
        starts=np.array([0, 2, 3], dtype=np.int32),
        positions=np.array([0, 1, 1], dtype=np.int32),
        values=np.array([-10.0, 1.0, 1.0]),
        column_families=(family("start", 0, "a"), family("make", 1, "b")),
        row_families=KEPT.row_families,
    )


def test_a_model_without_a_column_lies_inside_with_that_column_at_nothing() -> None:
    """Its costs are taken, the entries stay, and points go both ways."""
    found = inside(KEPT, without_c())
    assert found is not None
    assert found.columns.tolist() == [0, 1]
    assert found.linear.cost.tolist() == [-3.0, 5.0, 0.0]
    assert found.linear.upper.tolist() == [1.0, INFINITY, 0.0]
    assert found.linear.values.tolist() == KEPT.values.tolist()
    assert found.own(np.array([1.0, 7.0, 0.0])).tolist() == [1.0, 7.0]
    assert found.there(np.array([1.0, 7.0])).tolist() == [1.0, 7.0, 0.0]
    assert inside(without_c(), KEPT) is None  # nothing there is its column c


def test_columns_are_matched_by_keys_whatever_their_order() -> None:
    """With c before b its place is 2."""
    turned = replace(
        KEPT,
        cost=np.array([-3.0, 1.0, 2.0]),
        column_families=(family("start", 0, "a"), family("make", 1, "c", "b")),
    )
    found = inside(KEPT, turned)
    assert found is not None
    assert found.columns.tolist() == [0, 2, 1]
    assert found.linear.cost.tolist() == KEPT.cost.tolist()


CLOSER = np.array([-6.0, 1.0, 1.0, 1.0, 1.0])
WIDER = np.array([-12.0, 1.0, 1.0, 1.0, 1.0])
LESS = np.array([-10.0, 1.0, 1.0, 1.0, 0.5])


@pytest.mark.parametrize(
    ("changed", "is_inside"),
    [
        ({"cost": np.array([1.0, 1.0, 1.0])}, True),
        ({"upper": np.array([0.0, INFINITY, INFINITY])}, True),  # no start
        ({"upper": np.array([2.0, INFINITY, INFINITY])}, False),
        ({"lower": np.array([0.0, 3.0, 0.0])}, True),
        ({"lower": np.array([0.0, -1.0, 0.0])}, False),
        ({"row_upper": np.array([0.0, 5.0])}, True),  # less is sold
        ({"row_upper": np.array([0.0, 9.0])}, False),
        ({"values": CLOSER}, True),  # b + c <= 6 a, so b + c <= 10 a
        ({"values": WIDER}, False),
        ({"values": LESS}, False),  # b + c / 2 <= 8 lets c be 16
        ({"is_integer": np.array([False, False, False])}, False),
    ],
)
def test_what_allows_no_more_lies_inside(
    changed: dict[str, Any], is_inside: bool
) -> None:
    """Whatever it costs."""
    assert (inside(KEPT, replace(KEPT, **changed)) is not None) is is_inside


def test_a_sum_with_a_lower_end_must_stay_as_it_is() -> None:
    """With b + c = 8 a model of b + c = 7 has other points."""
    equal = replace(KEPT, row_lower=np.array([-INFINITY, 8.0]))
    assert inside(equal, equal) is not None
    seven = replace(equal, row_lower=np.array([0.0, 7.0]), row_upper=np.array([0, 7.0]))
    assert inside(equal, seven) is None
    more = replace(equal, values=np.array([-10.0, 1.0, 1.0, 1.0, 2.0]))
    assert inside(equal, more) is None


def test_a_row_that_is_no_more_must_follow_from_bounds() -> None:
    """Without its row of sales b may be 10; with b of at most 3 it follows."""
    model = without_c()
    gone = replace(
        model,
        row_lower=model.row_lower[:1],
        row_upper=model.row_upper[:1],
        starts=model.starts[:2],
        positions=model.positions[:2],
        values=model.values[:2],
        row_families=KEPT.row_families[:1],
    )
    assert inside(KEPT, gone) is None
    assert inside(KEPT, replace(gone, upper=np.array([1.0, 3.0]))) is not None


def test_rows_of_money_may_change_or_go() -> None:
    """Rows learned rest on none of them; one that is gone holds nothing."""
    money = (family("ramp", 0, "at"), family("profit", 1, "at"))
    kept = replace(KEPT, row_families=money)
    other = replace(kept, values=LESS, row_upper=np.array([0.0, 9.0]))
    found = inside(kept, other)
    assert found is not None
    assert found.linear.values.tolist() == LESS.tolist()
    assert found.linear.row_upper.tolist() == [0.0, 9.0]
    gone = replace(
        kept,
        row_lower=kept.row_lower[:1],
        row_upper=kept.row_upper[:1],
        starts=kept.starts[:2],
        positions=kept.positions[:3],
        values=kept.values[:3],
        row_families=money[:1],
    )
    left = inside(kept, gone)
    assert left is not None
    assert left.linear.row_upper.tolist() == [0.0, INFINITY]


def test_further_rows_are_asked_in_the_columns_of_the_kept_model() -> None:
    """At least 2 of b is its second column there."""
    found = inside(KEPT, without_c().with_rows([(np.array([0.0, 1.0]), 2.0)]))
    assert found is not None
    assert found.more is not None
    assert found.more.positions.tolist() == [1]
    assert found.more.least.tolist() == [2.0]
    assert found.more.most.tolist() == [INFINITY]


def test_an_entry_where_the_kept_model_has_none_is_not_told() -> None:
    """The columns of its rows are compared before they are taken over."""
    more = replace(
        KEPT,
        starts=np.array([0, 3, 6], dtype=np.int32),
        positions=np.array([0, 1, 2, 0, 1, 2], dtype=np.int32),
        values=np.array([-10.0, 1.0, 1.0, 1.0, 1.0, 1.0]),
    )
    assert inside(KEPT, more) is None
