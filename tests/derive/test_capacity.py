"""Is capacity the product of rate and time, and does the slowest shop bind?"""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any

import polars as pl
import pytest

from brownfield.derive.capacity import (
    demonstrated_capacity,
    harmonic_capacity,
    pattern_capacity,
    shop_hours,
    technical_capacity,
)
from brownfield.errors import DataError, UseError
from brownfield.tables.settings import Settings

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Rows = dict[str, Sequence[Mapping[str, Any]]]

TWO_SHIFTS = {
    "facility": "plant",
    "pattern": "two",
    "jobs_per_hour": 40.0,
    "hours_per_shift": 8.0,
    "shifts_per_day": 2.0,
    "days_per_year": 235.0,
    "oee": 0.85,
    "fixed_cost": 1_000.0,
    "headcount": 900.0,
}


def test_technical_capacity_is_rate_times_time() -> None:
    """40 x 8 x 2 x 235 = 150,400 an hour's line, at 85 %: 127,840."""
    assert technical_capacity(40, 8, 2, 235, 0.85) == pytest.approx(127_840)


def test_a_pattern_has_the_same_capacity_and_an_indexed_cost(
    make_tables: MakeTables, settings: Settings
) -> None:
    """127,840 standard vehicles; 1,000 x 1.1 = 1,100 in the second year."""
    tables = make_tables(
        shift_patterns=[{**TWO_SHIFTS, "cost_index": "wages"}],
        cost_indices=[
            {"index": "wages", "year": 2025, "factor": 1.0},
            {"index": "wages", "year": 2026, "factor": 1.1},
        ],
    )
    patterns = pattern_capacity(tables, settings, [2025, 2026])
    assert patterns.columns == [
        "facility",
        "pattern",
        "year",
        "capacity",
        "fixed_cost",
        "headcount",
    ]
    assert patterns.row(0) == ("plant", "two", 2025, pytest.approx(127_840), 1_000, 900)
    assert patterns["fixed_cost"].to_list() == pytest.approx([1_000, 1_100])


def test_a_pattern_with_an_unknown_index_is_an_error(
    make_tables: MakeTables, settings: Settings
) -> None:
    """The message says which row to add."""
    tables = make_tables(shift_patterns=[{**TWO_SHIFTS, "cost_index": "wages"}])
    with pytest.raises(DataError, match="index wages in 2025"):
        pattern_capacity(tables, settings, [2025])


def test_the_slowest_shop_at_the_mix_binds() -> None:
    """Paint: 4,000 h / (0.75 / 40 + 0.25 / 20) = 128,000; body 5,000 x 40 = 200,000."""
    capacity = harmonic_capacity(
        hours=[5_000, 4_000], mix=[75, 25], rates=[[40, 40], [40, 20]]
    )
    assert capacity == pytest.approx(128_000)


def test_a_product_that_skips_a_shop_takes_no_time_there() -> None:
    """Half the mix skips it: 1,000 h x 10 / 0.5 = 20,000."""
    assert harmonic_capacity([1_000], [1, 1], [[10, inf]]) == pytest.approx(20_000)


@pytest.mark.parametrize(
    ("mix", "rates"), [([1], [[0]]), ([0], [[1]]), ([-1, 2], [[1, 1]])]
)
def test_an_impossible_mix_or_rate_is_an_error(
    mix: list[float], rates: list[list[float]]
) -> None:
    """A rate of zero or a mix of nothing has no capacity."""
    with pytest.raises(UseError, match="positive rates"):
        harmonic_capacity([1_000], mix, rates)


def test_a_disrupted_year_does_not_count_as_demonstrated(
    make_tables: MakeTables,
) -> None:
    """The best of the other years counts; nothing without such a year."""
    history = make_tables(
        output_history=[
            {"facility": "plant", "year": 2018, "vehicles": 90_000},
            {"facility": "plant", "year": 2019, "vehicles": 70_000},
            {
                "facility": "plant",
                "year": 2020,
                "vehicles": 99_000,
                "is_disrupted": True,
            },
        ]
    )["output_history"]
    assert demonstrated_capacity(history) == 90_000
    assert demonstrated_capacity(history.filter("is_disrupted")) is None


@pytest.mark.parametrize(
    ("mode", "passed"),
    [
        ("full", ["body", "press", "trim"]),
        ("cbu", ["body", "press", "trim"]),
        ("ckd", ["body", "trim"]),
        ("skd", ["trim"]),
    ],
)
def test_kits_skip_shops(
    make_tables: MakeTables, trade: Rows, mode: str, passed: list[str]
) -> None:
    """A vehicle of 1.5 standard vehicles takes 1.5 / 30 h in each shop it passes."""
    trade["build_options"] = [
        {**trade["build_options"][0], "mode": mode, "capacity_use": 1.5}
    ]
    trade["shops"] = [
        {
            "facility": "plant",
            "shop": shop,
            "jobs_per_hour": 30.0,
            "hours_per_year": 4_000.0,
        }
        for shop in ("press", "body", "trim")
    ]
    hours = shop_hours(make_tables(**trade))
    assert sorted(hours["shop"]) == passed
    assert hours["hours_per_vehicle"].to_list() == pytest.approx([0.05] * len(passed))
