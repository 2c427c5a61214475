"""Rows on how much starts fill a plant cut off mixtures of plans, and never a plan.

One plant whose large pattern has room for 10. A point makes there, of slot

    0   6 of at most 6, started                    (column 0, start 10 at 1)
    1   2 of at most 5, by starts that can use 2 and 5  (1, starts 11 at .1, 12 at .4)
    2   1 of at most 4                             (2, start 13 at .25)
    3   1 of at most 1, and runs already           (3)

so slots 0 and 3 use all they could, then come 1 and 2. With F of nothing no row is
broken; with F = {0}, H is 6, r is 4 and G = {1}: 6 + 2 are .2 over 6 w + 2 x .1 +
4 x .4. With F = {0, 3}, H is 7, r is 3 and G = {1, 2}: 10 are .85 over 7 w + 2 x .1 +
3 x .4 + 3 x .25. With slot 1 beside them H would be 12.
"""

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.table import Table
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.search.covers import Covers, covers_of
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
BIG, SMALL = 20, 21  # columns of the patterns
MADE = {0: 6.0, 1: 2.0, 2: 1.0, 3: 1.0}
STARTS = {10: 1.0, 11: 0.1, 12: 0.4, 13: 0.25}


def table(**columns: list[float] | list[int] | list[bool]) -> Table:
    """Return a table of these columns."""
    arrays = {name: np.array(values) for name, values in columns.items()}
    return Table(arrays, {}, len(next(iter(arrays.values()))))


def plant(patterns: Table) -> Covers:
    """Return the plant above, in one view of some patterns."""
    return Covers(
        deliver=table(lot=[0, 1, 2, 3], column=[0, 1, 2, 3], use=[1.0] * 4),
        lots=table(member=[0, 1, 2, 3], most=[6.0, 9.0, 4.0, 3.0]),
        members=table(slot=[0, 1, 2, 3], most=[8.0, 5.0, 7.0, 1.0]),
        slots=table(view=[0] * 4, is_decided=[True, True, True, False]),
        starts=table(
            member=[0, 1, 1, 2],
            slot=[0, 1, 1, 2],
            column=[10, 11, 12, 13],
            most=[8.0, 2.0, 5.0, 7.0],
        ),
        patterns=patterns,
        views=table(site=[0]),
    )


def at(**running: float) -> np.ndarray:
    """Return the point above, some patterns running."""
    point = np.zeros(22)
    for column, value in {**MADE, **STARTS}.items():
        point[column] = value
    point[BIG], point[SMALL] = running["big"], running.get("small", 0.0)
    return point


def factors(rows: MoreRows) -> dict[int, float]:
    """Return the factors of the only row by column."""
    assert len(rows) == 1
    return dict(zip(rows.positions.tolist(), rows.values.tolist(), strict=True))


def test_of_all_ways_to_fill_a_plant_the_row_most_broken_is_told() -> None:
    """F = {0, 3}: .85 short; starts count for no more than the 3 that F leaves."""
    one = plant(table(view=[0], column=[BIG], room=[10.0]))
    rows = one.broken(at(big=1.0))
    made = dict.fromkeys(MADE, -1.0)
    assert factors(rows) == pytest.approx({**made, 11: 2, 12: 3, 13: 3, BIG: 7})
    assert rows.sums(at(big=1.0)) - rows.least == pytest.approx([-0.85])


def test_a_small_pattern_holds_no_more_than_its_room() -> None:
    """Half of each: 7 x .5 + 4 x .5 for the patterns, so 10 are 2.35 over.

    With q the small one r is 4 - H: of F of nothing 4, the large one adds 10 - 4 = 6,
    and slots 0 and 1 are 2 + .2 over their starts, .8 less than 6 x .5.
    """
    both = plant(table(view=[0, 0], column=[BIG, SMALL], room=[10.0, 4.0]))
    rows = both.broken(at(big=0.5, small=0.5))
    made = dict.fromkeys(MADE, -1.0)
    asked = {**made, 11: 2, 12: 3, 13: 3, BIG: 7, SMALL: 4}
    assert factors(rows) == pytest.approx(asked)
    assert rows.sums(at(big=0.5, small=0.5)) == pytest.approx([-2.35])


def test_a_larger_pattern_adds_what_it_has_more() -> None:
    """Slot 0 alone, 4 started by half, a plant of 10 all but idle: q is the small one.

    H is 0 and r is 4: 4 <= min(6, 4) x .5 + (10 - 4) x .1 is 1.4 short; with q the
    large one 4 <= 6 x .5 is 1 short.
    """
    both = plant(table(view=[0, 0], column=[BIG, SMALL], room=[10.0, 4.0]))
    point = np.zeros(22)
    point[0], point[10], point[BIG], point[SMALL] = 4.0, 0.5, 0.1, 0.9
    rows = both.broken(point)
    assert factors(rows) == pytest.approx({0: -1, 10: 4, BIG: 6, SMALL: 0})
    assert rows.sums(point) == pytest.approx([-1.4])


def test_a_point_that_is_whole_breaks_nothing() -> None:
    """Slots 0, 1 and 3 make 6 + 3 + 1 on what they started."""
    one = plant(table(view=[0], column=[BIG], room=[10.0]))
    point = at(big=1.0)
    point[[1, 2, 11, 12, 13]] = 3.0, 0.0, 0.0, 1.0, 0.0
    assert len(one.broken(point)) == 0


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
