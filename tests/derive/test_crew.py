"""Does a stated utilisation spread the crew over fewer cars, in plan and audit?"""

from typing import Any

import pytest

from brownfield.derive.derive import derive
from brownfield.solve.run import plan
from tests.model.small_cases import buyers, option, pattern, small_case

ROWS: dict[str, list[Any]] = {
    "places": [
        {"place": "home", "customs_territory": "HL"},
        {"place": "away", "customs_territory": "AL"},
    ],
    "lanes": [{"origin": "home", "destination": "away"}],
    "shift_patterns": [pattern("plant", 500, fixed_cost=20_000.0)],
    "build_options": [
        option("make", is_committed=True, conversion_cost=600.0, capacity_use=2.0)
    ],
    "demand": [buyers(100, 2_000, place="away")],
    "trade_measures": [
        {
            "measure": "base",
            "importer": "AL",
            "hs_code": "8703",
            "kind": "mfn",
            "ad_valorem": 0.1,
        }
    ],
}


@pytest.mark.parametrize(("share", "crew"), [(1.0, 80.0), (0.8, 100.0)])
def test_a_crew_at_less_than_full_use_costs_more_a_car(
    share: float, crew: float
) -> None:
    """20,000 / 500 x 2 hours of line time = 80 a car; at 80 % of use 100."""
    derived = derive(small_case(ROWS, crew_utilisation=share))
    (costs,) = derived.unit_costs.to_dicts()
    assert costs["crew"] == pytest.approx(crew)
    assert costs["ex_works"] == pytest.approx(600 + crew)


def test_a_crew_is_paid_by_the_year_and_taxed_by_the_car() -> None:
    """100 x (2,000 - 600 - 10 % of 700) - 20,000: the crew of 100 is no second cost."""
    found = plan(small_case(ROWS, crew_utilisation=0.8))
    assert found.is_sound
    assert found.value == pytest.approx(100 * (2_000 - 600 - 70) - 20_000)
