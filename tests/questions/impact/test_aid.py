"""Is the support of a plan held against each ceiling on aid, as on paper?"""

import json

import pytest

from brownfield.plans.json_text import json_text
from brownfield.questions.impact.document import Brought, Document
from brownfield.questions.impact.page import page
from brownfield.questions.impact.question import Impact
from brownfield.questions.impact.text import text
from brownfield.tell.values import values


def test_support_by_policy(brought: Brought, placed_answer: Impact) -> None:
    """.1 of 60 m of tooling, 2,000 for each of 100 engineers, 100 for each car sold."""
    paid = {(one.policy, one.kind): one.paid for one in brought.aid.support}
    assert placed_answer.difference is not None
    plan = placed_answer.difference.plan
    sold = plan.tables["deliveries"].filter(place="home_market")
    chance = dict(plan.nodes.select("node", "probability").iter_rows())
    cars = sum(chance[node] * n for node, n in sold["node", "vehicles"].iter_rows())
    assert cars > 100_000.0
    assert paid == pytest.approx(
        {
            ("tools", "capital_grant"): 6e6,
            ("dock", "incentive"): 0.2e6,
            ("buyers", "purchase_grant"): 100.0 * cars,
        }
    )


def test_support_beside_what_is_legal(brought: Brought) -> None:
    """.08 x 60 m = 4.8 m, 1.4 m less than 6.2 m, which is less than 10 m.

    In 2028 the 0.2 m of the engineers stand beside no capital. Farland has no say,
    and what buyers get is no aid to plants.
    """
    found = {
        one.policy: (one.capital, one.most, one.paid, one.above, one.is_legal)
        for one in brought.aid.ceilings
    }
    assert set(found) == {"small", "large", "late"}
    assert found["small"] == pytest.approx((60e6, 4.8e6, 6.2e6, 1.4e6, False))
    assert found["large"] == pytest.approx((60e6, 10e6, 6.2e6, 0.0, True))
    assert found["late"] == pytest.approx((0.0, 0.0, 0.2e6, 0.2e6, False))


def test_legal_or_not_is_told(placed: Document) -> None:
    """In text, page and JSON."""
    told = text(placed)
    first = "small allows GBP 4.80 m: above the ceiling by GBP 1.40 m"
    assert f"is GBP 6.20 m; {first}." in told.replace("Small", "small")
    assert "allows GBP 10.0 m: legal." in told
    assert "in 2028 is GBP 0.20 m; late allows nothing: above" in told.replace(
        "Late", "late"
    )
    assert [one.title for one in page(placed).after if one.name == "aid"] == [
        "Is the support legal?"
    ]
    (limit, *_) = json.loads(json_text(values(placed)))["aid"]["ceilings"]
    assert limit["condition"] == "small firms in Homeshire"
    assert (limit["from_year"], limit["to_year"]) == (2026, 2030)
    assert limit["above"] == pytest.approx(1.4e6)
