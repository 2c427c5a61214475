"""Is the free part of a plant, and what of it to lease out, as worked out by hand?"""

import polars as pl
import pytest

from brownfield.case.read import read_case
from brownfield.derive.shown.spare_capacity import spare_capacity
from tests.derive.small_plants import (
    LOW_OR_HIGH,
    CapacityOf,
    Rows,
    change,
    demand_of,
    futures,
    line,
    option,
    plant,
    product,
    sold,
)


def test_four_plants_of_one_owner_need_its_demand_once(
    capacity_of: CapacityOf, four_plants: Rows
) -> None:
    """2026: 9,000 of 20,000, 4,500 each: spare 5,500 + 5,500 = 11,000."""
    table = capacity_of(four_plants)
    for name in ("ended", "planned"):
        row = table[name, 2026]
        assert (row["technical"], row["host_programme"], row["spare"]) == (0, 0, 0)
        assert (row["p90_lease"], row["littlewood_lease"]) == (0, None)
    for name in ("limited", "open"):
        row = table[name, 2026]
        assert (row["technical"], row["host_programme"]) == (10_000, 4_500)
        assert row["spare"] == 5_500
    assert table["limited", 2026]["p90_lease"] == 100
    assert table["open", 2026]["p90_lease"] == 5_500


def test_four_plants_share_the_demand_of_each_future(
    capacity_of: CapacityOf, four_plants: Rows
) -> None:
    """2027: 1,000 or 4,000 each: mean 2,500 +- 1,500; 10,000 - 4,000 is always free."""
    row = capacity_of(four_plants | LOW_OR_HIGH)["open", 2027]
    assert (row["host_programme"], row["host_sd"]) == (2_500, 1_500)
    assert (row["spare"], row["p90_lease"]) == (7_500, 6_000)


def test_a_plant_with_two_futures_leases_what_both_leave(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """Need 2,000 or 8,000: spare 5,000, 2,000 in every future.

    Margins 20,000 - 15,000 and 17,500 - 15,000, ratio 0.5 = P(need > 7,999): the host
    keeps 8,000. (A normal curve of 5,000 +- 3,000 would leave 1,155 and 5,000.)
    """
    only_car = [
        change("demand", "product=car, year=2027", "volume", volume)
        for volume in (2_000, 8_000)
    ]
    tree = futures(low=(0.5, only_car[:1]), high=(0.5, only_car[1:]))
    row = capacity_of(with_guest | tree)["A", 2027]
    assert (row["host_programme"], row["host_sd"]) == (5_000, 3_000)
    assert (row["spare"], row["p90_lease"]) == (5_000, 2_000)
    assert (row["margin_host"], row["margin_lease"]) == (5_000, 2_500)
    assert row["littlewood_lease"] == 2_000


def test_a_better_guest_is_protected_less_against(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """Guest 3,000 of 5,000: 0.6 > P(need > 2,000) = 0.5, so 2,000 are kept."""
    with_guest["demand"] = sold("car", 9_000) + sold("visitor", 3_000, 18_000)
    changes = [
        [change("demand", "product=car, year=2027", "volume", volume)]
        for volume in (2_000, 8_000)
    ]
    tree = futures(low=(0.5, changes[0]), high=(0.5, changes[1]))
    row = capacity_of(with_guest | tree)["A", 2027]
    assert row["margin_lease"] == 3_000
    assert row["littlewood_lease"] == 8_000


def test_trucks_of_two_plants_are_charged_once(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """38,000 trucks; 7,680 + 30,720 = 38,400: each is 38,000 / 38,400 = 98.96 % full.

    Small 7,600, large 30,400, spare 80 + 320 = 400; not 38,000 at a plant of 7,680.
    """
    one_plant["facilities"] = [plant("small"), plant("large")]
    one_plant["shift_patterns"] = [line("small", 7_680), line("large", 30_720)]
    one_plant["build_options"] = [option("car", n) for n in ("small", "large")]
    one_plant["demand"] = sold("car", 38_000)
    table = capacity_of(one_plant)
    needs = [table[name, 2026]["host_programme"] for name in ("small", "large")]
    spare = [table[name, 2026]["spare"] for name in ("small", "large")]
    assert needs == pytest.approx([7_600, 30_400])
    assert spare == pytest.approx([80, 320])


def test_a_plant_is_never_fuller_than_full(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """38,000 on one plant of 7,680: the owner takes 7,680 of it, nothing is left."""
    one_plant["shift_patterns"] = [line("A", 7_680)]
    one_plant["demand"] = sold("car", 38_000)
    row = capacity_of(one_plant)["A", 2026]
    assert (row["host_programme"], row["host_sd"]) == (7_680, 0)
    assert (row["spare"], row["p90_lease"]) == (0, 0)


def test_spare_is_the_mean_of_what_each_future_leaves(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """Need 2,000 or 20,000 of 10,000: 8,000 or 0 is left, 4,000 on average."""
    tree = futures(low=(0.5, demand_of(2_000)), high=(0.5, demand_of(20_000)))
    row = capacity_of(one_plant | tree)["A", 2027]
    assert (row["host_programme"], row["spare"]) == (6_000, 4_000)
    assert row["p90_lease"] == 0


def test_no_guests_are_let_in_under_a_limit_of_zero(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """1,000 is spare, none of it for a guest, though one would gain."""
    with_guest["facilities"] = [plant("A", guest_limit=0)]
    row = capacity_of(with_guest)["A", 2026]
    assert (row["spare"], row["p90_lease"], row["littlewood_lease"]) == (1_000, 0, 0)


def test_a_better_guest_gets_no_more_than_its_limit(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """A guest worth 6,000 beside 5,000 would get 10,000; the limit is 4,000."""
    with_guest["facilities"] = [plant("A", guest_limit=4_000)]
    with_guest["demand"] = sold("car", 9_000) + sold("visitor", 3_000, 21_000)
    row = capacity_of(with_guest)["A", 2026]
    assert (row["p90_lease"], row["littlewood_lease"]) == (1_000, 4_000)


def test_a_programme_not_running_needs_nothing_before_it_can_start(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """Starts from 2027: 0 of 10,000 in 2026, then 9,000."""
    one_plant["build_options"] = [option("car", "A", is_committed=False)]
    table = capacity_of(one_plant, earliest_start_year=2027)
    needs = [table["A", year]["host_programme"] for year in (2026, 2027)]
    assert needs == [0, 9_000]
    one_plant["build_options"][0]["first_year"] = 2027
    assert capacity_of(one_plant)["A", 2026]["host_programme"] == 0


def test_two_owners_each_need_their_own_demand(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """The maker's 9,000 cars at A, the rival's 4,000 vans at B, whoever plans."""
    one_plant["facilities"] += [plant("B", "rival")]
    one_plant["shift_patterns"] += [line("B")]
    one_plant["products"] += [product("van", "rival")]
    one_plant["build_options"] += [
        option("van", "B", "rival"),
        option("car", "B", "maker", is_committed=False),
    ]
    one_plant["demand"] += sold("van", 4_000)
    for parties in ((), ("maker",)):
        table = capacity_of(one_plant, parties=parties)
        assert table["A", 2026]["host_programme"] == 9_000
        assert table["B", 2026]["host_programme"] == 4_000


def test_a_product_of_one_plant_leaves_the_other_to_the_rest(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """Bus 8,000 at A only; car 9,000 fills 9 / 12 of the 2,000 and 10,000 left."""
    one_plant["facilities"] += [plant("B")]
    one_plant["shift_patterns"] += [line("B")]
    one_plant["products"] += [product("bus")]
    one_plant["build_options"] += [option("car", "B"), option("bus", "A")]
    one_plant["demand"] += sold("bus", 8_000)
    table = capacity_of(one_plant)
    assert table["A", 2026]["spare"] == pytest.approx(500)
    assert table["B", 2026]["spare"] == pytest.approx(2_500)


def test_the_margin_of_the_host_is_the_mean_of_what_it_builds(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """6,000 earn 5,000 each, 2,000 abroad 1,000 each: 32 m / 8,000 = 4,000.

    A market in which a car loses 1,000 does not count, but its 500 cars are needed.
    """
    one_plant["places"] += [{"place": "works2", "customs_territory": "X"}]
    one_plant["lanes"] += [
        {"origin": "works", "destination": "works2", "freight": 0},
    ]
    one_plant["demand"] = [
        *sold("car", 6_000),
        *sold("car", 2_000, 16_000, place="abroad"),
        *sold("car", 500, 14_000, place="works2"),
    ]
    row = capacity_of(one_plant)["A", 2026]
    assert row["margin_host"] == pytest.approx(4_000)
    assert row["host_programme"] == 8_500


def test_a_margin_is_for_one_unit_of_line_time(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """2,500 for a vehicle of 2 units is 1,250; beside 500 vehicles of 5,000 and 1 unit.

    Line time 6,000 and 500: (6,000 x 1,250 + 500 x 5,000) / 6,500 = 1,538.46.
    """
    with_guest["build_options"][1]["capacity_use"] = 2
    with_guest["products"] += [product("other", "guest")]
    with_guest["build_options"] += [option("other", "A", "guest")]
    with_guest["demand"] += sold("other", 500)
    row = capacity_of(with_guest)["A", 2026]
    assert row["margin_lease"] == pytest.approx(10_000_000 / 6_500)


def test_what_is_promised_is_kept_for_nobody_else(
    capacity_of: CapacityOf, with_guest: Rows
) -> None:
    """Commitments 4,000 and need 2,000; a guest worth 6,000 gets 6,000, not 10,000."""
    with_guest["products"] += [product("old")]
    with_guest["commitments"] = [
        {"facility": "A", "product": "old", "year": 2026, "vehicles": 2_000}
        | {"capacity_use": 2}
    ]
    with_guest["demand"] = sold("car", 2_000) + sold("visitor", 3_000, 21_000)
    row = capacity_of(with_guest)["A", 2026]
    assert (row["host_programme"], row["spare"]) == (6_000, 4_000)
    assert (row["p90_lease"], row["littlewood_lease"]) == (4_000, 6_000)


@pytest.mark.parametrize("price", [15_000, 14_000])
def test_a_guest_that_gains_nothing_has_no_margin(
    capacity_of: CapacityOf, with_guest: Rows, price: float
) -> None:
    """Price 15,000 or less, cost 15,000: what it pays to lease is not said."""
    with_guest["demand"] = sold("car", 9_000) + sold("visitor", 3_000, price)
    row = capacity_of(with_guest)["A", 2026]
    assert (row["margin_lease"], row["littlewood_lease"]) == (None, None)
    assert row["spare"] == 1_000


def test_a_market_without_a_lane_needs_no_line_time(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """9,000 of the 9,500 cars are wanted where a lane leads."""
    one_plant["places"] += [{"place": "island", "customs_territory": "X"}]
    one_plant["demand"] += sold("car", 500, place="island")
    assert capacity_of(one_plant)["A", 2026]["host_programme"] == 9_000


def test_a_plant_without_anything_to_build_is_free(
    capacity_of: CapacityOf, one_plant: Rows
) -> None:
    """No host, no guest, no margin: 10,000 is left."""
    one_plant["facilities"] += [plant("idle")]
    one_plant["shift_patterns"] += [line("idle")]
    row = capacity_of(one_plant)["idle", 2026]
    assert (row["host_programme"], row["spare"], row["p90_lease"]) == (0, 1e4, 1e4)
    assert (row["margin_host"], row["littlewood_lease"]) == (None, None)


def test_merseyside_agrees_with_its_tree() -> None:
    """Sunderland 2028: 290,000 x 0.9, x 1 and x 1.05 with 0.1, 0.8 and 0.1.

    Mean 290,000 x 0.995 = 288,550; 400,034.4 - 290,000 is free in nine futures of ten.
    A guest's vehicle is worth more than a Nissan: all that guests may use, 220,000.
    """
    table = spare_capacity(read_case("merseyside"))
    at = pl.col("year") == 2028
    row = table.filter(at, pl.col("facility") == "sunderland").row(0, named=True)
    assert row["host_programme"] == pytest.approx(288_550)
    assert row["p90_lease"] == pytest.approx(row["technical"] - 290_000)
    assert row["littlewood_lease"] == 220_000
    new = table.filter(pl.col("facility") == "uk_new")
    assert new["technical"].to_list()[:3] == [0, 0, 0]
    assert new["host_programme"].to_list() == [0] * 10
