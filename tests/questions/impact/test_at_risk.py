"""Is the value added that a stop takes that of paper?"""

import json

import pytest

from brownfield.case.case import Case
from brownfield.plans.json_text import json_text
from brownfield.questions.impact.document import Brought, Document
from brownfield.questions.impact.page import page
from brownfield.questions.impact.question import Impact
from brownfield.questions.impact.text import text
from brownfield.tell.numbers import money
from brownfield.tell.page import render
from brownfield.tell.values import values
from tests.questions.impact.loops import bought, heads


def paper(case: Case, answer: Impact) -> tuple[float, float]:
    """Return value added of the home plant and its suppliers in a week of 2030.

    A job in cars has 1,400 m / 18,000 of it. Parts have .5 of their output, services
    .7: a money of parts brings .5 / .9 + .7 x .1 / .81, one of services .7 / .9.
    """
    assert answer.difference is not None
    plan, own, chain = answer.difference.plan, 0.0, 0.0
    for node, chance in (
        plan.nodes.filter(year=2030).select("node", "probability").iter_rows()
    ):
        spent = bought(case, plan, node)
        own += chance * heads(plan, node) * 1_400e6 / 18_000
        chain += chance * spent["parts"] * (0.5 / 0.9 + 0.07 / 0.81)
        chain += chance * spent["services"] * 0.7 / 0.9
    return own / 52, chain / 52


def test_a_week_and_the_usual_weeks(
    placed_case: Case, placed_answer: Impact, brought: Brought
) -> None:
    """A week; 3 weeks of all; 4 weeks of half, which is 2. Farland is not at home."""
    own, chain = paper(placed_case, placed_answer)
    assert min(own, chain) > 100_000.0
    rows = brought.value_added_at_risk
    assert [(one.company, one.hazard) for one in rows] == [
        ("host", None),
        ("host", "host-cyber"),
        ("host", "strike"),
    ]
    for row, weeks in zip(rows, (1.0, 3.0, 2.0), strict=True):
        assert row.plants == ("home_plant",)
        assert row.own == pytest.approx(weeks * own)
        assert row.suppliers == pytest.approx(weeks * chain)
        assert row.most == pytest.approx(weeks * (own + chain))


def test_it_is_told(placed: Document, brought: Brought) -> None:
    """In text, page and JSON."""
    week, cyber, strike = brought.value_added_at_risk
    told = text(placed)
    assert f"A week without the plants of Host takes {money(week.own, 'GBP')}" in told
    assert money(cyber.most, "GBP") in told
    (section,) = (one for one in page(placed).after if one.name == "at-risk")
    assert len(section.blocks) == 2
    shown = render(page(placed))
    assert "What does a stop take?" in shown
    assert "above the ceiling by GBP" in shown
    found = json.loads(json_text(values(placed)))["value_added_at_risk"]
    assert [one["weeks"] for one in found] == [1.0, 3.0, 4.0]
    assert found[2]["stopped"] == pytest.approx(0.5)
    assert strike.weeks == pytest.approx(4.0)
