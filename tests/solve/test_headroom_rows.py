"""Rows of spare line time of two sites, on paper.

Site 0 has patterns of 10 and of 2. Slot 0 there holds two programmes: one may make 6
and is asked 2 + 3 by two markets, the other 3 and is asked 8; slot 1 may make 4 and is
asked 3. Site 1 has a pattern of 8; slot 2 may make 6 and is asked 7; slot 3 may make 9
and is asked 2, and runs already.

A point makes 1 + 2 in slot 0 (of the first programme: 2 x 0.5 and 4 x 0.5; the other
makes a ten-millionth, which is nothing), 2 in slot 1, 3 and 1 at site 1. So D is 5, 3,
6 and 2, H of each the D of its neighbour, and a pattern leaves

    slot 0: 10 - 3 = 7, at most 5;  2 - 3 < 0, so 0      slot 2: 8 - 2 = 6
    slot 1: 10 - 5 = 5, at most 3;  2 - 5 < 0, so 0      slot 3: 8 - 6 = 2
"""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from brownfield.derive.derive import derive
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.table import Table
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.search.headroom import Headroom, headroom_of
from brownfield.tables.frames import Row
from tests.model.small_cases import MILLION, buyers, option, pattern, product
from tests.model.small_cases import small_case as case_of

Floats = NDArray[np.float64]

BIG, SMALL, OTHER = 10, 11, 12  # columns of the patterns
POINT = {
    0: 2.0,
    1: 4.0,
    2: 1e-7,
    3: 2.0,
    4: 3.0,
    5: 1.0,  # deliveries
    6: 0.5,
    7: 0.05,
    8: 0.05,
    9: 0.25,  # starts of slots 0, 1, 1 and 2
    BIG: 0.2,
    SMALL: 0.4,
    OTHER: 0.5,
}


def table(**columns: list[float] | list[int] | list[bool]) -> Table:
    """Return a table of these columns."""
    arrays = {name: np.array(values) for name, values in columns.items()}
    return Table(arrays, {}, len(next(iter(arrays.values()))))


def head(unit: float = 1.0) -> Headroom:
    """Return the two sites, line time in other units."""

    def time(*amounts: float) -> list[float]:
        return [unit * amount for amount in amounts]

    return Headroom(
        deliver=table(
            site=[0, 0, 0, 0, 1, 1],
            lot=[0, 1, 2, 3, 4, 5],
            column=[0, 1, 2, 3, 4, 5],
            use=[0.5, 0.5, 1.0, 1.0, 1.0, 1.0],
        ),
        lots=table(
            site=[0, 0, 0, 0, 1, 1],
            member=[0, 0, 1, 2, 3, 4],
            most=time(2, 3, 8, 3, 7, 2),
        ),
        members=table(slot=[0, 0, 1, 2, 3], most=time(6, 3, 4, 6, 9)),
        slots=table(site=[0, 0, 1, 1], is_decided=[True, True, True, False]),
        starts=table(slot=[0, 1, 1, 2], column=[6, 7, 8, 9]),
        patterns=table(site=[0, 0, 1], column=[BIG, SMALL, OTHER], room=time(10, 2, 8)),
    )


def at(unit: float = 1.0, **cells: float) -> Floats:
    """Return the point with line time in other units and some columns changed.

    A column is named by its number after the letter c.
    """
    changed = {int(name[1:]): value for name, value in cells.items()}
    scaled = {c: v * unit if c < 6 and c != 2 else v for c, v in POINT.items()}
    values = scaled | changed
    return np.array([values[column] for column in range(13)])


def factors(rows: MoreRows) -> list[dict[int, float]]:
    """Return the factors of each row by column, zeros left out."""
    ends = zip(rows.starts[:-1], rows.starts[1:], strict=True)
    pairs = [
        zip(rows.positions[a:b].tolist(), rows.values[a:b].tolist(), strict=True)
        for a, b in ends
    ]
    return [{column: value for column, value in row if value} for row in pairs]


HALF, WHOLE = {0: -0.5, 1: -0.5, 3: -1.0}, {4: -1.0, 5: -1.0}


@pytest.mark.parametrize("unit", [1.0, 0.1])
def test_of_each_slot_the_row_most_broken_is_told(unit: float) -> None:
    """Site 0 builds 5, site 1 builds 4.

    Slot 0: 5 s + 3 w + 3 v = 4.3 is 0.7 short, 0 s + 8 w + 3 v = 2.8 is 2.2 short.
    Slot 1: 3 s + 5 w + 5 v = 3.3 is 1.7 short, 0 s + 8 w + 5 v = 3.6 is 1.4 short.
    Slot 2: 6 s + 2 w = 2.5 is 1.5 short. Slot 3 runs already: 2 x 0 + 6 w is no row.
    """
    point = at(unit)
    rows = head(unit).broken(point)
    found = [pytest.approx(row) for row in factors(rows)]
    assert found == [
        {**HALF, BIG: 8 * unit, SMALL: 3 * unit},
        {**HALF, 7: 3 * unit, 8: 3 * unit, BIG: 5 * unit, SMALL: 5 * unit},
        {**WHOLE, 9: 6 * unit, OTHER: 2 * unit},
    ]
    assert (rows.sums(point) - rows.least) / unit == pytest.approx([-2.2, -1.7, -1.5])


@pytest.mark.parametrize(
    ("begun", "rows"), [(1 - 2e-6, 3), (1 - 1e-6, 2), (1.0, 2), (1.5, 2)]
)
def test_a_start_within_a_millionth_of_one_is_whole(begun: float, rows: int) -> None:
    """0 s + 8 w + 3 v = 2.8 of 5 whatever s is, but a slot that runs lacks nothing."""
    assert len(head().broken(at(c6=begun))) == rows


@pytest.mark.parametrize(("made", "rows"), [(1e-5, 0), (2e-5, 1)])
def test_a_hundred_thousandth_is_not_worth_a_row(made: float, rows: int) -> None:
    """Nothing runs or has begun, and slot 2 makes as much as that."""
    nothing = {f"c{column}": 0.0 for column in range(13)}
    assert len(head().broken(at(**{**nothing, "c4": made}))) == rows


def test_what_is_not_served_counts_for_nothing() -> None:
    """Slot 0 makes nothing, so D is 0 there and H of slot 1 as well: no row of slot 0.

    2 are built: 3 s + 0 w + 0 v = 0.3 with 1.7 short is most. Where s is 0.7, 2.1 is
    enough; with 2 - 0 - 0 = 2 left by the small pattern, 2 s + (3 - 2) w = 1.6 is not.
    """
    still = {"c0": 0.0, "c1": 0.0, "c7": 0.35, "c8": 0.35}
    rows = factors(head().broken(at(**still)))
    assert rows[0] == pytest.approx({3: -1.0, 7: 2.0, 8: 2.0, BIG: 1.0})
    assert len(rows) == 2
    enough = {**still, "c7": 0.4, "c8": 0.4, BIG_: 0.5}
    assert len(head().broken(at(**enough))) == 1


BIG_ = f"c{BIG}"


def crowded(
    van: dict[str, float | bool | None], **tables: Sequence[Row]
) -> Formulation:
    """Return a plant of 10,000 that builds 6,000 cars and may build 8,000 vans."""
    vans = {"tooling_cost": 3 * MILLION, **van}
    rows = {
        "shift_patterns": [pattern("plant", 10_000, fixed_cost=MILLION)],
        "products": [product("car"), product("van")],
        "build_options": [
            option("cars", is_committed=True),
            option("vans", product="van", **vans),
        ],
        "demand": [buyers(6_000, 2_000), buyers(8_000, 1_000, product="van")],
    }
    return formulate(derive(case_of({**rows, **tables})))


def of(made: Formulation) -> Headroom:
    """Return what competes for line time."""
    return headroom_of(made.numbers, made.tables)


def test_markets_and_programmes_are_counted_in_line_time() -> None:
    """8,000 vans of 1.6 take 12,800; 5,000 at full rate take 8,000."""
    made = crowded({"capacity_use": 1.6, "full_rate": 5_000.0})
    found, unit = of(made), made.data.scale.volume
    assert found.lots["most"] * unit == pytest.approx([6_000.0, 12_800.0])
    assert found.members["most"] * unit == pytest.approx([6_000.0, 8_000.0])
    assert found.patterns["room"] * unit == pytest.approx([10_000.0])
    assert found.slots["is_decided"].tolist() == [False, True]


def test_vans_that_start_for_nothing_are_no_decision() -> None:
    """Without tooling a start may be half: nobody is kept from line time."""
    assert of(crowded({"tooling_cost": 0.0})).is_idle()
    assert not of(crowded({})).is_idle()


def test_a_programme_without_line_time_competes_for_none() -> None:
    """Vans that take no time at all have no slot."""
    found = of(crowded({"capacity_use": 0.0}))
    assert len(found.slots) == 1
    assert found.is_idle()


def test_commitments_leave_so_much_less_room() -> None:
    """500 vans of 2 each leave 9,000 of 10,000."""
    row: Row = {
        "facility": "plant",
        "product": "van",
        "year": 2030,
        "vehicles": 500.0,
        "capacity_use": 2.0,
    }
    made = crowded({}, commitments=[row])
    room = of(made).patterns["room"] * made.data.scale.volume
    assert room == pytest.approx([9_000.0])
