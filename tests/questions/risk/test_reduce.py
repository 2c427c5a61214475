"""Which futures stand for many: points on a line, by hand."""

import numpy as np
import pytest

from brownfield.questions.risk.sampled.reduce import reduced

POINTS, CHANCES = np.array([0.0, 1.0, 10.0]), np.array([0.3, 0.3, 0.4])
APART = np.abs(POINTS[:, None] - POINTS)


def test_one_of_three() -> None:
    """Kept 0: .3 + 4 = 4.3; kept 1: .3 + .4 x 9 = 3.9; kept 10: 3 + 2.7 = 5.7."""
    found = reduced(APART, CHANCES, 1)
    assert found.kept == (1,)
    assert found.distance == pytest.approx(3.9)
    assert found.weights == pytest.approx((1.0,))


def test_two_of_three() -> None:
    """1 and 10: 0 goes to 1, .3 away."""
    found = reduced(APART, CHANCES, 2)
    assert found.kept == (1, 2)
    assert found.distance == pytest.approx(0.3)
    assert found.weights == pytest.approx((0.6, 0.4))


@pytest.mark.parametrize("count", [3, 7])
def test_all_of_them_are_no_distance_away(count: int) -> None:
    """Each stands for itself."""
    found = reduced(APART, CHANCES, count)
    assert sorted(found.kept) == [0, 1, 2]
    assert found.distance == 0.0
    assert sum(found.weights) == pytest.approx(1.0)


def test_futures_at_one_place_keep_their_chance() -> None:
    """Two at 0: the second kept stands for itself."""
    found = reduced(np.zeros((2, 2)), np.array([0.25, 0.75]), 2)
    assert sorted(found.weights) == pytest.approx([0.25, 0.75])
