"""What does each party have in each future, year by year?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import way_to_root
from brownfield.derive.frames import total
from brownfield.questions.plan.facts.ledger.accounts import (
    Account,
    Figures,
    in_years,
    worth,
)
from brownfield.tell.views import futures, table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class FutureCash:
    """The cash of a party in one future.

    Attributes
    ----------
    future
        Name of the future, printed.
    probability
        Its probability, in [0, 1].
    totals
        Cash of each year, undiscounted, positive = received; unit of the ledger.
        Shape (years,).
    npv
        What that is worth at the value date, unit of the ledger.
    """

    future: str
    probability: float
    totals: Figures = field(repr=False)
    npv: float


def by_future(
    plan: Plan, case: Case, party: str, account: Account, per: float
) -> tuple[FutureCash, ...]:
    """Return the cash of a party (short name) in every future, likeliest first."""
    rows = table(plan, "cash").filter(pl.col("party") == party)
    summed = rows.group_by("node", "year", maintain_order=True).agg(
        total(pl.col("amount"))
    )
    at = {node: (year, amount) for node, year, amount in summed.iter_rows()}
    parent = dict(plan.nodes.select("node", "parent").iter_rows())
    by_branch = []
    for name, leaf, probability in futures(plan).iter_rows():
        years = dict(at[node] for node in way_to_root(leaf, parent) if node in at)
        totals = in_years(case, years, per)
        now = worth(totals, account.factors)
        by_branch.append(FutureCash(name, probability, totals, now))
    return tuple(by_branch)
