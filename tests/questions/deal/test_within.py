"""The best plan within aid rules, from paper; then what a larger one would need.

A sells 1,000 cars for 20,000. At home, in G's territory, a car costs 11,000, abroad
10,000: A has 10 m alone, and forgoes 1,000 a car by building at home. G receives 1,500
for each car built at home, so all 1,000 at home are worth 9.0 + 1.5 = 10.5 m to both.
Nothing is discounted.
"""

import pytest

from brownfield.case.case import Case
from brownfield.questions.deal.document import document
from brownfield.questions.deal.page import page as page_of
from brownfield.questions.deal.question import deal
from brownfield.questions.deal.support.larger import larger_plan
from brownfield.questions.deal.text import text
from brownfield.tables.frames import Row
from brownfield.tell.page import render
from brownfield.tell.values import values
from tests.model.small_cases import Rows, buyers, option, pattern, product, small_case
from tests.questions.deal.parts import talked

MILLION = 1e6
N = frozenset("AG")


def at_home_or_abroad(
    limits: dict[str, float] | None,
    *,
    tax: float = 0.0,
    home_cost: float = 11_000.0,
    tooling: float = 0.0,
) -> Case:
    """Return the case, with a row of aid rules unless `limits` is None."""
    policies: list[Row] = [
        {
            "policy": "receipts",
            "kind": "receipts_per_vehicle",
            "territory": "H",
            "party": "G",
            "year": 2030,
            "amount": 1_500.0,
        }
    ]
    if limits is not None:
        row: Row = {"policy": "aid-rules", "kind": "aid_ceiling", "territory": "H"}
        policies.append({**row, "year": 2030, **limits})
    rows: Rows = {
        "parties": [
            {
                "party": "A",
                "discount_rate": 0.0,
                "tax_rate": tax,
                "has_other_profit": True,
            },
            {"party": "G", "kind": "government", "discount_rate": 0.0},
        ],
        "places": [
            {"place": "here", "customs_territory": "H"},
            {"place": "away", "customs_territory": "W"},
        ],
        "facilities": [
            {"facility": "home", "place": "here", "owner": "A"},
            {"facility": "abroad", "place": "away", "owner": "A"},
        ],
        "shift_patterns": [pattern("home", 10_000.0), pattern("abroad", 10_000.0)],
        "products": [product("car", company="A")],
        "build_options": [
            option(
                "at_home",
                facility="home",
                programme_owner="A",
                conversion_cost=home_cost,
                tooling_cost=tooling,
            ),
            option(
                "at_abroad",
                facility="abroad",
                programme_owner="A",
                conversion_cost=10_000.0,
            ),
        ],
        "lanes": [
            {"origin": "away", "destination": "here"},
            {"origin": "here", "destination": "here"},
        ],
        "demand": [buyers(1_000, 20_000.0, place="here")],
        "policies": policies,
    }
    return small_case(rows)


def at_home(case: Case) -> tuple[float, float]:
    """Return the worth of A and G together, million, and A's cars built at home."""
    found = talked(case, ("A", "G")).found
    built = dict(
        found.joint.tables["production"].select("facility", "vehicles").iter_rows()
    )
    return found.game.total / MILLION, built.get("home", 0.0)


@pytest.mark.parametrize(
    ("limits", "total", "cars"),
    [
        (None, 10.5, 1_000),
        ({"cap": 0.0}, 10.0, 0),
        ({"cap": 0.6e6}, 10.3, 600),
        ({"cap": 2e6}, 10.5, 1_000),
    ],
)
def test_a_ceiling_pays_for_so_many_cars(
    limits: dict[str, float] | None, total: float, cars: float
) -> None:
    """0.6 m make up for 600 x 1,000: together 10 - 0.6 + 600 x 1,500 = 10.3 m.

    Giving nothing is always allowed: then A builds abroad, and nobody loses a thing.
    """
    found = at_home(at_home_or_abroad(limits))
    assert found == pytest.approx((total, cars), rel=1e-3, abs=1.0)


def test_a_grant_counts_after_tax() -> None:
    """At 25 % a car at home costs A 750, and 0.6 m leave it 0.45 m: 600 cars again.

    Worth 7.5 - 0.45 + 0.9 = 7.95 m.
    """
    found = at_home(at_home_or_abroad({"cap": 0.6e6}, tax=0.25))
    assert found == pytest.approx((7.95, 600), rel=1e-3)


@pytest.mark.parametrize(
    ("share", "total", "cars"), [(0.1, 10.0, 0), (1.0, 10.5, 1_000)]
)
def test_a_share_of_the_capital_limits_a_whole_programme(
    share: float, total: float, cars: float
) -> None:
    """Tooling of 1 m at home, cars as cheap as abroad: A forgoes 1 m or nothing.

    A tenth of 1 m does not pay for it, all of it does: 10 - 1 + 1.5 = 10.5 m.
    """
    case = at_home_or_abroad({"target": share}, home_cost=10_000.0, tooling=1e6)
    assert at_home(case) == pytest.approx((total, cars), rel=1e-3, abs=1.0)


def test_what_a_larger_plan_needs_is_told_after_the_plan_within_the_rules() -> None:
    """It is worth 0.5 m more, and needs 1 m: all of the capital, where 10 % is allowed.

    Together A and G have no more within the rules than each alone.
    """
    case = at_home_or_abroad({"target": 0.1}, home_cost=10_000.0, tooling=1e6)
    told = deal(case, ("A", "G"))
    assert told.larger is not None
    assert told.larger.more == pytest.approx(0.5e6)
    need = told.larger.needs["G"]
    assert (need.amount, need.capital) == pytest.approx((1e6, 1e6))
    assert need.part.support.worth_to_state == pytest.approx(1.5e6)
    assert not need.is_legal
    content = values(document(told).beyond_aid_rules)
    assert content["needs"]["G"]["aid"] == pytest.approx(1e6)
    assert content["needs"]["G"]["limit"] == pytest.approx(0.1e6)
    for part in (text(document(told)), render(page_of(document(told)))):
        assert (
            "A larger plan would be worth GBP 0.50 m more to everybody together, but "
            "not within the aid allowed. Before support it leaves the companies "
            "GBP 1.00 m less than their best without G, and needs aid of at least "
            "GBP 1.00 m: 100 % of the GBP 1.00 m that it spends on tooling and "
            "openings there, more than the 10 % (GBP 0.10 m) assumed in aid-rules. It "
            "would bring G GBP 1.50 m more in receipts." in part
        )


def test_where_the_ceiling_is_wide_enough_no_larger_plan_is_told() -> None:
    """1 m of grant is allowed, 0 without a row that says so is no limit."""
    for limits in ({"cap": 1e6 + 1}, None):
        groups = talked(at_home_or_abroad(limits), ("A", "G"))
        assert larger_plan(groups.found, groups.case) is None
        assert groups.game.total == pytest.approx(10.5e6, rel=1e-6)
