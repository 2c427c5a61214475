"""Numbers of which many are equal are kept once."""

import numpy as np

from brownfield.model.arrays.repeated import repeated, same


def test_each_number_is_kept_once_in_the_order_they_come() -> None:
    """7 stands at the places 0 and 2, 3 at 1 and 3."""
    kept = repeated(np.array([7.0, 3.0, 7.0, 3.0]))
    assert kept.distinct.tolist() == [7.0, 3.0]
    assert kept.at.tolist() == [0, 1, 0, 1]
    assert kept.values.tolist() == [7.0, 3.0, 7.0, 3.0]


def test_numbers_that_repeat_in_the_same_way_share_the_places() -> None:
    """5, 9, 5, 9 repeats as 7, 3, 7, 3 does; 5, 5, 9, 9 does not."""
    first = repeated(np.array([7.0, 3.0, 7.0, 3.0]))
    alike = repeated(np.array([5.0, 9.0, 5.0, 9.0])).like(first)
    assert alike.at is first.at
    assert alike.values.tolist() == [5.0, 9.0, 5.0, 9.0]
    other = repeated(np.array([5.0, 5.0, 9.0, 9.0])).like(first)
    assert other.at is not first.at
    assert other.values.tolist() == [5.0, 5.0, 9.0, 9.0]


def test_no_numbers_are_none() -> None:
    """Nothing to keep."""
    assert repeated(np.zeros(0)).values.tolist() == []


def test_more_numbers_than_two_bytes_can_tell_apart() -> None:
    """40,000 different numbers come back as they were."""
    numbers = np.arange(40_000.0)[::-1].copy()
    assert np.array_equal(repeated(numbers).values, numbers)


def test_equal_arrays_are_kept_once() -> None:
    """The first one stands for both; another one stays."""
    first = np.array([1, 2])
    assert same(np.array([1, 2]), first) is first
    other = np.array([1, 3])
    assert same(other, first) is other
