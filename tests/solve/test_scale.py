"""A plan does not depend on how large the largest number of its case is."""

import random

import pytest

from brownfield.derive.derive import derive
from brownfield.model.arrays.scale import scale_of
from brownfield.solve.run import plan
from tests.solve.sites import Sites, case_of, value_by_counting

PENALTIES = [10.0**power for power in range(2, 13)]


def three_sites(price: float, penalty: float) -> Sites:
    """Return three sites of 100 vehicles; one is enough for 100 vehicles of demand."""
    return Sites(
        opening=[900, 5_000, 7_000],
        capacity=[100, 100, 100],
        volume=[100],
        freight=[[1], [1], [1]],
        price=price,
        penalty=penalty,
    )


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("price", [0.0, 1e4, 1e6])
def test_one_site_is_opened_whatever_a_lost_sale_costs(
    price: float, penalty: float
) -> None:
    """The cheapest site, 900, and 100 vehicles at freight 1: 100 x price - 1,000."""
    found = plan(case_of(three_sites(price, penalty)))
    assert found.is_sound, found.audit
    assert found.value == pytest.approx(100 * price - 1_000, rel=1e-12, abs=1e-6)
    assert found.tables["openings"]["facility"].to_list() == ["site0"]
    assert found.status == "optimal"


@pytest.mark.parametrize("begin", range(0, 40, 10))
def test_plans_of_sites_equal_what_counting_finds(begin: int) -> None:
    """Ten draws of sites: penalties 1e2 to 1e12, a volume a million times the rest."""
    for seed in range(begin, begin + 10):
        sites = drawn(random.Random(seed))  # noqa: S311 - no secret
        found = plan(case_of(sites))
        assert found.is_sound, (seed, found.audit)
        best = value_by_counting(sites)
        assert found.value == pytest.approx(best, rel=1e-9, abs=1e-6), (seed, sites)
        assert found.bound >= found.value, seed


def drawn(draw: random.Random) -> Sites:
    """Return three sites and four markets, one of them a giant in every third draw."""
    volume = [100.0] * 4
    capacity = [100.0 * draw.choice([2, 3, 4]) for _ in range(3)]
    if draw.random() < 1 / 3:
        volume[draw.randrange(4)] = 1e8
        capacity = [2e8] * 3
    return Sites(
        opening=[float(draw.randint(100, 20_000)) for _ in range(3)],
        capacity=capacity,
        volume=volume,
        freight=[[float(draw.randint(1, 90)) for _ in range(4)] for _ in range(3)],
        price=draw.choice([0.0, 0.0, 1e4]),
        penalty=10.0 ** draw.randint(2, 12),
    )


def test_a_giant_market_does_not_hide_the_site_of_a_small_one() -> None:
    """Market 1 of 100 is worth its own site: 100 x (60 - 1) = 5,900 of freight saved.

    The site costs 5,000. Market 0 takes 1e8 vehicles at freight 1 from site 0 (900):
    -(1e8 + 900 + 5,000 + 100) = -100,006,000; from site 0 alone, 900 more.
    """
    sites = Sites(
        opening=[900, 5_000],
        capacity=[2e8, 100],
        volume=[1e8, 100],
        freight=[[1, 60], [60, 1]],
        price=0.0,
        penalty=1e9,
    )
    found = plan(case_of(sites))
    assert found.is_sound, found.audit
    assert found.value == pytest.approx(-100_006_000, abs=1e-3)


@pytest.mark.parametrize(
    ("volume", "price", "freight", "opening", "penalty", "unit_volume", "unit_money"),
    [
        (50_000, 30_000, 500, 0, 0, 1e3, 1e3),  # 50,000 / 50; 30,000 / 20 = 1,500
        (50_000, 0, 20, 0, 1e9, 1e3, 1.0),  # the penalty says nothing: 20 / 20
        (50_000, 30_000, 0.1, 0, 0, 1e3, 1e2),  # .1 is 1e-3 of 100
        (50_000, 0, 0, 1e6, 1e9, 1e3, 1.0),  # 1e6 / 1,000 / 1,000 vehicles
        (50_000, 0, 0, 0, 2e3, 1e3, 1e2),  # nothing but the penalty: 2,000 / 20
    ],
)
def test_the_units_come_from_what_decides(
    volume: float,
    price: float,
    freight: float,
    opening: float,
    penalty: float,
    unit_volume: float,
    unit_money: float,
) -> None:
    """Price, else delivered cost, else fixed costs, else the penalty, near one."""
    sites = Sites([opening], [1e5], [volume], [[freight]], price, penalty)
    found = scale_of(derive(case_of(sites)))
    assert found.volume == pytest.approx(unit_volume)
    assert found.unit_money == pytest.approx(unit_money)
