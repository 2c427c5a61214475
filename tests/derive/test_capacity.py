"""Is capacity the product of rate and time, and does the slowest shop bind?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from brownfield.derive.plants.capacity import (
    demonstrated_capacity,
    pattern_capacity,
    shop_hours,
)
from brownfield.errors import DataError
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


def test_capacity_is_rate_times_time_and_cost_is_indexed(
    make_tables: MakeTables, settings: Settings
) -> None:
    """40 x 8 x 2 x 235 x 85 % = 127,840; 1,000 x 1.1 = 1,100 in the second year."""
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


def test_the_slowest_shop_at_the_mix_binds(
    make_tables: MakeTables, trade: Rows
) -> None:
    """Paint: 4,000 h / (0.75 / 40 + 0.25 / 20) = 128,000.

    A quarter of the mix takes the line time of two standard vehicles.
    """
    plain = trade["build_options"][0]
    names = ("plain", "heavy")
    trade["build_options"] = [
        {**plain, "build_option": name, "mode": "full", "capacity_use": use}
        for name, use in zip(names, (1.0, 2.0), strict=True)
    ]
    trade["shops"] = [
        {"facility": "plant", "shop": "paint"}
        | {"jobs_per_hour": 40.0, "hours_per_year": 4_000.0}
    ]
    hours = shop_hours(make_tables(**trade))
    mix = pl.DataFrame({"build_option": names, "share": [0.75, 0.25]})
    each = hours.join(mix, on="build_option").select(
        (pl.col("share") * pl.col("hours_per_vehicle")).sum(),
        pl.col("hours_per_year").first(),
    )
    per_vehicle, available = each.row(0)
    assert available / per_vehicle == pytest.approx(128_000)
