"""Rows on how much starts fill a plant cut off mixtures of plans, and never a plan."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.table import Table
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.search.covers import covers_of
from brownfield.solve.search.mixed import Covers
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
BIG, SMALL = 20, 21  # columns of the patterns, with room for 10 and 4


def table(**columns: list[float] | list[int] | list[bool]) -> Table:
    """Return a table of these columns."""
    arrays = {name: np.array(values) for name, values in columns.items()}
    return Table(arrays, {}, len(next(iter(arrays.values()))))


def plant(most: list[float], *, given: int = 0, small: bool = False) -> Covers:
    """Return a plant of some programmes, of which the first ones run already.

    Programme n is sold in one market that asks for `most`, by column n; start 10 + n.
    """
    begun = list(range(given, len(most)))
    return Covers(
        deliver=table(
            lot=list(range(len(most))),
            column=list(range(len(most))),
            use=[1.0] * len(most),
        ),
        lots=table(member=list(range(len(most))), most=most),
        members=table(
            view=[0] * len(most),
            is_given=[number < given for number in range(len(most))],
            is_decided=[number >= given for number in range(len(most))],
        ),
        starts=table(
            member=begun, column=[10 + n for n in begun], most=[20.0] * len(begun)
        ),
        patterns=table(
            view=[0] * (1 + small),
            column=[BIG, SMALL][: 1 + small],
            room=[10.0, 4.0][: 1 + small],
        ),
    )


def at(values: dict[int, float]) -> np.ndarray:
    """Return a point by its columns."""
    point = np.zeros(22)
    point[list(values)] = list(values.values())
    return point


def factors(rows: MoreRows) -> dict[int, float]:
    """Return the factors of the only row by column."""
    assert len(rows) == 1
    return dict(zip(rows.positions.tolist(), rows.values.tolist(), strict=True))


def test_a_start_brings_what_is_left_beside_who_runs_already() -> None:
    """6 are built anyway: made <= 4 z + 6 w. At w = .9, z = 3/8 that is 2.1 short.

    From 8 z - 10 w <= -6 + T: by d = 10, f = .4, 8 counts for (.8 - .4) / .6 of 6. By
    d = 8 the row is made <= 4 z + 2 + 4 w, which is 1.9 short.
    """
    point = at({0: 6.0, 1: 3.0, 11: 0.375, BIG: 0.9})
    rows = plant([6.0, 8.0], given=1).broken(point)
    assert factors(rows) == pytest.approx({0: -1, 1: -1, 11: 4, BIG: 6})
    assert rows.sums(point) - rows.least == pytest.approx([-2.1])


def test_two_starts_that_fill_a_plant_each_count_for_what_the_other_leaves() -> None:
    """8 and 8 in room for 10: made <= 6 w + 2 z1 + 2 z2, 1.5 short at 5/8 each.

    From -8 y1 - 8 y2 + 10 v <= -6 + T with y = 1 - z, v = 1 - w: by d = 8, f = .25,
    that is -y1 - y2 + v <= -1 + T / 6.
    """
    point = at({0: 5.0, 1: 5.0, 10: 0.625, 11: 0.625, BIG: 1.0})
    rows = plant([8.0, 8.0]).broken(point)
    assert factors(rows) == pytest.approx({0: -1, 1: -1, 10: 2, 11: 2, BIG: 6})
    assert rows.sums(point) - rows.least == pytest.approx([-1.5])


def test_a_small_pattern_holds_no_more_than_its_room() -> None:
    """Half of 10 and half of 4 hold 7 of 8 by 7/8 of a start: made <= 4 z + 4 w10.

    Counted from the small one, -8 y - 6 w10 + 4 v <= -4 + T; by d = 8, f = .5, that is
    -y - w10 <= -1 + T / 4: 3.5 + 2 are 1.5 short of 7.
    """
    point = at({0: 7.0, 10: 0.875, BIG: 0.5, SMALL: 0.5})
    rows = plant([8.0], small=True).broken(point)
    assert factors(rows) == pytest.approx({0: -1, 10: 4, BIG: 4, SMALL: 0})
    assert rows.sums(point) - rows.least == pytest.approx([-1.5])


def test_a_point_that_is_whole_breaks_nothing() -> None:
    """6 run already, 8 are started and make the 4 that are left."""
    point = at({0: 6.0, 1: 4.0, 11: 1.0, BIG: 1.0})
    assert len(plant([6.0, 8.0], given=1).broken(point)) == 0


def test_a_programme_that_starts_by_halves_fills_a_plant_by_halves() -> None:
    """Where a start may be a share, a mixture is a plan: no row counts it."""
    one = plant([8.0])
    partial = replace(
        one, members=one.members.with_columns(is_decided=np.zeros(1, bool))
    )
    assert len(one.broken(at({0: 5.0, 10: 0.625, BIG: 0.5}))) == 1
    assert len(partial.broken(at({0: 5.0, 10: 0.625, BIG: 0.5}))) == 0


def crowded(fixed_cost: float = MILLION) -> Case:
    """Return a plant of 10,000 that builds 6,000 cars and may build 8,000 vans."""
    return small_case(
        {
            "shift_patterns": [pattern("plant", 10_000, fixed_cost=fixed_cost)],
            "products": [product("car"), product("van")],
            "build_options": [
                option("cars", is_committed=True),
                option("vans", product="van", tooling_cost=3 * MILLION),
            ],
            "demand": [
                buyers(6_000, 2_000),
                buyers(8_000, 1_000, product="van"),
            ],
        }
    )


def relaxed(made: Formulation) -> np.ndarray:
    """Return the best point of a case without whole decisions."""
    columns = HighsBackend().solve(made.linear.relaxed(), Limits()).columns
    assert columns is not None
    return columns


def test_the_row_of_a_case_reads_as_on_paper() -> None:
    """Cars + vans <= 4,000 s + 6,000 w; half a start makes 4,000, so 2,000 short."""
    made = formulate(derive(crowded()))
    point, unit = relaxed(made), made.data.scale.volume
    rows = covers_of(made.numbers, made.tables).broken(point)
    by_column = factors(rows)
    columns = made.columns
    start = columns.start.filter(build_option="vans")["column"].item()
    built = [by_column[column] for column in columns.deliver["column"]]
    assert built == pytest.approx([-1.0, -1.0])
    assert by_column[start] * unit == pytest.approx(4_000.0)
    assert by_column[columns.pattern["column"].item()] * unit == pytest.approx(6_000.0)
    assert rows.sums(point) * unit == pytest.approx([-2_000.0])


def test_without_whole_patterns_there_is_nothing_to_look_for() -> None:
    """A pattern that costs nothing runs in part as well as whole."""
    made = formulate(derive(crowded(fixed_cost=0.0)))
    assert len(covers_of(made.numbers, made.tables).broken(relaxed(made))) == 0


def test_rows_hold_at_every_whole_plan_tried() -> None:
    """Rows broken by relaxed points, held against plans for other prices.

    Costs are drawn at random: the plans best for them are whole, and keep the rows.
    """
    backend, draw, tried = HighsBackend(), np.random.default_rng(7), 0
    for seed in SEEDS:
        made = formulate(derive(every_column_case(seed)))
        model, covers = made.linear, covers_of(made.numbers, made.tables)
        for _ in range(8):
            cost = model.cost * draw.uniform(0.2, 3.0, model.columns)
            priced = model.with_arrays(cost=cost)
            point = backend.solve(priced.relaxed(), Limits()).columns
            if point is None:
                break
            rows = covers.broken(point)
            whole = backend.solve(priced, Limits(gap=0.0)).columns
            if not len(rows) or whole is None:
                continue
            assert (rows.sums(point) - rows.least).max() < 0.0
            assert (rows.sums(whole) - rows.least).min() > -1e-5
            tried += len(rows)
    assert tried > 20
