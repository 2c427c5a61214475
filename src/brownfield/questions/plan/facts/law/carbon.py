"""What does a plan emit, and what do prices and caps of carbon make of it?"""

import polars as pl

from brownfield.plans.plan import Plan
from brownfield.tell.labels import Labels
from brownfield.tell.views import averaged, table, view_names

SUMMED = ("tonnes", "above", "paid")


def carbon(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return what each price and cap counts, year by year, in expectation.

    Returns
    -------
    pl.DataFrame
        policy, party (printed), year; tonnes, above (of the cap, and paid for); paid
        and worth (of one more tonne under the cap; 0 of a price), case currency.
    """
    keys = ["policy", "party"]
    sums = _expected(plan, table(plan, "carbon").drop("since"), keys)
    prices = table(plan, "prices").filter(pl.col("quantity") == "carbon")
    prices = prices.select("policy", "node", "year", worth="value")
    worth = _expected(plan, prices, ["policy"])
    return (
        sums.join(worth, on=["policy", "year"], how="left", maintain_order="left")
        .select(*keys, "year", *SUMMED, pl.col("worth").fill_null(0.0))
        .with_columns(pl.col("party").replace(labels.parties))
    )


def emitted(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return what is emitted over the horizon, in expectation.

    Returns
    -------
    pl.DataFrame
        party (printed), stage (plants, parts or lanes), customs_territory, tonnes.
    """
    keys = ["party", "stage", "customs_territory"]
    years = _expected(plan, table(plan, "emissions"), keys)
    sums = years.group_by(keys, maintain_order=True).agg(pl.col("tonnes").sum())
    return sums.with_columns(pl.col("party").replace(labels.parties))


def _expected(plan: Plan, frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    found = averaged(plan, frame, keys)
    return found.filter(pl.col("view") == view_names(plan)[0]).drop("view")
