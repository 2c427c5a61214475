"""What is said of fleet rules and credits that cannot be meant."""

import pytest

from brownfield.tables.check import check_typed
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from brownfield.tables.problems import Problem
from tests.model.small_cases import small_case
from tests.model.test_fleet import at_once, credit, rule


def problems(policies: list[Row], credits_: list[Row]) -> list[Problem]:
    """Return what is wrong with a small case under rules."""
    case = small_case(at_once(petrol=10.0))
    rows = {"policies": policies, "credits": credits_}
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    return check_typed(dict(case.tables) | typed, case.settings)


OTHER: Row = {"policy": "tax", "kind": "carbon_price", "year": 2030, "amount": 1.0}


@pytest.mark.parametrize(
    ("row", "name", "column"),
    [
        (credit("buy"), "credit_terms", "price"),
        (credit("sell", price=1.0), "credit_terms", "volume"),
        (credit("opening"), "credit_terms", "volume"),
        (credit("weight"), "credit_terms", "rate"),
        (credit("exchange", rate=1.0), "credit_terms", "from_policy"),
        (
            credit("exchange", rate=1.0, from_policy="cars"),
            "credit_terms",
            "from_policy",
        ),
        (credit("exchange", rate=0.0, from_policy="vans"), "credit_terms", "rate"),
        (credit("bank", cap=1.5), "bounds", "cap"),
        ({**credit("bank"), "policy": "tax"}, "fleet_rule", "policy"),
        ({**credit("bank"), "policy": "none"}, "unknown_reference", "policy"),
    ],
)
def test_credits_give_what_their_kind_needs(row: Row, name: str, column: str) -> None:
    """Each finding names the cell."""
    rules = [rule(), rule("vans", hs_code="8704"), OTHER]
    (found,) = problems(rules, [row])
    assert (found.table, found.column) == ("credits", column)
    assert found.rule == name


def test_a_rule_asks_once_a_year_and_in_one_way() -> None:
    """A second row of the same years, or of another kind, is refused."""
    twice = [rule(to_year=2031), rule(year=2031)]
    (found,) = problems(twice, [])
    assert (found.rule, found.column) == ("fleet_rule_twice", "year")
    assert "holds already from 2030 to 2031" in found.message
    mixed = [rule(), rule(year=2031, kind="co2_limit")]
    (found,) = problems(mixed, [])
    assert (found.rule, found.column) == ("fleet_rule_twice", "kind")


def test_a_limit_needs_a_target() -> None:
    """Like a mandate."""
    (found,) = problems([rule(kind="co2_limit", target=None)], [])
    assert (found.rule, found.column) == ("policy_figure", "target")
