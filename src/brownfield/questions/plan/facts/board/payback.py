"""When is what was spent back, and how much of the value comes after the last year?"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.plan.facts.board.sites import invested
from brownfield.tell.views import table, weighed

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan

CENT = 0.01  # case currency; less is rounding
LATER = "terminal"


def payback(plan: Plan, without: Plan | None) -> int | None:
    """Return the year by whose end a plan has earned back what it spends first.

    Cash of all parties planned, expected over the futures, undiscounted, after tax and
    without the worth of later years, less that of the best plan that begins nothing,
    is added up year by year: the first calendar year from which the sum stays at 0 or
    above, at the earliest that of the first investment. None if nothing is spent, or
    the sum is below 0 in the last year.
    """
    if without is None:
        return None
    cash, base = _by_year(plan), _by_year(without)
    sums = list(accumulate(cash[year] - base[year] for year in cash))
    owing = [n for n, amount in enumerate(sums) if amount < -CENT]
    if owing and owing[-1] == len(sums) - 1:
        return None
    if owing:
        return list(cash)[owing[-1] + 1]
    return min((one.year for one in invested(plan)), default=None)


def _by_year(plan: Plan) -> dict[int, float]:
    """Return the expected cash of each year of the horizon, case currency."""
    chance = dict(plan.nodes.select("node", "probability").iter_rows())
    by_year = dict.fromkeys(sorted(set(plan.nodes["year"])), 0.0)
    rows = table(plan, "cash").filter(pl.col("item") != LATER)
    for node, year, amount in rows.select("node", "year", "amount").iter_rows():
        by_year[year] += chance[node] * amount
    return by_year


def after_last_year(plan: Plan) -> float | None:
    """Return the share of a plan's value that comes after the last year.

    Both are expected present values of all parties planned, each at its own rate. None
    if the value is not above 0; more than 1 if the years of the horizon cost more than
    they bring.
    """
    total = sum(plan.value_by_party.values())
    if not total > 0.0:
        return None
    rows = table(plan, "cash").filter(pl.col("item") == LATER)
    valued = weighed(plan.case, plan, rows, "party")
    later = valued.select((pl.col("amount") * pl.col("weight")).sum()).item()
    return float(later / total)
