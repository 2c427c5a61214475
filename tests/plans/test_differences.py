"""Plans that differ by less than the searches left open do not differ."""

from dataclasses import replace

import pytest

import brownfield
from brownfield.plans.plan import Plan
from brownfield.questions.compare.lines import tidy
from brownfield.questions.compare.side_by_side import parts, ranks
from brownfield.questions.compare.text import differences as told_apart
from brownfield.questions.compare.text import ranking
from brownfield.solve.run import plan
from brownfield.tell.beside.differences import REST, differences
from tests.model.small_cases import small_case
from tests.questions.why.toy import toy_with_crew


@pytest.fixture(scope="module")
def of_firm() -> Plan:
    """Return a plan to which other values are given below."""
    return plan(small_case({}))


def test_a_difference_within_a_gap_is_unproved(of_firm: Plan) -> None:
    """Worth 10 m with 12 m possible: 11 m is no gain, 13 m is, and 8 m is a loss.

    Worth 8 m with 10.5 m possible is not proved to be a loss.
    """
    values = {
        "as it is": (10.0, 12.0),
        "within": (11.0, 11.0),
        "gain": (13.0, 13.0),
        "loss": (8.0, 9.0),
        "open loss": (8.0, 10.5),
        "same": (10.0, 12.0),
    }
    plans = {
        name: replace(of_firm, value=value * 1e6, bound=bound * 1e6)
        for name, (value, bound) in values.items()
    }
    found = differences(plans)
    assert found.unproved == {"within": 1e6, "open loss": -2e6}
    told = told_apart(found)
    assert "within is worth GBP 1.00 m more than the case as it is, within what" in told
    assert "open loss is worth GBP 2.00 m less" in told
    assert "gain is worth" not in told


def test_a_case_without_a_plan_stands_beside_one_that_has(of_firm: Plan) -> None:
    """It has neither value nor starts: a dash in every line."""
    nan = float("nan")
    nothing = replace(
        of_firm, status="infeasible", value=nan, bound=nan, tables={}, audit=None
    )
    found = differences({"as it is": of_firm, "none": nothing})
    assert found.values == {"firm": (of_firm.value_by_party["firm"], None)}
    assert found.unproved == {}
    worth = f"{of_firm.value / 1e6:,.1f}"
    together, firm = parts(found)[0].rows
    assert together == ("together", worth, "-")
    assert firm == ("firm", worth, "-")


def test_the_bridge_between_plans_adds_up_to_what_they_differ() -> None:
    """At 400,000 of crew the far plant gives way to the near one.

    Far: 1,500,000 of sales - 1,000,000. Near: 1,500,000 - 250,000 - 1,000,000 of
    tooling. Of cash both have only sales stays out of the table.
    """
    found = differences(brownfield.compare(toy_with_crew(), ["crew-paid"]))
    held = {i: row for i, row in found.cash.items() if any(row) and i != REST}
    assert held == {
        "revenue": pytest.approx((1_500_000.0, 1_500_000.0)),
        "conversion": pytest.approx((-1_000_000.0, -250_000.0)),
        "tooling": pytest.approx((0.0, -1_000_000.0)),
    }
    together = [sum(row[place] for row in found.cash.values()) for place in (0, 1)]
    assert together == pytest.approx(list(found.together))
    (cash,) = (part for part in parts(found) if part.title == "Cash")
    assert [row[0] for row in cash.rows] == ["conversion", "tooling"]


def test_many_plans_stand_in_the_order_of_their_value() -> None:
    """0.5 m as it is, 0.25 m if the near plant takes over, which starts instead."""
    found = differences(brownfield.compare(toy_with_crew(), ["crew-paid"]))
    assert ranks(found) == [
        ("as it is", "0.5", "-", "-"),
        ("crew-paid", "0.2", "-0.2", "- there, + here"),
    ]
    assert "against as it is" in ranking(found)


def test_all_figures_can_be_written_a_line_each() -> None:
    """Value, cash and starts of both plans."""
    lines = tidy(brownfield.compare(toy_with_crew(), ["crew-paid"]).document)
    told = {row[:3]: row[3] for row in lines.iter_rows()}
    assert told["as it is", "value", ""] == pytest.approx(500_000.0)
    assert told["crew-paid", "value", ""] == pytest.approx(250_000.0)
    assert told["crew-paid", "cash", "tooling"] == pytest.approx(-1_000_000.0)
    assert told["crew-paid", "start", "here"] == 2030
    assert ("crew-paid", "start", "there") not in told
