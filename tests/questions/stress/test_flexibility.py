"""METHODS B7: expected sales and the index of Jordan and Graves."""

import json
import os
from itertools import combinations, product
from math import erf, exp, pi, sqrt
from pathlib import Path

import numpy as np
import pytest

from brownfield.model.arrays.linear import Floats
from brownfield.questions.stress.flexibility.elimination import best_order, smallest_cut
from brownfield.questions.stress.flexibility.flexibility import (
    Links,
    chain,
    closed_cuts,
    cut_normal,
    expected_sales,
    jordan_graves_index,
    sales,
)


def slow_sales(links: Links, capacity: Floats, demand: Floats) -> float:
    """Return the smallest cut of one demand over all sets of products, by loops."""
    products = range(len(demand))
    cuts = []
    for size in range(len(demand) + 1):
        for group in combinations(products, size):
            plants = {j for i in group for j in np.flatnonzero(links[i])}
            rest = sum(demand[i] for i in products if i not in group)
            cuts.append(rest + sum(capacity[j] for j in plants))
    return float(min(cuts))


def opened(size: int) -> Links:
    """Return the chain without its last link."""
    links = chain(size)
    links[size - 1, 0] = False
    return links


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (np.eye(3, dtype=np.bool_), 1.5),
        (opened(3), 2.0),
        (chain(3), 2.25),
        (np.ones((3, 3), dtype=np.bool_), 2.25),
    ],
)
def test_three_plants_sell_what_paper_says(links: Links, expected: float) -> None:
    """Capacity 1, demand 0 or 2 alike: full = E min(3, 2 x Binomial(3, 1/2)) = 18/8."""
    demand = np.array(list(product([0.0, 2.0], repeat=3)))
    assert sales(links, np.ones(3), demand).mean() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("size", "values", "expected"),
    [
        (3, (50, 100, 150), (250, 7100 / 27, 2450 / 9, 2450 / 9)),
        (4, (50, 100, 150), (1000 / 3, 28750 / 81, 29800 / 81, 29800 / 81)),
        (5, (50, 100, 150), (1250 / 3, 108800 / 243, 112750 / 243, 112750 / 243)),
        (4, (20, 180), (240, 1205 / 4, 325, 340)),
    ],
)
def test_small_designs_sell_exact_fractions(
    size: int, values: tuple[int, ...], expected: tuple[float, ...]
) -> None:
    """Capacity 100 each, all demands as likely: every outcome counted out."""
    demand = np.array(list(product(values, repeat=size)), dtype=np.float64)
    designs = (np.eye(size), opened(size), chain(size), np.ones((size, size)))
    sold = [
        sales(design.astype(np.bool_), np.full(size, 100.0), demand).mean()
        for design in designs
    ]
    assert sold == pytest.approx(expected)


def test_dedicated_plants_lose_the_upper_half_of_the_bell() -> None:
    """1000 - 400 (phi(0) - phi(2)) / (2 Phi(2) - 1) = 855.4, within the error."""
    density = (1 - exp(-2)) / sqrt(2 * pi)
    exact = 1000 - 400 * density / erf(sqrt(2))
    assert exact == pytest.approx(855.4, abs=0.05)
    mean, error = expected_sales(np.eye(10, dtype=np.bool_), *ten_plants(200_000))
    assert mean == pytest.approx(exact, abs=4 * error)


def ten_plants(samples: int) -> tuple[Floats, Floats]:
    """Return capacity 100 each and demands N(100, 40) cut at two sd."""
    demand = cut_normal(np.full(10, 100.0), np.full(10, 40.0), samples, seed=7)
    return np.full(10, 100.0), demand


@pytest.mark.parametrize(
    ("links", "expected", "index"),
    [
        (np.eye(10, dtype=np.bool_), 856.0, 0.261),
        (np.kron(np.eye(5), np.ones((2, 2))).astype(np.bool_), 900.0, 0.261),
        (chain(10), 952.2, 0.012),
        (np.ones((10, 10), dtype=np.bool_), 956.0, 0.0),
    ],
)
def test_ten_plants_sell_what_is_published(
    links: Links, expected: float, index: float
) -> None:
    """20,000 draws, +-.9 on both sides; the index is a largest of noisy shares."""
    capacity, demand = ten_plants(20_000)
    mean, error = expected_sales(links, capacity, demand)
    assert error < 0.9
    assert mean == pytest.approx(expected, abs=1.8)
    assert jordan_graves_index(links, capacity, demand) == pytest.approx(
        index, abs=0.008
    )


@pytest.mark.parametrize("seed", range(25))
def test_the_kernel_agrees_with_its_slow_twin(seed: int) -> None:
    """On random designs of up to 6 products and plants, product by product."""
    generator = np.random.default_rng(seed)
    products, plants = generator.integers(1, 7, 2)
    links = generator.random((products, plants)) < 0.4
    capacity = generator.uniform(0, 10, plants)
    demand = generator.uniform(0, 10, (5, products))
    slow = [slow_sales(links, capacity, row) for row in demand]
    assert sales(links, capacity, demand) == pytest.approx(np.array(slow))
    order = best_order(links)
    taken_away = smallest_cut(links, capacity, demand.T.copy(), order)
    assert taken_away == pytest.approx(np.array(slow))


@pytest.mark.parametrize("together", [0.0, 0.5, 0.95])
def test_demands_that_move_together_keep_their_own_spread(together: float) -> None:
    """Mean 100, sd 40 cut at 2 sd: 40 sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)) = 35.18."""
    sd = 40 * sqrt(1 - 4 * exp(-2) / sqrt(2 * pi) / erf(sqrt(2)))
    assert sd == pytest.approx(35.18, abs=0.01)
    mean, spread = np.full(3, 100.0), np.full(3, 40.0)
    demand = cut_normal(mean, spread, 100_000, seed=2, together=together)
    assert demand.mean(axis=0) == pytest.approx(mean, abs=0.5)
    assert demand.std(axis=0) == pytest.approx(np.full(3, sd), rel=0.01)
    moved = float(np.asarray(np.corrcoef(demand.T))[0, 1])
    assert moved == pytest.approx(together, abs=0.03)


def test_a_chain_is_worth_less_the_more_demands_move_together() -> None:
    """At correlation 0.9 less than half of its gain over single plants is left."""
    capacity, gains = np.full(10, 100.0), []
    for together in (0.0, 0.3, 0.6, 0.9):
        demand = cut_normal(capacity, 0.4 * capacity, 20_000, seed=4, together=together)
        alone, chained = np.eye(10, dtype=np.bool_), chain(10)
        gains.append(
            expected_sales(chained, capacity, demand)[0]
            - expected_sales(alone, capacity, demand)[0]
        )
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] < gains[0] / 2


DATA = Path(
    os.environ.get(
        "BROWNFIELD_BENCHMARKS",
        Path(__file__).parents[3].parent / "shared" / "benchmarks",
    )
)


@pytest.mark.peer
@pytest.mark.skipif(
    not (DATA / "flexibility").is_dir(),
    reason="no public instances; set BROWNFIELD_BENCHMARKS to their folder",
)
def test_published_designs_load_and_run() -> None:
    """Dedicated <= chained <= full <= the smaller of mean demand and capacity."""
    files = sorted((DATA / "flexibility").glob("*/input_*.json"))
    assert len(files) == 14
    for path in files:
        held = json.loads(path.read_text(encoding="utf-8"))
        capacity = np.array(held["capacity"], dtype=np.float64)
        mean, sd = (np.array(held[k], float) for k in ("mean_demand", "sd_demand"))
        demand = cut_normal(mean, sd, 2_000, seed=1)
        own = np.arange(len(mean))[:, None] % len(capacity) == np.arange(len(capacity))
        designs = (own, own | np.roll(own, 1, axis=1), np.ones_like(own))
        sold = [expected_sales(d, capacity, demand)[0] for d in designs]
        assert sold == sorted(sold)
        assert sold[-1] <= min(capacity.sum(), demand.sum(axis=1).mean()) + 1e-6


def test_full_flexibility_of_eight_plants_is_as_published() -> None:
    """Sixteen products, cv .4, cut at 2 sd: 1957.43 with an error of .183."""
    capacity = np.array([380, 230, 250, 230, 240, 230, 230, 240], dtype=np.float64)
    mean = np.array(
        [320, 150, 270, 110, 220, 110, 120, 80, 140, 160, 60, 35, 40, 35, 30, 180],
        dtype=np.float64,
    )
    demand = cut_normal(mean, 0.4 * mean, 100_000, seed=3)
    full = np.ones((16, 8), dtype=np.bool_)
    sold, error = expected_sales(full, capacity, demand)
    assert sold == pytest.approx(1957.43, abs=4 * (error + 0.183))


def test_only_unions_of_what_products_need_are_cuts() -> None:
    """Of 2^10 plant sets of a ring those without a lonely plant are closed."""
    ring = [
        mask
        for mask in range(1 << 10)
        if all(
            not mask >> j & 1 or mask >> (j + 1) % 10 & 1 or mask >> (j - 1) % 10 & 1
            for j in range(10)
        )
    ]
    assert len(closed_cuts(chain(10), np.ones(10)).capacity) == len(ring)
    dedicated = closed_cuts(np.eye(10, dtype=np.bool_), np.ones(10))
    assert len(dedicated.capacity) == 1 << 10
