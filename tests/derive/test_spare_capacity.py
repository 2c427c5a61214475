"""Is the free part of a plant, and what of it to lease out, as worked out by hand?"""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any

import numpy as np
import polars as pl
import pytest

from brownfield.derive.spare_capacity import (
    capacity_table,
    leaseable,
    littlewood_reservation,
    reservation_quantile,
)
from brownfield.errors import UseError
from brownfield.tables.settings import CaseSection, Settings

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Rows = dict[str, Sequence[Mapping[str, Any]]]

CAPACITY = 127_840.0
ONE_YEAR = Settings(case=CaseSection(first_year=2025, last_year=2025))


def test_the_ninety_percent_reserve_and_what_is_left() -> None:
    """60,000 + 15,000 x 1.28155 = 79,223; 127,840 - 79,223 = 48,617."""
    reserve = reservation_quantile(60_000, 15_000, 0.9)
    assert reserve == pytest.approx(79_223, abs=0.5)
    assert leaseable(CAPACITY, reserve) == pytest.approx(48_617, abs=0.5)


def test_littlewood_reserves_by_the_ratio_of_margins() -> None:
    """P(demand > y) = 1,000 / 4,000, y = 60,000 + 15,000 x 0.67449 = 70,117."""
    reserve = littlewood_reservation(60_000, 15_000, 4_000, 1_000)
    assert reserve == pytest.approx(70_117, abs=0.5)
    assert leaseable(CAPACITY, reserve) == pytest.approx(57_723, abs=0.5)


def test_littlewood_agrees_with_a_search_of_expected_profit() -> None:
    """Profit 4,000 min(D, y) + 1,000 (K - y) over a grid of y and of D."""
    demand = np.arange(-60_000.0, 180_000.0, 20.0)
    density = np.exp(-0.5 * ((demand - 60_000) / 15_000) ** 2)
    chance = density / density.sum()
    reserves = np.arange(60_000.0, 80_000.0, 25.0)
    sold = np.array([chance @ np.minimum(demand, reserve) for reserve in reserves])
    profit = 4_000 * sold + 1_000 * (CAPACITY - reserves)
    best = reserves[profit.argmax()]
    assert littlewood_reservation(60_000, 15_000, 4_000, 1_000) == pytest.approx(
        best, abs=50
    )


@pytest.mark.parametrize(
    ("host", "lease", "reserve"),
    [(1.0, 1.0, 0.0), (1.0, 2.0, 0.0), (1.0, 0.0, inf), (1.0, -1.0, inf)],
)
def test_littlewood_at_its_ends(host: float, lease: float, reserve: float) -> None:
    """Keep nothing for a better guest, everything from a worthless one."""
    assert littlewood_reservation(100, 10, host, lease) == reserve


def test_without_spread_the_reserve_is_the_mean() -> None:
    """Certain demand needs no buffer, whatever the level."""
    assert reservation_quantile(100, 0, 0.9) == 100


@pytest.mark.parametrize(("sd", "level"), [(-1, 0.9), (1, 0.0), (1, 1.0)])
def test_impossible_spreads_and_levels_are_an_error(sd: float, level: float) -> None:
    """A level of 1 would reserve without end."""
    with pytest.raises(UseError, match="0 < level < 1"):
        reservation_quantile(100, sd, level)


def test_nothing_is_left_of_a_full_plant() -> None:
    """Never a negative lease."""
    assert leaseable(100, 120) == 0


@pytest.fixture
def shared_plant(trade: Rows) -> Rows:
    """Return a plant of 127,840 with an owner's car and a guest's car of 2 units."""
    build = {**trade["build_options"][0], "conversion_cost": 6_000.0}
    sold = {"place": "uk", "year": 2025}
    return {
        **trade,
        "parties": [{"party": "maker"}, {"party": "guest"}],
        "products": [
            trade["products"][0],
            {**trade["products"][0], "product": "kit", "company": "guest"},
        ],
        "build_options": [
            build,
            {
                **build,
                "build_option": "host",
                "product": "kit",
                "programme_owner": "guest",
                "capacity_use": 2.0,
                "mode": "skd",
            },
        ],
        "demand": [
            {**sold, "product": "car", "volume": 60_000, "price": 10_000},
            {**sold, "product": "kit", "volume": 20_000, "price": 8_000},
        ],
        "shift_patterns": [
            {
                "facility": "plant",
                "pattern": name,
                "jobs_per_hour": 40.0,
                "hours_per_shift": 8.0,
                "shifts_per_day": shifts,
                "days_per_year": 235.0,
                "oee": 0.85,
            }
            for name, shifts in (("one", 1.0), ("two", 2.0))
        ],
    }


def test_the_table_of_a_plant_with_certain_demand(
    make_tables: MakeTables, shared_plant: Rows
) -> None:
    """Margins 10,000 - 6,000 and (8,000 - 6,000) / 2; spare 127,840 - 60,000."""
    row = capacity_table(make_tables(**shared_plant), ONE_YEAR).row(0, named=True)
    assert row["technical"] == pytest.approx(CAPACITY)
    assert (row["margin_host"], row["margin_lease"]) == (4_000, 1_000)
    assert (row["host_programme"], row["host_sd"]) == (60_000, 0)
    for name in ("spare", "p90_lease", "littlewood_lease"):
        assert row[name] == pytest.approx(67_840)
    assert row["shops"] is None
    assert row["demonstrated"] is None


def test_the_table_of_a_plant_with_uncertain_demand(
    make_tables: MakeTables, shared_plant: Rows
) -> None:
    """45,000 or 75,000, half each: mean 60,000, sd 15,000, leases as by formula."""
    volumes = pl.DataFrame(
        {
            "facility": "plant",
            "year": 2025,
            "volume": [45_000.0, 75_000.0],
            "probability": 0.5,
        }
    )
    table = capacity_table(make_tables(**shared_plant), ONE_YEAR, host_volumes=volumes)
    row = table.row(0, named=True)
    assert (row["host_programme"], row["host_sd"]) == pytest.approx((60_000, 15_000))
    assert row["spare"] == pytest.approx(67_840)
    assert row["p90_lease"] == pytest.approx(48_617, abs=0.5)
    assert row["littlewood_lease"] == pytest.approx(57_723, abs=0.5)


def test_probabilities_must_add_up_to_one(
    make_tables: MakeTables, shared_plant: Rows
) -> None:
    """Half a set of futures has no mean."""
    volumes = pl.DataFrame(
        {"facility": "plant", "year": 2025, "volume": [1.0], "probability": 0.5}
    )
    with pytest.raises(UseError, match=r"plant in 2025 add up to 0\.5, not 1"):
        capacity_table(make_tables(**shared_plant), ONE_YEAR, host_volumes=volumes)


def test_the_slowest_shop_and_the_record_stand_beside_the_line(
    make_tables: MakeTables, shared_plant: Rows
) -> None:
    """Paint 60,000 cars + 20,000 kits of 2 = 100,000 binds; trim lets 120,000 through.

    Paint: 30 x 2,000 h = 60,000 cars; kits skip it and follow in the mix of 3 to 1.
    Trim: 40 x 3,000 = 120,000. Paint binds; spare 100,000 - 60,000 - 5,000 committed.
    """
    shared_plant["shops"] = [
        {
            "facility": "plant",
            "shop": shop,
            "jobs_per_hour": rate,
            "hours_per_year": hours,
        }
        for shop, rate, hours in (("paint", 30.0, 2_000.0), ("trim", 40.0, 3_000.0))
    ]
    shared_plant["output_history"] = [
        {"facility": "plant", "year": 2018, "vehicles": 90_000.0}
    ]
    shared_plant["commitments"] = [
        {"facility": "plant", "product": "van", "year": 2025, "vehicles": 5_000.0}
    ]
    row = capacity_table(make_tables(**shared_plant), ONE_YEAR).row(0, named=True)
    assert row["shops"] == pytest.approx(100_000)
    assert row["demonstrated"] == 90_000
    assert row["host_programme"] == 65_000
    assert row["spare"] == pytest.approx(35_000)


def test_without_a_guest_there_is_no_lease_to_price(
    make_tables: MakeTables, shared_plant: Rows
) -> None:
    """Littlewood needs two margins; spare capacity does not."""
    shared_plant["build_options"] = shared_plant["build_options"][:1]
    row = capacity_table(make_tables(**shared_plant), ONE_YEAR).row(0, named=True)
    assert row["margin_lease"] is None
    assert row["littlewood_lease"] is None
    assert row["spare"] == pytest.approx(67_840)
