"""Does a maker tool for a local pack where it pays, and what does complying cost?

A car of 24,000 has parts of 15,500, all foreign. A local source of a part group costs
a little more; a local pack also needs tooling of 60 m. The market abroad levies 10 % of
24,000 = 2,400, unless foreign value is at most 45 % and the pack originates. The home
market asks for nothing.
"""

import pytest

from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.derive.test_origin_choice import GROUPS
from tests.model.small_cases import MILLION, buyers, option, pattern, small_case
from tests.model.test_small_plans import relaxed, worth

PRICE, PARTS = 20_000.0, 15_500.0  # 4,500 a car beside duty and extra cost


def rules(limit: float, *, asks_pack: bool) -> list[Row]:
    """Return rules on foreign value and, if asked, on the pack."""
    rule = {"agreement": "AG", "hs_code": "8703"}
    found: list[Row] = [rule | {"test": "max_non_originating", "threshold": limit}]
    pack = rule | {"test": "originating_part", "part_group": "pack"}
    return [*found, pack] if asks_pack else found


def parts(name: str, *, pack: tuple[str, ...]) -> list[Row]:
    """Return both sources of each part group of an option, and these of its pack."""
    return [
        {
            "build_option": name,
            "part_group": group,
            "source": source,
            "unit_value": value,
            "inbound_freight": extra if source == "home" else 0.0,
        }
        for group, (value, extra) in GROUPS.items()
        for source in (pack if group == "pack" else ("far", "home"))
    ]


def case_of(
    home: float, abroad: float, options: list[Row], bought: list[Row], law: list[Row]
) -> Case:
    """Return the car sold to so many thousand buyers at home and abroad."""
    territories = {"home": "HL", "away": "AL", "far": "CN"}
    duty = {"importer": "AL", "hs_code": "8703", "duty_base": "ex_works"}
    free = {"measure": "p", "kind": "preference", "agreement": "AG"}
    return small_case(
        {
            "places": [
                {"place": place, "customs_territory": where}
                for place, where in territories.items()
            ],
            "shift_patterns": [pattern("plant", 1e6)],
            "build_options": options,
            "bill_of_materials": bought,
            "lanes": [{"origin": "home", "destination": "away"}],
            "demand": [
                buyers(1_000 * home, PRICE),
                buyers(1_000 * abroad, PRICE, place="away"),
            ],
            "trade_measures": [
                duty | {"measure": "m", "kind": "mfn", "ad_valorem": 0.10},
                duty | free,
            ],
            "agreements": [
                {"agreement": "AG", "customs_territory": name} for name in ("HL", "AL")
            ],
            "origin_rules": law,
        }
    )


def design(home: float, abroad: float) -> Case:
    """Return the choice between the foreign pack and tooling of 60 m for a local."""
    tooled = option("local", ex_works_price=24_000.0, tooling_cost=60 * MILLION)
    options = [option("foreign", ex_works_price=24_000.0), tooled]
    bought = parts("foreign", pack=("far",)) + parts("local", pack=("home",))
    return case_of(home, abroad, options, bought, rules(0.45, asks_pack=True))


@pytest.mark.parametrize(
    ("home", "abroad", "cost"),
    [
        (80, 20, 48.0),  # duty 20 x 2.4, against 60 + 20 x 0.9 = 78
        (80, 40, 96.0),  # 40 x 2.4 = 60 + 40 x 0.9: the least volume that pays
        (80, 45, 100.5),  # tooling 60 + 45 x 0.9, against 45 x 2.4 = 108
        (80, 60, 114.0),  # 60 + 60 x 0.9
        (20, 120, 168.0),  # 60 + 120 x 0.9
    ],
)
def test_a_local_pack_is_tooled_for_from_forty_thousand_cars_abroad(
    home: float, abroad: float, cost: float
) -> None:
    """Cost beside parts, million; the relaxation is worth no more than the plan.

    Cars for the home market keep the foreign pack: the extra 900 buys nothing there.
    """
    case = design(home, abroad)
    earned = (home + abroad) * (PRICE - PARTS) / 1_000
    assert earned - worth(case) == pytest.approx(cost)
    assert earned - relaxed(case) == pytest.approx(cost)


@pytest.mark.parametrize(
    ("limit", "asks_pack", "extra"),
    [
        (0.60, False, 40.0),  # interior: 14,000 of 24,000 is 58.3 %
        (0.45, False, 190.0),  # body, chassis, interior: 10,400 is 43.3 %
        (0.45, True, 900.0),  # pack: 8,500 is 35.4 %
    ],
)
def test_the_cheapest_way_to_comply_is_planned(
    limit: float, asks_pack: bool, extra: float
) -> None:
    """A thousand cars abroad bear 40, 190 or 900 each, all less than 2,400."""
    options = [option("make", ex_works_price=24_000.0)]
    bought = parts("make", pack=("far", "home"))
    case = case_of(0, 1, options, bought, rules(limit, asks_pack=asks_pack))
    borne = PRICE - PARTS - worth(case) * 1_000
    assert borne == pytest.approx(extra)
    assert borne >= averaged(PARTS - limit * 24_000.0) - 1e-9


def averaged(shifted: float) -> float:
    """Return the least extra cost if origin were asked of the average car.

    The groups with the least extra cost for each unit of value come first, the last
    of them in part.
    """
    cost = 0.0
    for value, extra in sorted(GROUPS.values(), key=lambda group: group[1] / group[0]):
        taken = min(value, shifted)
        cost += extra * taken / value
        shifted -= taken
    return cost


def test_the_average_car_would_comply_for_less() -> None:
    """15,500 - 10,800 = 4,700: interior 40, body 60, 1,000 of 1,400 of the chassis.

    40 + 60 + 90 x 1,000 / 1,400 = 164.286 is a bound under 190: origin is of each car.
    """
    assert averaged(PARTS - 0.45 * 24_000.0) == pytest.approx(164.286, abs=5e-4)
