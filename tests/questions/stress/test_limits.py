"""No other route has more room in a stop than the plan had: so no stop gains.

Two plants build one car for 940 buyers a year, 20 in each of 47 weeks, who pay 1,000.
`cheap` converts for 100, `dear` for 300, so a car earns 900 or 700. What holds `cheap`
at 470 a year, 10 a week, is another thing in each case. In six weeks without `dear`
60 cars are not built there; `cheap` may not build them, though its line has room.
"""

from typing import Any

import pytest

from brownfield.case.case import Case
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.sweep import Finding, Stop, sweep, without_gain
from brownfield.solve.run import plan
from tests.model.small_cases import buyers, option, pattern, small_case

DEAR = ("facility", "dear")
WEEKS = 6.0
CARS = 60  # 470 / 47 x 6


def two_plants(*, cheap: dict[str, Any], line: float = 9_400, **rows: Any) -> Case:
    """Return the two plants, with cells of the option at `cheap` and further rows."""
    usual: dict[str, Any] = {
        "facilities": [
            {"facility": name, "place": "home", "owner": "firm"}
            for name in ("cheap", "dear")
        ],
        "shift_patterns": [pattern("cheap", line), pattern("dear", 9_400)],
        "build_options": [
            option("cheap", facility="cheap", conversion_cost=100.0, **cheap),
            option("dear", facility="dear", conversion_cost=300.0),
        ],
        "demand": [buyers(940, 1_000)],
    }
    return small_case(usual | rows)


def week_of(case: Case, setting: Setting | None = None) -> PlanNetwork:
    """Return the week of the plan."""
    found = plan(case)
    assert found.is_sound
    return plan_network(found, usual_node(found), setting or Setting())


def stop_of(planned: PlanNetwork, name: str) -> Finding:
    """Return what six weeks without a plant cost."""
    return sweep(planned, [Stop(("facility", name), WEEKS)]).findings[0]


LIMITED: dict[str, Case] = {
    "full rate": two_plants(cheap={"full_rate": 470}),
    "full rate of a committed programme": two_plants(
        cheap={"full_rate": 470, "is_committed": True}
    ),
    "last share of a ramp": two_plants(  # half of the largest pattern for ever
        cheap={"ramp_curve": "half"},
        line=940,
        ramp_curves=[{"ramp_curve": "half", "years_since_start": 0, "share": 0.5}],
    ),
    "shop": two_plants(
        cheap={},
        shops=[
            {
                "facility": "cheap",
                "shop": "body",
                "jobs_per_hour": 47,
                "hours_per_year": 10,
            }
        ],
    ),
    "shop beside commitments": two_plants(  # 94 of 564 a year are promised already
        cheap={},
        shops=[
            {
                "facility": "cheap",
                "shop": "paint",
                "jobs_per_hour": 56.4,
                "hours_per_year": 10,
            }
        ],
        commitments=[
            {"facility": "cheap", "product": "car", "year": 2030, "vehicles": 94}
        ],
    ),
}


@pytest.mark.parametrize("name", LIMITED)
def test_what_limits_the_plan_limits_the_week(name: str) -> None:
    """60 cars are lost, for 1,000 - 300 each, and none is built at `cheap` instead."""
    found = stop_of(week_of(LIMITED[name]), "dear")
    assert found.lost_vehicles == pytest.approx(CARS, rel=1e-6)
    assert found.lost_value == pytest.approx(CARS * 700, rel=1e-6)
    assert found.by_plant["cheap"] == pytest.approx(1.0)


def test_a_shop_that_a_mode_does_not_pass_is_no_limit() -> None:
    """Kits skip the press: the plan builds all at `cheap`, and 120 cars are lost."""
    press = {"facility": "cheap", "shop": "press", "jobs_per_hour": 1}
    case = two_plants(cheap={"mode": "skd"}, shops=[press | {"hours_per_year": 1}])
    found = stop_of(week_of(case), "dear")
    assert found.lost_vehicles == 0
    assert found.lost_value == 0


def test_a_full_quota_leaves_the_route_with_duty() -> None:
    """`cheap` lies abroad: 470 a year enter free, more pay half of 1,000.

    So the plan builds 470 there and 470 at `dear`. In a stop of `dear` the 60 come from
    abroad with duty: each earns 1,000 - 100 - 500 = 400 in place of 700.
    """
    case = two_plants(
        cheap={"ex_works_price": 1_000.0},
        places=[
            {"place": "home", "customs_territory": "HL"},
            {"place": "abroad", "customs_territory": "AL"},
        ],
        facilities=[
            {"facility": "cheap", "place": "abroad", "owner": "firm"},
            {"facility": "dear", "place": "home", "owner": "firm"},
        ],
        lanes=[{"origin": "abroad", "destination": "home"}],
        trade_measures=[
            measure("usual", "mfn", 0.5),
            measure("some", "quota", 0.0) | {"quota_volume": 470},
        ],
    )
    found = stop_of(week_of(case), "dear")
    assert found.lost_vehicles == pytest.approx(0, abs=1e-6)
    assert found.lost_value == pytest.approx(CARS * 300, rel=1e-6)


def measure(name: str, kind: str, rate: float) -> dict[str, Any]:
    """Return a duty on cars from abroad."""
    return {
        "measure": name,
        "kind": kind,
        "importer": "HL",
        "exporter": "AL",
        "hs_code": "870380",
        "ad_valorem": rate,
    }


def test_longer_hours_help_lines_shops_and_tools_but_no_quota() -> None:
    """A tenth of 470 a year of the programme, and of 9,400 of its line, a week."""
    planned = week_of(LIMITED["full rate"], Setting(overtime=0.1))
    more = dict(zip(planned.resources, planned.network.overtime, strict=True))
    assert more["programme", "cheap"] == pytest.approx(47 / 47)
    assert more["plant", "cheap"] == pytest.approx(940 / 47)
    shop = week_of(LIMITED["shop"], Setting(overtime=0.1))
    more = dict(zip(shop.resources, shop.network.overtime, strict=True))
    assert more["shop", "cheap body"] == pytest.approx(47 / 47)
    assert more["own", "cheap"] == 0


def test_a_plant_that_makes_parts_for_its_own_cars_needs_time_for_both() -> None:
    """One hour for the car, half for its pack: 1.5 of 1,410 a year, full at 940."""
    case = two_plants(
        cheap={},
        line=1_410,
        bill_of_materials=[
            {
                "build_option": "cheap",
                "part_group": "battery",
                "source": "cheap",
                "unit_value": 0.0,
                "units_per_vehicle": 0.5,
            }
        ],
    )
    planned = week_of(case)
    place = planned.resources.index(("plant", "cheap"))
    assert planned.network.planned_use[place] == pytest.approx(1_410 / 47)


def test_a_gain_that_tax_takes_is_not_the_stops() -> None:
    """`cheap` is of a firm that pays half in tax, `dear`, full at 470, of one without.

    So a car earns 450 after tax at `cheap` and 700 at `dear`: the plan fills `dear`. In
    its stop 60 cars are built at `cheap` for 900 each: 54,000 gained, 42,000 lost.
    What the gain is beyond the loss could have been had without the stop as well.
    """
    case = small_case(
        {
            "parties": [
                {"party": "firm"},
                {"party": "taxed", "tax_rate": 0.5, "has_other_profit": True},
            ],
            "facilities": [
                {"facility": "cheap", "place": "home", "owner": "taxed"},
                {"facility": "dear", "place": "home", "owner": "firm"},
            ],
            "shift_patterns": [pattern("cheap", 9_400), pattern("dear", 470)],
            "build_options": [
                option(
                    "cheap",
                    facility="cheap",
                    programme_owner="taxed",
                    conversion_cost=100.0,
                ),
                option("dear", facility="dear", conversion_cost=300.0),
            ],
            "demand": [buyers(940, 1_000)],
        }
    )
    found = stop_of(week_of(case), "dear")
    assert found.lost_vehicles == pytest.approx(0, abs=1e-6)
    assert found.by_party == pytest.approx({"firm": 42_000, "taxed": -42_000})
    assert found.lost_value == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 30.0, "b": -20.0}, {"a": 30.0, "b": -20.0}),
        ({"a": 30.0, "b": -50.0}, {"a": 30.0, "b": -30.0}),
        (  # 40 lost, 80 gained: half of each gain is left
            {"a": 40.0, "b": -60.0, "c": -20.0},
            {"a": 40.0, "b": -30.0, "c": -10.0},
        ),
        ({"a": -5.0}, {"a": 0.0}),
        ({}, {}),
    ],
)
def test_gains_are_cut_to_losses(
    before: dict[str, float], after: dict[str, float]
) -> None:
    """One party may gain what another loses, and no more."""
    assert without_gain(before) == pytest.approx(after)
