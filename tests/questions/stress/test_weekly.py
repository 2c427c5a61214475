"""The course of a replay: stock first, and no limit left over from a ramp."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.questions.stress.network.outage import Outage, profile
from brownfield.questions.stress.weeks.weekly import Weekly
from tests.questions.stress.small import line_and_spare, without_patience


@pytest.mark.parametrize("recovery", [0.0, 3.0, 4.0, 4.5])
def test_a_source_without_a_limit_is_free_again_after_its_ramp(recovery: float) -> None:
    """The ramp's last week ends at 1 but for rounding: that is no limit."""
    network = replace(line_and_spare(), capacity=np.array([np.inf, 0.0]))
    shares = np.ones((2, 14))
    shares[0] = profile(Outage("part_source", "line", 6, recovery), 14)
    offered = network.offered(shares)[0]
    assert offered[:6].tolist() == [0.0] * 6
    first_free = 6 + int(np.ceil(recovery))
    assert np.isinf(offered[first_free:]).all()
    assert np.isfinite(offered[:first_free]).all()


def test_stock_goes_first() -> None:
    """20 in stock, 5 a week short; when it is gone 5 a week are lost."""
    network = without_patience(line_and_spare())
    available = np.ones((2, 12))
    available[0, :6] = 0.0
    replay = Weekly(network, 12).replay(available)
    assert replay.stock[0, :4] == pytest.approx([15, 10, 5, 0], abs=1e-6)
    assert replay.lost[0, :6] == pytest.approx([0, 0, 0, 0, 5, 5], abs=1e-6)
    assert replay.service[:6] == pytest.approx([1, 1, 1, 1, 0.5, 0.5])


def test_stock_that_is_not_needed_stays() -> None:
    """A stop of one week takes 10 of 20, stock before the other line; no more later."""
    network = without_patience(line_and_spare())
    available = np.ones((2, 8))
    available[0, :1] = 0.0
    replay = Weekly(network, 8).replay(available)
    assert replay.stock[0] == pytest.approx(np.full(8, 10.0), abs=1e-6)
    assert replay.lost.sum() == pytest.approx(0, abs=1e-6)
