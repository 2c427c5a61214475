"""What is said of fleet rules and credits that cannot be meant."""

import pytest

from brownfield.tables.check import check_typed
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.fleet import growing_circles
from brownfield.tables.frames import Row, typed_frame
from brownfield.tables.problems import Problem
from brownfield.tables.rules.every import unplaced
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


def doubts(*credits_: Row) -> list[Problem]:
    """Return what is doubted of credits under rules on cars and on vans."""
    case = small_case(at_once(petrol=10.0))
    rows = {"policies": [rule(), rule("vans", hs_code="8704")], "credits": credits_}
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    tables = dict(case.tables) | typed
    assert check_typed(tables, case.settings) == []
    return [unplaced(found, tables) for found in growing_circles(tables, case.settings)]


def swap(name: str, here: str, there: str, rate: float, **cells: str | float) -> Row:
    """Return an exchange of credits of one rule for those of another."""
    row = credit("exchange", rate=rate, from_policy=there, **cells)
    return {**row, "credit": name, "policy": here}


@pytest.mark.parametrize(
    ("rate", "grows"), [(0.5, False), (0.51, True), (1.0, True), (0.4, False)]
)
def test_credits_that_grow_in_a_circle_are_doubted(rate: float, *, grows: bool) -> None:
    """A car credit is 2 van credits and one of those `rate` cars: 2 x rate is left."""
    one, other = swap("a", "vans", "cars", 2.0), swap("b", "cars", "vans", rate)
    assert len(doubts(one, other)) == grows
    assert doubts(one) == doubts(other) == []


def test_years_and_makers_break_a_circle() -> None:
    """2 x 1 back and forth, in years that do not meet; 2 x 0.4 for one maker."""
    one = swap("a", "vans", "cars", 2.0, to_year=2030)
    late, now = (swap("b", "cars", "vans", 1.0, from_year=y) for y in (2031, 2030))
    assert doubts(one, late) == []
    (found,) = doubts(one, now)
    assert "one credit of cars comes back as 2" in found.message
    own = swap("b", "cars", "vans", 0.4, party="firm")
    assert len(doubts(one, now, own)) == 1  # of the others
    assert doubts(one, own) == []


@pytest.mark.parametrize("limit", [{"cap": 0.1}, {"volume": 5.0}])
def test_a_limit_ends_a_circle(limit: Row) -> None:
    """2 x 1, but no more than so many a year."""
    one, back = swap("a", "vans", "cars", 2.0), swap("b", "cars", "vans", 1.0)
    assert len(doubts(one, back)) == 1
    assert doubts(one, {**back, **limit}) == doubts({**one, **limit}, back) == []
