"""Plans of a careful firm against arithmetic on paper.

Tooling of 40 m now; next year 10,000 cars at 10 thousand each, or none, even chances.
Starting is worth 100 - 40 = 60 or -40: 10 on average, -40 in the worst half.
"""

import polars as pl
import pytest
from hypothesis import given

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import MILLION, buyers, option, small_case
from tests.properties.random_cases import changed, few, plan_of, random_cases, slack


def gamble(tail: float | None, weight: float, **case_keys: float | str) -> Case:
    """Return the case of a firm that weighs its worst futures so."""
    nodes: list[Row] = [{"node": "now", "year": 2030}]
    nodes += [
        {"node": name, "parent": "now", "year": 2031, "probability": 0.5, "what_if": w}
        for name, w in (("up", None), ("down", "none"))
    ]
    change: Row = {
        "what_if": "none",
        "table": "demand",
        "where": "year=2031",
        "column": "volume",
        "op": "times",
        "value": "0",
    }
    return (
        small_case(
            {
                "parties": [{"party": "firm", "tail": tail, "tail_weight": weight}],
                "build_options": [option("make", tooling_cost=40 * MILLION)],
                "demand": [buyers(0, 10_000), buyers(10_000, 10_000, year=2031)],
                "scenarios": nodes,
                "what_ifs": [change],
            },
            years=2,
        )
        .with_settings("plan", {"latest_start_year": 2030})
        .with_settings("case", case_keys)
    )


def sound(case: Case) -> Plan:
    """Return the plan of a case; its audit must pass."""
    found = plan(case)
    assert found.is_sound, found.audit
    return found


@pytest.mark.parametrize(
    ("tail", "weight", "value"),
    [
        (None, 0.0, 10.0),
        (0.5, 0.1, 5.0),  # .9 x 10 - .1 x 40
        (0.5, 0.5, 0.0),  # .5 x 10 - .5 x 40 < 0: it does not start
        (0.75, 0.3, 5.0),  # worst .75: (-20 + 15) / .75 = -6.667; .7 x 10 - 2 = 5
        (0.75, 1.0, 0.0),
        (1.0, 1.0, 10.0),  # the worst of all futures is the mean
    ],
)
def test_a_careful_firm_weighs_its_worst_futures(
    tail: float | None, weight: float, value: float
) -> None:
    """The value is mean and tail, weighted; below 0 the firm leaves it."""
    found = sound(gamble(tail, weight))
    assert found.value / MILLION == pytest.approx(value, abs=1e-6)
    assert found.tables["starts"].height == (1 if value else 0)


def test_terminal_value_belongs_to_the_tail() -> None:
    """One year more of the last: 160 or -40; .5 x 60 - .5 x 40 = 10."""
    case = gamble(0.5, 0.5, terminal="multiple", terminal_multiple=1.0)
    assert sound(case).value / MILLION == pytest.approx(10.0, abs=1e-6)


def test_salvage_belongs_to_the_tail() -> None:
    """Half the tooling comes back: 80 or -20; .75 x 30 - .25 x 20 = 17.5."""
    case = gamble(0.5, 0.25, terminal="salvage", terminal_multiple=0.5)
    assert sound(case).value / MILLION == pytest.approx(17.5, abs=1e-6)


@few(3)
@given(case=random_cases())
def test_care_never_raises_the_value(case: Case) -> None:
    """A tail is at most the mean, so weighing it cannot make a plan worth more."""
    plain = changed(case, "parties", tail_weight=pl.lit(0.0))
    careful = changed(case, "parties", tail=pl.lit(0.3), tail_weight=pl.lit(0.5))
    first, second = plan_of(plain), plan_of(careful)
    assert second.is_sound, second.audit
    assert second.value <= first.value + slack(first.value)
