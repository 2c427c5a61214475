"""Is what a host may lease out as worked out by hand, by formula and by future?"""

from collections.abc import Sequence
from math import inf
from statistics import NormalDist

import numpy as np
import pytest

from brownfield.derive.plants.leases import (
    Future,
    paying_lease,
    safe_lease,
)

CAPACITY = 127_840.0


def futures(
    *needs: tuple[float, float], line_time: float = 10_000.0, limit: float = inf
) -> list[Future]:
    """Return the futures of (chance, need) of a plant with the same line time."""
    open_to_guests = min(line_time, limit)
    return [Future(chance, open_to_guests, line_time - need) for chance, need in needs]


@pytest.mark.parametrize(
    ("needs", "lease"),
    [
        (((0.5, 2_000), (0.5, 8_000)), 2_000),
        (((0.9, 2_000), (0.1, 8_000)), 8_000),
        (((0.89, 2_000), (0.11, 8_000)), 2_000),
        (((0.6, 1_000), (0.3, 4_000), (0.1, 9_000)), 6_000),
    ],
)
def test_a_safe_lease_is_free_in_nine_of_ten_futures(
    needs: Sequence[tuple[float, float]], lease: float
) -> None:
    """Of 10,000: 10,000 - 8,000 unless the greater need has a chance of 0.1 or less.

    Three futures: 9,000 is free with 0.6, 6,000 with 0.6 + 0.3 = 0.9.
    """
    assert safe_lease(futures(*needs), 0.9) == lease


def test_a_safe_lease_stays_within_the_guest_limit() -> None:
    """2,000 is free in every future; guests may have 100, or nothing at all."""
    needs = (0.5, 2_000.0), (0.5, 8_000.0)
    assert safe_lease(futures(*needs, limit=100), 0.9) == 100
    assert safe_lease(futures(*needs, limit=0), 0.9) == 0


@pytest.mark.parametrize(
    ("guest", "lease"),
    [
        (1_000, 2_000),
        (1_999, 2_000),
        (2_000, 2_000),
        (2_001, 8_000),
        (3_999, 8_000),
        (4_000, 8_000),
        (4_001, 10_000),
        (0, 0),
        (-1, 0),
    ],
)
def test_a_paying_lease_protects_the_host_by_the_ratio_of_margins(
    guest: float, lease: float
) -> None:
    """Need 2,000 or 8,000 of 10,000, half each; a host's vehicle is worth 4,000.

    P(need > y) is 1 below 2,000 and 0.5 up to 8,000: y = 8,000 while guest / 4,000 <=
    0.5, then 2,000 while it is <= 1, then 0.
    """
    even = futures((0.5, 2_000), (0.5, 8_000))
    assert paying_lease(even, 4_000, guest) == lease


def normal_needs() -> list[Future]:
    """Return a host's normal need of 60,000 +- 15,000 in 2,000 even futures.

    The n-th need is one that n of 2,000 stay within; the last is high enough.
    """
    levels = np.minimum(np.arange(1, 2_001) / 2_000, 0.99975)
    need = NormalDist(60_000, 15_000)
    needs = [(1 / 2_000, need.inv_cdf(float(level))) for level in levels]
    return futures(*needs, line_time=CAPACITY)


def test_nine_tenths_of_a_normal_need() -> None:
    """60,000 + 15,000 x 1.28155 = 79,223; 127,840 - 79,223 = 48,617."""
    assert safe_lease(normal_needs(), 0.9) == pytest.approx(48_617, abs=0.5)


def test_a_paying_lease_agrees_with_littlewood() -> None:
    """P(need > y) = 1,000 / 4,000, y = 60,000 + 15,000 x 0.67449 = 70,117.

    127,840 - 70,117 = 57,723.
    """
    assert paying_lease(normal_needs(), 4_000, 1_000) == pytest.approx(57_723, abs=25)


def test_a_paying_lease_stays_within_the_guest_limit() -> None:
    """A guest worth 5,000 beside 4,000 would take 10,000; the limit is 3,000."""
    even = futures((0.5, 2_000), (0.5, 8_000), limit=3_000)
    assert paying_lease(even, 4_000, 5_000) == 3_000


def test_a_future_in_which_the_plant_is_shut_pays_nobody() -> None:
    """Shut with 0.5, else need 8,000: safe 0; what pays is 10,000 - 8,000."""
    half_shut = [Future(0.5, 0.0, 0.0), Future(0.5, 10_000.0, 2_000.0)]
    assert safe_lease(half_shut, 0.9) == 0
    assert paying_lease(half_shut, 4_000, 3_000) == 2_000
    assert paying_lease(half_shut, 4_000, 4_001) == 10_000


def test_a_host_that_gains_nothing_protects_nothing() -> None:
    """Margin 0 beside a guest of 1: all 10,000."""
    assert paying_lease(futures((1.0, 8_000)), 0, 1) == 10_000
