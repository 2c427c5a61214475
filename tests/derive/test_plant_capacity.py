"""Does a plant have line time only where it may run and its shops let it through?"""

import pytest

from tests.derive.small_plants import (
    CapacityOf,
    Row,
    Rows,
    change,
    futures,
    option,
    plant,
    sold,
)


def test_a_plant_that_ends_in_one_future_only(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """Shut with 0.5, else 9,000 of 10,000: means halve; nothing is sure to be free.

    The guest, 2,500 of 5,000, cannot have what the host needs while the plant runs.
    """
    shut = [change("facilities", "facility=A", "last_year", 2026)]
    tree = futures(shut=(0.5, shut), stays=(0.5, []))
    row = capacity_of(with_guest | tree)["A", 2027]
    assert (row["technical"], row["host_programme"], row["spare"]) == (
        5_000,
        4_500,
        500,
    )
    assert (row["p90_lease"], row["littlewood_lease"]) == (0, 1_000)


def test_an_end_with_a_chance_of_a_tenth_still_lets_a_lease_be_safe(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """Shut with 0.1: 1,000 is free in 9 of 10 futures."""
    shut = [change("facilities", "facility=A", "last_year", 2026)]
    tree = futures(shut=(0.1, shut), stays=(0.9, []))
    assert capacity_of(one_plant | tree)["A", 2027]["p90_lease"] == 1_000


def test_a_plant_that_begins_later_has_nothing_before(
    capacity_of: CapacityOf, four_plants: Rows
) -> None:
    """`open` from 2027: `limited` bears 9,000 in 2026, half of it in 2027."""
    four_plants["facilities"][3]["first_year"] = 2027
    table = capacity_of(four_plants)
    assert table["open", 2026]["technical"] == 0
    assert table["limited", 2026]["host_programme"] == 9_000
    assert table["limited", 2027]["host_programme"] == 4_500


@pytest.mark.parametrize(
    ("lead_years", "earliest", "technical"),
    [
        (0, None, (10_000, 10_000)),
        (1, None, (0, 10_000)),
        (2, None, (0, 0)),
        (0, 2027, (0, 10_000)),
        (1, 2027, (0, 0)),
    ],
)
@pytest.mark.parametrize("status", ["candidate", "mothballed"])
def test_a_plant_to_be_opened_waits_for_its_lead_years(
    capacity_of: CapacityOf,
    one_plant: Rows,
    *,
    status: str,
    lead_years: int,
    earliest: int | None,
    technical: tuple[float, float],
) -> None:
    """2026, or the earliest start, + lead years is its first year; 2028 is too late."""
    one_plant["facilities"] = [plant("A", status=status, lead_years=lead_years)]
    one_plant["build_options"] = [option("car", "A", is_committed=False)]
    table = capacity_of(one_plant, earliest_start_year=earliest)
    assert tuple(table["A", year]["technical"] for year in (2026, 2027)) == technical
    assert table["A", 2026]["status"] == status


def shop(name: str, rate: float, hours: float) -> Row:
    """Return a shop of plant A."""
    return {
        "facility": "A",
        "shop": name,
        "jobs_per_hour": rate,
        "hours_per_year": hours,
    }


def test_the_slowest_shop_and_the_record_stand_beside_the_line(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """Paint lets 6,000 cars and, in the mix of 9 to 3, 2,000 kits through: 8,000.

    Kits of mode skd skip paint: 6 x 1,000 h = 6,000 cars. Trim: 9,000. The owner needs
    9,000 and takes all 8,000. The best year on record is 9,400: 2019 was disrupted.
    """
    with_guest["build_options"][1]["mode"] = "skd"
    with_guest["shops"] = [shop("paint", 6, 1_000), shop("trim", 9, 1_000)]
    with_guest["output_history"] = [
        {"facility": "A", "year": 2018, "vehicles": 9_400},
        {"facility": "A", "year": 2019, "vehicles": 2_000, "is_disrupted": True},
    ]
    row = capacity_of(with_guest)["A", 2026]
    assert row["shops"] == pytest.approx(8_000)
    assert (row["technical"], row["demonstrated"]) == (10_000, 9_400)
    assert row["host_programme"] == pytest.approx(8_000)
    assert row["spare"] == pytest.approx(0)


def test_a_shop_of_one_future_limits_that_future(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """Trim of 4,000 with 0.5, else the line's 10,000: mean 7,000."""
    one_plant["shops"] = [shop("trim", 4, 1_000)]
    one_plant["demand"] = sold("car", 1_000)
    gone = [{"table": "shops", "where": "facility=A", "op": "drop"}]
    tree = futures(gone=(0.5, gone), stays=(0.5, []))
    table = capacity_of(one_plant | tree)
    assert table["A", 2026]["shops"] == 4_000
    assert table["A", 2027]["shops"] == 7_000
    assert (table["A", 2027]["spare"], table["A", 2027]["p90_lease"]) == (6_000, 3_000)
