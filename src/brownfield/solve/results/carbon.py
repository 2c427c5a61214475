"""What does a plan emit, where, by whom, and what do prices and caps make of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.carbon import is_given
from brownfield.derive.frames import total
from brownfield.model.blocks.carbon import emissions
from brownfield.model.rows.carbon import KG_A_TONNE, emitted
from brownfield.tables.declared.carbon import COVERED

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.formulation import Formulation

EMITTED = {
    "party": pl.String,
    "stage": pl.String,
    "customs_territory": pl.String,
    "node": pl.String,
    "tonnes": pl.Float64,
}
KEY = ["policy", "since", "party", "node"]
SMALLEST = 1e-6  # tonnes; less is rounding


def emissions_of(
    formulation: Formulation, production: pl.DataFrame, deliveries: pl.DataFrame
) -> pl.DataFrame:
    """Return party, stage, customs_territory, node, tonnes: what is emitted by whom.

    Parameters
    ----------
    formulation
        The model that was solved.
    production, deliveries
        Result tables: vehicles built to each recipe, and delivered on each route.
    """
    parts = [pl.DataFrame(schema=EMITTED)]
    derived = formulation.numbers.derived
    for stage in (stage for stage in COVERED if is_given(derived, stage)):
        keys = ["recipe", "node"]
        volumes = production
        if stage == "lanes":
            keys, volumes = ["build_option", "place", "node"], deliveries
        volumes = volumes.with_columns(pl.col(*keys).cast(pl.String))
        rates = emitted(derived, stage)
        rows = volumes.select(*keys, "vehicles").join(rates, on=keys)
        tonnes = pl.col("vehicles") * pl.col("kg") / KG_A_TONNE
        parts.append(
            rows.select(
                pl.col("whose").alias("party"),
                pl.lit(stage).alias("stage"),
                pl.col("home").alias("customs_territory"),
                "node",
                tonnes=tonnes,
            )
        )
    keys = ["party", "stage", "customs_territory", "node"]
    every = pl.concat(parts).group_by(keys, maintain_order=True)
    return every.agg(total(pl.col("tonnes"))).sort(keys)


def carbon_paid(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return policy, since, party, node, tonnes, above, paid: prices and caps.

    Parameters
    ----------
    formulation
        The model that was solved.
    columns
        Value of each column. Shape (columns,), solver units.

    Returns
    -------
    carbon
        Tonnes that each party emits under a price or cap, tonnes above the cap that it
        pays for, and what it pays, case currency.
    """
    data = formulation.numbers
    rows = emissions(data, formulation.tables)
    tonnes = rows["tonnes"] * columns[rows["column"]] * data.scale.volume
    over = formulation.tables.over
    above = columns[over["column"]] * data.scale.volume
    counted = rows.select(*KEY).with_columns(tonnes=tonnes, above=0.0).labelled()
    passed = over.select(*KEY).with_columns(tonnes=0.0, above=above).labelled()
    texts = pl.selectors.enum().cast(pl.String)
    both = pl.concat([frame.with_columns(texts) for frame in (counted, passed)])
    sums = both.group_by(KEY, maintain_order=True).agg(
        total(pl.col("tonnes")), total(pl.col("above"))
    )
    rules = formulation.data.carbon.with_columns(texts).select(
        "policy", "since", "node", "amount", is_price=pl.col("kind") == "carbon_price"
    )
    priced = sums.join(rules, on=["policy", "since", "node"], maintain_order="left")
    due = pl.when("is_price").then("tonnes").otherwise("above")
    unit = data.scale.unit_money
    paid = (pl.col("amount") * unit * due).fill_null(0.0)
    return (
        priced.select(*KEY, "tonnes", "above", paid=paid)
        .filter(pl.col("tonnes") > SMALLEST)
        .sort(KEY)
    )
