"""What does a vehicle cost its buyer, the fee to its host included?"""

from typing import Any

import pytest

from brownfield.solve.run import plan
from tests.model.small_cases import option, small_case

FEE: dict[str, Any] = {
    "contract": "fee",
    "payer": "firm",
    "payee": "host",
    "form": "fee_per_vehicle",
    "amount": 50.0,
}
PARTIES: list[Any] = [
    {"party": "firm"},
    {"party": "host"},
    {"party": "state", "kind": "government"},
]


def costs(*contracts: Any, owner: str = "host") -> dict[str, float]:
    """Return the row of landed cost of a car of 600 and a body of 100, audited."""
    rows: dict[str, list[Any]] = {
        "parties": PARTIES,
        "facilities": [{"facility": "plant", "place": "home", "owner": owner}],
        "build_options": [option("make", is_committed=True, conversion_cost=600.0)],
        "bill_of_materials": [
            {
                "build_option": "make",
                "part_group": "body",
                "source": "home",
                "unit_value": 100.0,
            }
        ],
        "contracts": list(contracts),
    }
    found = plan(small_case(rows))
    assert found.is_sound
    (row,) = found.tables["landed_cost"].to_dicts()
    assert row["landed_cost"] == pytest.approx(700)
    return {name: row[name] for name in ("fee", "buyer_cost")}


def test_a_guest_pays_the_fee_in_place_of_conversion() -> None:
    """100 of parts and 50; the 600 are the host's."""
    assert costs(FEE) == pytest.approx({"fee": 50, "buyer_cost": 150})


def test_without_a_contract_the_host_bears_conversion() -> None:
    """100 of parts: nothing pays the host."""
    assert costs() == pytest.approx({"fee": 0, "buyer_cost": 100})


def test_at_its_own_plant_the_owner_bears_both() -> None:
    """700, and 50 to a company that has, say, the rights."""
    assert costs(FEE, owner="firm") == pytest.approx({"fee": 50, "buyer_cost": 750})


def test_fees_add_up_and_what_a_state_pays_is_taken_off() -> None:
    """50 + 1.1 x 600 - 20 = 690; then 100 of parts."""
    by_cost = {**FEE, "contract": "cost", "form": "cost_plus", "amount": 0.1}
    aid = {**FEE, "contract": "aid", "payer": "state", "payee": "firm", "amount": 20.0}
    found = costs(FEE, by_cost, aid)
    assert found == pytest.approx({"fee": 690, "buyer_cost": 790})


@pytest.mark.parametrize(
    "cells",
    [
        {"from_year": 2031},
        {"to_year": 2029},
        {"payer": "host", "payee": "firm"},
        {"form": "reservation"},
        {"form": "take_or_pay", "volume": 1.0},
    ],
)
def test_what_is_not_due_by_the_vehicle_is_no_fee(cells: dict[str, Any]) -> None:
    """Other years, others' programmes, and payments for a volume or a year."""
    assert costs({**FEE, **cells}) == pytest.approx({"fee": 0, "buyer_cost": 100})
