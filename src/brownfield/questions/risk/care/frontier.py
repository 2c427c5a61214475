"""How much expected value does each step of care for the worst futures cost?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import tree
from brownfield.plans.worst import tail_mean
from brownfield.solve.batch import told_plan
from brownfield.solve.results.prices import no_prices

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Point:
    """The best plan for one weight of care.

    Attributes
    ----------
    care
        Weight of the worst futures in the aim of each company, in [0, 1].
    mean
        Expected present value of the companies, case currency.
    worst
        What each has in its own worst futures, added up: CVaR, case currency.
    together
        What all of them have together in the worst futures of the sum, case currency.
    plan
        The plan.
    """

    care: float
    mean: float
    worst: float
    together: float
    plan: Plan = field(repr=False)


def point(case: Case, care: float, tail: float) -> Point:
    """Return the best plan of a case for one weight of care, with its recount.

    Parameters
    ----------
    case
        The case.
    care
        Weight of the worst futures, in [0, 1].
    tail
        Share of worst futures, where a company has none of its own, in (0, 1].

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the plan was made.
    """
    other = with_care(case, care, tail)
    plan = told_plan(other, pricing=no_prices)
    if plan.status == "interrupted":
        raise KeyboardInterrupt
    mean, worst, together = measured(other, plan)
    return Point(care, mean, worst, together, plan)


def with_care(case: Case, care: float, tail: float) -> Case:
    """Return the case in which every company gives its worst futures a weight."""
    is_company = pl.col("kind") == "company"
    own = pl.when(pl.col("tail") > 0.0).then(pl.col("tail")).otherwise(tail)
    parties = case.tables["parties"].with_columns(
        tail=pl.when(is_company).then(own).otherwise(pl.col("tail")),
        tail_weight=pl.when(is_company).then(care).otherwise(pl.col("tail_weight")),
    )
    return case.with_tables(f"worst futures weigh {care:g}", parties=parties)


def measured(case: Case, plan: Plan) -> tuple[float, float, float]:
    """Return mean, own worst futures added up, and worst of the sum, of companies.

    Each counts with its weight in the aim of the case; not a number without a plan.
    """
    if not plan.tables:
        return float("nan"), float("nan"), float("nan")
    weights = case.settings.plan.objective_weights
    tails = dict(case.tables["parties"].select("party", "tail").iter_rows())
    value = plan.tables["value"].filter(pl.col("party").is_in(list(case.companies)))
    chances = _chances(plan)
    mean = worst = 0.0
    sums = dict.fromkeys(chances, 0.0)
    for (party,), rows in value.group_by("party", maintain_order=True):
        weight = weights.get(str(party), 1.0)
        had = dict(rows.select("scenario", "npv").iter_rows())
        each, of_each = [had[leaf] for leaf in chances], list(chances.values())
        mean += weight * tail_mean(each, of_each, None)
        worst += weight * tail_mean(each, of_each, tails[str(party)])
        sums = {leaf: sums[leaf] + weight * had[leaf] for leaf in sums}
    widest = max(tails[p] for p in value["party"].unique()) if value.height else 1.0
    together = tail_mean(list(sums.values()), list(chances.values()), widest)
    return mean, worst, together


def _chances(plan: Plan) -> dict[str, float]:
    """Return the probability of each leaf."""
    rows = plan.tables["value"].unique("scenario", maintain_order=True)
    return dict(rows.select("scenario", "probability").iter_rows())


def has_futures(case: Case) -> bool:
    """Return whether a case has more than one future."""
    return len(tree(case).leaves) > 1
