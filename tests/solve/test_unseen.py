"""A plan is sensible also where the objective does not look.

10,000 cars at 1,000 cost nothing to build: 10 m in 2030, and as much in 2031 unless
nobody buys then. The plant has two patterns free of cost, of 10,000 with 5 jobs and of
4,000 with 1, and a job lost costs 1,000. In the good future 10 m can be earned:
building less, or letting people go and taking them back, is worse.
"""

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.solve.run import plan
from tests.model.small_cases import MILLION, buyers, pattern, small_case

SET = {"column": "volume", "op": "set", "table": "demand", "where": "year=2031"}


def two_futures(chance: float, **party: float) -> Case:
    """Return a case whose 2031 is good, with a chance, or without buyers."""
    small = pattern("plant", 4_000, pattern="half", headcount=1.0)
    large = pattern("plant", 10_000, headcount=5.0, is_current=True)
    plant = {"facility": "plant", "place": "home", "owner": "firm"}
    return small_case(
        {
            "parties": [{"party": "firm", **party}],
            "facilities": [{**plant, "redundancy_cost": 1_000.0}],
            "shift_patterns": [large, small],
            "demand": [buyers(10_000, 1_000), buyers(10_000, 1_000, year=2031)],
            "scenarios": [
                {"node": "now", "year": 2030},
                {"node": "good", "parent": "now", "year": 2031, "probability": chance},
                {
                    "node": "bad",
                    "parent": "now",
                    "year": 2031,
                    "probability": 1.0 - chance,
                    "what_if": "nobody",
                },
            ],
            "what_ifs": [{"what_if": "nobody", "value": "0", **SET}],
        },
        years=2,
    )


@pytest.mark.parametrize(
    ("case", "value"),
    [
        pytest.param(two_futures(0.0), 10.0, id="a future of probability 0"),
        pytest.param(
            two_futures(0.5, tail=0.5, tail_weight=1.0), 10.0, id="only the worst half"
        ),
    ],
)
def test_what_does_not_count_is_planned_well_too(case: Case, value: float) -> None:
    """10 m count, the bad future's; in the good one 10 m more are earned in 2031."""
    found = plan(case)
    assert found.is_sound
    assert found.value == pytest.approx(value * MILLION)
    cash = found.tables["cash"].filter(pl.col("node") == "good")
    assert dict(cash.select("item", "amount").iter_rows()) == {
        "revenue": pytest.approx(10 * MILLION)
    }
