"""What is a unit of cash of a plan worth today, in expectation?"""

import polars as pl

from brownfield.case.case import Case
from brownfield.derive.money import discount_factor
from brownfield.plans.plan import Plan


def weighed(case: Case, plan: Plan, rows: pl.DataFrame, party: str) -> pl.DataFrame:
    """Return rows of a plan with `weight`, what one unit of their cash is worth.

    Parameters
    ----------
    case, plan
        The case and the plan whose tree weighs the nodes.
    rows
        Rows with `node` and `year`.
    party
        Column that says whose cash it is.

    Returns
    -------
    pl.DataFrame
        The rows in their order, with `weight`: probability of the node times the
        discount factor of the party.
    """
    chance = plan.nodes.select("node", "probability")
    rates = dict(case.tables["parties"].select("party", "discount_rate").iter_rows())
    known = rows.join(chance, on="node", how="left", maintain_order="left")
    weights = [
        probability * discount_factor(rates[name], year, case.settings)
        for name, year, probability in known.select(
            party, "year", "probability"
        ).iter_rows()
    ]
    return known.with_columns(weight=pl.Series(weights, dtype=pl.Float64))
