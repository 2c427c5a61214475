"""One more standard vehicle of line time is worth what one more hour would change.

A car sells at 1,000 and costs nothing to make; the plant makes 10,000 a year.
"""

import pytest

from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import (
    Rows,
    buyers,
    every_year,
    option,
    pattern,
    small_case,
)

LARGE: dict[str, float] = {"fixed_cost": 1_000.0}
SMALL: dict[str, str | float] = {"pattern": "half", "fixed_cost": 900.0}


def staffed(large: float, small: float) -> Rows:
    """Return two patterns that cost something, so that one is chosen."""
    patterns = [pattern("plant", large, **LARGE), pattern("plant", small, **SMALL)]
    return {"shift_patterns": patterns}


def worth_of_time(found: Plan, facility: str = "plant") -> tuple[float, float | None]:
    """Return what one more unit of line time is worth, and the last one."""
    prices = found.tables["prices"].filter(quantity="line_time", facility=facility)
    ((more, last),) = prices.select("value", "value_of_last").rows()
    return more, last


def planned(rows: Rows, volume: float) -> Plan:
    """Return the plan with so many buyers."""
    return plan(small_case({"demand": [buyers(volume, 1_000)], **rows}))


@pytest.mark.parametrize("rows", [{}, staffed(10_000, 5_000)], ids=["free", "staffed"])
@pytest.mark.parametrize(
    ("volume", "worth"),
    [
        (12_000, (1_000, 1_000)),  # full, and 2,000 buyers wait
        (10_000, (0, 1_000)),  # full, and nobody waits
        (9_000, (0, 0)),  # 1,000 free
    ],
)
def test_a_full_plant_has_a_price_and_a_price_of_the_last(
    rows: Rows, volume: float, worth: tuple[float, float]
) -> None:
    """Whether its pattern costs money or not."""
    assert worth_of_time(planned(rows, volume)) == pytest.approx(worth)


def test_the_price_is_that_of_one_hour_more() -> None:
    """With a capacity of 10,001 the plan is worth the price more: 1,000."""
    less, more = (planned(staffed(c, 5_000), 12_000) for c in (10_000, 10_001))
    price, _ = worth_of_time(less)
    assert more.value - less.value == pytest.approx(1_000)
    assert price == pytest.approx(more.value - less.value)


def test_the_pattern_in_force_is_priced() -> None:
    """20 more cars earn 20,000 under the large pattern and cost 100,000: stay small.

    One hour more of the small one is worth a car, 1,000.
    """
    large = pattern("plant", 5_020, fixed_cost=100_900.0)
    rows: Rows = {"shift_patterns": [large, pattern("plant", 5_000, **SMALL)]}
    found = planned(rows, 12_000)
    assert found.tables["shifts"]["pattern"].to_list() == ["half"]
    assert worth_of_time(found) == pytest.approx((1_000, 1_000))


def test_prices_are_after_tax_and_not_discounted() -> None:
    """A fifth is tax; in the second year 1,000 are still 800."""
    rows: Rows = {
        "parties": [{"party": "firm", "tax_rate": 0.2, "discount_rate": 0.1}],
        "demand": every_year(2, 12_000, 1_000),
    }
    prices = plan(small_case(rows, years=2)).tables["prices"]
    of_time = prices.filter(quantity="line_time").sort("year")
    assert of_time["value"].to_list() == pytest.approx([800, 800])


def test_a_committed_plant_cannot_do_with_less() -> None:
    """All 10,000 are promised: one more is a car, one less breaks the promise."""
    taken: Row = {
        "facility": "plant",
        "product": "car",
        "year": 2030,
        "vehicles": 10_000.0,
    }
    found = planned({"commitments": [taken]}, 5)
    more, last = worth_of_time(found)
    assert more == pytest.approx(1_000)
    assert last is None


def test_a_plant_that_makes_cars_and_kits_has_one_price() -> None:
    """Both come off one line of 10,000: kits sell inside a car of 700, cars at 1,000.

    4,000 cars of its own and 6,000 kits; an hour more is a kit more: 700.
    """
    kit: Row = {"build_option": "far", "part_group": "kit", "source": "plant"}
    rows: Rows = {
        "products": [
            {
                "product": name,
                "company": "firm",
                "hs_code": "870380",
                "powertrain": "bev",
            }
            for name in ("car", "van")
        ],
        "facilities": [
            {"facility": name, "place": "home", "owner": "firm"}
            for name in ("plant", "far")
        ],
        "shift_patterns": [
            pattern("plant", 10_000, **LARGE),
            pattern("plant", 5_000, **SMALL),
            pattern("far", 50_000),
        ],
        "build_options": [option("make"), option("far", product="van", facility="far")],
        "bill_of_materials": [{**kit, "unit_value": 0.0}],
        "demand": [buyers(4_000, 1_000), buyers(9_000, 700, product="van")],
    }
    found = plan(small_case(rows))
    assert worth_of_time(found) == pytest.approx((700, 700))
    assert worth_of_time(found, "far") == pytest.approx((0, 0))
