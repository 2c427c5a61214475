"""What is a scarce volume worth, and who has it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import by_case, paid_by_node
from brownfield.derive.frames import total
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class QuotaRent:
    """What the volume of a quota or undertaking is worth in a year.

    Attributes
    ----------
    pool
        The pool of `trade_measures`, else the measure.
    year
        Calendar year.
    vehicles
        Delivered under it, expected over the futures.
    worth
        Worth of one more vehicle of volume to all who plan together, after tax, case
        currency; mean over the futures.
    rent
        Worth x vehicles, expected: what the volume in use is worth.
    fees
        What licences cost those who deliver, expected, before tax, case currency.
    holders
        Parties that sell licences; None if nobody does.
    kept_by
        Programme owners that deliver: they keep what is left over the fees.
    """

    pool: str
    year: int
    vehicles: float
    worth: float
    rent: float
    fees: float
    holders: str | None
    kept_by: str


def quota_rents(plan: Plan) -> tuple[QuotaRent, ...]:
    """Return the volumes under which something is delivered, by pool and year."""
    delivered = table(plan, "deliveries").filter(pl.col("quota").is_not_null())
    if delivered.is_empty():
        return ()
    chance = plan.nodes.select("node", "probability")
    rows = (
        delivered.join(_owners(plan), on="build_option", maintain_order="left")
        .join(_held(plan), on=["quota", "node"], maintain_order="left")
        .join(chance, on="node", maintain_order="left")
    )
    fee = pl.col("licence_fee") * pl.col("vehicles")
    by_node = rows.group_by("pool", "node", "year", maintain_order=True).agg(
        pl.col("probability").first(),
        total(pl.col("vehicles")),
        total(fee).alias("fees"),
        pl.col("licence").drop_nulls().unique().sort().alias("holders"),
        pl.col("programme_owner").unique().sort().alias("kept_by"),
    )
    priced = by_node.join(_worth(plan), on=["pool", "node"], how="left")
    rents = _expected(priced.with_columns(pl.col("worth").fill_null(0.0)))
    return tuple(QuotaRent(**row) for row in rents.to_dicts())


def _owners(plan: Plan) -> pl.DataFrame:
    return plan.case.tables["build_options"].select("build_option", "programme_owner")


def _held(plan: Plan) -> pl.DataFrame:
    """Return pool, holder and fee of every measure at every node."""
    parts = [
        nodes.select("node").join(_measures(case), how="cross")
        for case, nodes in by_case(plan.nodes, paid_by_node(plan.case))
    ]
    return pl.concat(parts)


def _measures(case: Case) -> pl.DataFrame:
    pool = pl.coalesce("quota_pool", "measure")
    return case.tables["trade_measures"].select(
        "licence", "licence_fee", quota="measure", pool=pool
    )


def _worth(plan: Plan) -> pl.DataFrame:
    """Return pool, node, worth of one more vehicle of volume."""
    prices = table(plan, "prices").filter(pl.col("quantity") == "quota")
    return prices.select("node", pool="quota", worth="value")


def _expected(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a pool and year as one, each node by its probability."""
    weight = pl.col("probability")
    names = ("holders", "kept_by")
    listed = (pl.col(n).explode().unique().sort().str.join(", ") for n in names)
    by_pool = rows.group_by("pool", "year", maintain_order=True).agg(
        total(pl.col("vehicles") * weight),
        worth=total(pl.col("worth") * weight) / total(weight),
        rent=total(pl.col("worth") * pl.col("vehicles") * weight),
        fees=total(pl.col("fees") * weight),
    )
    parties = rows.group_by("pool", "year", maintain_order=True).agg(*listed)
    both = by_pool.join(parties, on=["pool", "year"], maintain_order="left")
    return both.with_columns(pl.col("holders").replace("", None)).sort("pool", "year")
