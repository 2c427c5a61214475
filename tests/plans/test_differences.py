"""Plans that differ by less than the searches left open do not differ."""

from dataclasses import replace

import pytest

from brownfield.plans.plan import Plan
from brownfield.questions.plan.differences import differences
from brownfield.questions.plan.side_by_side import parts
from brownfield.questions.plan.text import differences as told_apart
from brownfield.solve.run import plan
from tests.model.small_cases import small_case


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
