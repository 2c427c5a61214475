"""Ways to a market that can never be worth taking are left out; no others are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import brownfield.derive.derive as module
from brownfield.case.case import Case
from brownfield.derive.contending import contending_routes, short_sources
from brownfield.derive.derive import derive
from brownfield.derive.derived import Derived
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import MILLION, every_year, pattern, small_case
from tests.properties.random_cases import few, slack


def two_sources(
    *, limited: float, free: float, capacity: float, later: float = 1.0, **cells: float
) -> Case:
    """Return a case in which 10,000 cars take a battery from one of two sources.

    They do so in 2030, and in 2031 if the price of the battery from abroad changes.

    Parameters
    ----------
    limited, free
        Value of the battery from the parts plant, and of the one from abroad.
    capacity
        Batteries a year of the parts plant.
    later
        Factor on the value of the battery from abroad in 2031.
    cells
        Further cells of the parts plant's shift pattern.
    """
    battery: Row = {"build_option": "make", "part_group": "battery"}
    plants: list[Row] = [
        {"facility": name, "place": "home", "owner": "firm", "kind": kind}
        for name, kind in (("plant", "assembly"), ("cells", "parts"))
    ]
    parts_plant = {**pattern("cells", capacity), **cells}
    years = 1 if later == 1.0 else 2
    return small_case(
        {
            "cost_indices": [
                {"index": "abroad", "year": 2029 + year, "factor": factor}
                for year, factor in ((1, 1.0), (2, later))
            ],
            "demand": every_year(years, 10_000, 1_000),
            "places": [{"place": p, "customs_territory": p} for p in ("home", "far")],
            "lanes": [{"origin": "far", "destination": "home"}],
            "facilities": plants,
            "shift_patterns": [pattern("plant", 10_000), parts_plant],
            "bill_of_materials": [
                {**battery, "source": "cells", "unit_value": limited},
                {
                    **battery,
                    "source": "far",
                    "unit_value": free,
                    "cost_index": "abroad",
                },
            ],
        },
        years=years,
    )


def kept(case: Case) -> set[str]:
    """Return the sources whose routes contend."""
    derived = derive(case)
    routes = contending_routes(derived).rows.join(derived.sourcing, on="recipe")
    return set(routes["source"])


@pytest.mark.parametrize(
    ("limited", "free", "capacity", "sources", "millions"),
    [
        pytest.param(400, 500, 2_000, {"cells", "far"}, 5.2, id="cheap but short"),
        pytest.param(400, 500, 10_000, {"cells"}, 6.0, id="cheap and enough"),
        pytest.param(500, 400, 2_000, {"far"}, 6.0, id="dear and short"),
        pytest.param(500, 500, 2_000, {"far"}, 5.0, id="as dear and short"),
    ],
)
def test_only_ways_that_can_pay_contend(
    limited: float, free: float, capacity: float, sources: set[str], millions: float
) -> None:
    """Margin 1,000 less the battery: 2,000 x 600 + 8,000 x 500 = 5.2 m, and so on."""
    case = two_sources(limited=limited, free=free, capacity=capacity)
    assert kept(case) == sources
    assert plan(case).value / MILLION == pytest.approx(millions)


def test_a_parts_plant_that_costs_money_to_run_may_run_short() -> None:
    """It makes enough, but only if its pattern is worth its cost."""
    case = two_sources(limited=400, free=500, capacity=10_000, fixed_cost=2 * MILLION)
    assert short_sources(derive(case))["source"].to_list() == ["cells"]
    assert kept(case) == {"cells", "far"}
    assert plan(case).value / MILLION == pytest.approx(5.0)


def test_equal_ways_leave_one() -> None:
    """Ties keep the first route, so equal runs give equal plans."""
    derived = derive(two_sources(limited=400, free=400, capacity=10_000))
    assert contending_routes(derived).rows.height == 1


@few(10)
@given(
    limited=st.integers(300, 900),
    free=st.integers(300, 900),
    capacity=st.sampled_from([0.0, 3_000.0, 10_000.0]),
    later=st.sampled_from([0.5, 1.5]),
)
def test_dropped_ways_are_never_missed(
    limited: int, free: int, capacity: float, later: float
) -> None:
    """A model with every route is worth the same as the one without the beaten."""
    case = two_sources(limited=limited, free=free, capacity=capacity, later=later)
    first = plan(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "contending_routes", all_routes)
        second = plan(case)
    assert second.is_sound, second.audit
    assert second.value == pytest.approx(first.value, abs=slack(first.value))


def all_routes(derived: Derived) -> object:
    """Return the routes as they are."""
    return derived.ways
