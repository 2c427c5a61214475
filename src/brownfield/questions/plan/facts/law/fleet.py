"""What does each fleet rule ask of whom, how is it met, and what does that cost?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.views import expected, table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels

SUMMED = ("asked", "earned", "traded", "missing", "amount")


def fleet(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return the makers under each fleet rule, year by year, in expectation.

    Returns
    -------
    pl.DataFrame
        policy, party (printed), year; asked, earned, traded (bought, borrowed, kept
        from before, exchanged and pooled, less what went), missing, in credits; amount
        (cash of credits) and worth (of one more credit), case currency.
    """
    traded = pl.sum_horizontal("bought", "borrowed", "kept", "exchanged", "pooled")
    gone = pl.sum_horizontal("sold", "repaid", "carried")
    traded_credits = table(plan, "fleet_credits").with_columns(traded=traded - gone)
    keys = ["policy", "party"]
    sums = expected(plan, traded_credits.select(*keys, "node", "year", *SUMMED), keys)
    worth = table(plan, "prices").filter(pl.col("quantity") == "credit")
    worth = worth.select(*keys, "node", "year", worth="value")
    means = expected(plan, worth, keys)
    shown = [*keys, "year"]
    return (
        sums.join(means, on=shown, how="left", maintain_order="left")
        .select(*shown, *SUMMED, "worth")
        .filter((pl.col("asked") > 0) | (pl.col("amount") != 0))
        .with_columns(pl.col("party").replace(labels.parties))
    )
