"""Is the price of an hour what a plan gains by one hour more, and loses by one less?

The plants of whole shipped cases are made a little faster and slower, every decision of
the plan is held, and the case is planned again: a second way to the same number.
"""

from dataclasses import replace
from functools import partial

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.solve.hold import held
from brownfield.solve.run import plan

SMALL = 1e-4  # of its capacity that a plant has more or less


def faster(case: Case, facility: str, share: float) -> Case:
    """Return the case in which a plant makes more in every pattern."""
    rate = pl.col("jobs_per_hour")
    more = pl.when(pl.col("facility") == facility).then(rate * (1 + share))
    patterns = case.tables["shift_patterns"].with_columns(more.otherwise(rate))
    return replace(case, tables=dict(case.tables) | {"shift_patterns": patterns})


def told(case: Case, found: Plan, column: str) -> dict[str, float]:
    """Return the expected present value of the price of the hours changed, by plant."""
    key = ["facility", "node"]
    rate = case.tables["parties"].filter(pl.col("party") == case.planned_parties[0])
    age = pl.col("year") - case.settings.case.first_year
    present = pl.col("probability") / (1 + rate["discount_rate"][0]) ** age
    hours = (
        found.tables["prices"]
        .filter(pl.col("quantity") == "line_time")
        .join(found.tables["shifts"].select(*key, "capacity"), on=key)
        .join(found.nodes.select("node", "probability"), on="node")
        .with_columns(worth=pl.col(column) * pl.col("capacity") * present * SMALL)
    )
    return dict(hours.group_by("facility").agg(pl.col("worth").sum()).iter_rows())


@pytest.mark.parametrize("name", ["starter", "mini"])
def test_every_full_plant_has_the_price_of_an_hour_more_and_less(name: str) -> None:
    """Both prices, of every plant of the plan, within a millionth of the difference."""
    case = read_case(name).with_settings("solve", {"gap": 0.0})
    best = plan(case)
    more, last = (told(case, best, c) for c in ("value", "value_of_last"))
    assert any(more.values())
    for facility, worth in more.items():
        for share, priced in ((SMALL, worth), (-SMALL, -last[facility])):
            changed = plan(
                faster(case, facility, share), fix=partial(held, decided=best)
            )
            gained = changed.value - best.value
            assert gained == pytest.approx(priced, rel=1e-6, abs=1.0)
