"""What does a plan emit, and what do prices and caps of carbon make of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.views import expected, table

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels

SUMMED = ("tonnes", "above", "paid")
LEAST = 1e-6  # case currency; less is rounding


def carbon(plan: Plan, labels: Labels) -> pl.DataFrame | None:
    """Return what each price and cap counts, year by year, in expectation.

    Returns
    -------
    pl.DataFrame or None
        policy, party (printed; blank where a cap lets nobody emit), year; tonnes, above
        (of the cap, and paid for); paid, case currency; worth (of one more tonne under
        the cap, in the future where it is worth most; 0 of a price), case currency.
        None without a price or cap that bears.
    """
    keys = ["policy", "party"]
    sums = expected(plan, table(plan, "carbon").drop("since"), keys)
    on = ["policy", "year"]
    prices = (
        sums.join(_worth(plan), on=on, how="full", coalesce=True)
        .sort("policy", "party", "year", maintain_order=True)
        .select(*keys, "year", pl.col(*SUMMED, "worth").fill_null(0.0))
        .with_columns(pl.col("party").replace(labels.parties))
    )
    return None if prices.is_empty() else prices


def _worth(plan: Plan) -> pl.DataFrame:
    """Return policy, year, worth: caps that bind, and their dearest tonne."""
    prices = table(plan, "prices")
    binding = prices.filter(pl.col("quantity") == "carbon", pl.col("value") > LEAST)
    years = binding.group_by("policy", "year", maintain_order=True)
    return years.agg(worth=pl.col("value").max())


def emitted(plan: Plan, labels: Labels) -> pl.DataFrame:
    """Return what is emitted over the horizon, in expectation.

    Returns
    -------
    pl.DataFrame
        party (printed), stage (plants, parts or lanes), customs_territory, tonnes;
        what one party emits stands together.
    """
    keys = ["party", "stage", "customs_territory"]
    years = expected(plan, table(plan, "emissions"), keys)
    sums = years.group_by(keys, maintain_order=True).agg(pl.col("tonnes").sum())
    sums_by_party = sums.sort("party", maintain_order=True)
    return sums_by_party.with_columns(pl.col("party").replace(labels.parties))
