"""Rows of spare line time cut off mixtures of plans, and never a plan.

A plant of 10,000 line time builds the 6,000 cars that people ask; a van, of which 8,000
are asked, may start for a tooling cost of 3 m. It finds 4,000 of line time: half a
start may sell 4,000 vans (8,000 x 0.5), so the relaxed model starts half. On whole
starts 4,000 vans ask a whole one.
"""

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.arrays.linear import LinearModel
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.search.headroom import headroom_of
from brownfield.solve.search.tighter import tighter
from tests.model.small_cases import (
    MILLION,
    buyers,
    option,
    pattern,
    product,
    small_case,
)
from tests.properties.every_column import every_column_case

SEEDS = range(5_000, 5_030)


def crowded(**van: float) -> Case:
    """Return the plant above; a car earns 2,000, a van 1,000; running costs 1 m."""
    return small_case(
        {
            "shift_patterns": [pattern("plant", 10_000, fixed_cost=MILLION)],
            "products": [product("car"), product("van")],
            "build_options": [
                option("cars", is_committed=True),
                option("vans", product="van", tooling_cost=3 * MILLION, **van),
            ],
            "demand": [
                buyers(6_000, 2_000),
                buyers(8_000, 1_000, product="van"),
            ],
        }
    )


def worth(made: Formulation, model: LinearModel) -> float:
    """Return the best value of a model, millions."""
    found = HighsBackend().solve(model, Limits(gap=0.0))
    return found.objective * made.data.scale.money / MILLION


def test_half_a_start_uses_half_of_the_line_time_left() -> None:
    """Relaxed 12 + 4 - 1 - 1.5 = 13.5; with the row 12 + 4 - 1 - 3 = 12, as whole."""
    made = formulate(derive(crowded()))
    near = tighter(made, HighsBackend(), Limits()).model
    assert near.rows > made.linear.rows
    assert worth(made, made.linear.relaxed()) == pytest.approx(13.5)
    assert worth(made, near.relaxed()) == pytest.approx(12.0)
    assert worth(made, near) == pytest.approx(12.0)


def test_the_row_of_a_point_reads_as_on_paper() -> None:
    """Cars + vans <= 4,000 s + 6,000 w; 10,000 > 2,000 + 6,000, so 2,000 short."""
    made = formulate(derive(crowded()))
    head = headroom_of(made.numbers, made.tables)
    half = HighsBackend().solve(made.linear.relaxed(), Limits()).columns
    assert half is not None
    rows = head.broken(half)
    unit = made.data.scale.volume
    factors = np.zeros(made.linear.columns)
    factors[rows.positions] = rows.values
    columns = made.columns
    starts = columns.start.filter(build_option="vans")["column"].to_numpy()
    assert len(rows) == 1
    assert factors[columns.deliver["column"].to_numpy()] == pytest.approx([-1.0, -1.0])
    assert factors[starts] * unit == pytest.approx([4_000.0])
    assert factors[columns.pattern["column"].to_numpy()] * unit == pytest.approx(
        [6_000.0]
    )
    assert (rows.sums(half) - rows.least) * unit == pytest.approx([-2_000.0])


@pytest.mark.parametrize("use", [0.5, 1.0])
def test_what_fits_or_takes_little_time_is_left_alone(use: float) -> None:
    """8,000 vans of half the line time fit beside the cars: no row, none of full time.

    At 1.0 there is one row; at 0.5 the vans take 4,000 and nothing is in the way.
    """
    made = formulate(derive(crowded(capacity_use=use)))
    near = tighter(made, HighsBackend(), Limits()).model
    assert near.rows - made.linear.rows == (0 if use == 0.5 else 1)


def test_no_plan_is_cut_off() -> None:
    """On 30 random cases the best plan keeps every row, and is worth the same."""
    backend, added = HighsBackend(), 0
    for seed in SEEDS:
        made = formulate(derive(every_column_case(seed)))
        near = tighter(made, backend, Limits()).model
        found = backend.solve(made.linear, Limits(gap=0.0))
        if found.outcome != "solved" or found.columns is None:
            continue
        again = backend.solve(near, Limits(gap=0.0))
        assert again.objective == pytest.approx(found.objective, rel=1e-6, abs=1e-6)
        added += near.rows - made.linear.rows
    assert added > 0


def test_rows_hold_at_every_whole_plan_tried() -> None:
    """Rows broken by relaxed points, held against plans for other prices.

    Costs are drawn at random: the plans best for them are whole, and keep the rows.
    """
    backend, draw, tried = HighsBackend(), np.random.default_rng(7), 0
    for seed in SEEDS:
        made = formulate(derive(every_column_case(seed)))
        model, head = made.linear, headroom_of(made.numbers, made.tables)
        for _ in range(8):
            cost = model.cost * draw.uniform(0.2, 3.0, model.columns)
            priced = model.with_arrays(cost=cost)
            point = backend.solve(priced.relaxed(), Limits()).columns
            if point is None or head.is_idle():
                break
            rows = head.broken(point)
            whole = backend.solve(priced, Limits(gap=0.0)).columns
            if not len(rows) or whole is None:
                continue
            assert (rows.sums(whole) - rows.least).min() > -1e-5
            tried += len(rows)
    assert tried > 20
