"""What tax do companies pay whose losses save tax at once?

They earn enough elsewhere, so tax is a share of every profit and every loss: it needs
no columns and no rows.
"""

import polars as pl

from brownfield.model.blocks.profit import taxable
from brownfield.model.data import Data
from brownfield.model.money import UNREPEATED_ITEMS


def group_tax(data: Data, flows: pl.DataFrame) -> pl.DataFrame:
    """Return the tax on `flows` (column, party, node, item, amount), as such flows.

    Years after the last one pay tax on their operating cash.
    """
    rates = data.parties.filter(
        pl.col("has_other_profit") & (pl.col("kind") == "company")
    ).select("party", "tax_rate", "allowance_years")
    years = rates.select("party", "allowance_years")
    rate = rates.select("party", "tax_rate")
    yearly = (
        taxable(data, years, flows)
        .join(rate, on="party")
        .with_columns(item=pl.lit("tax"), amount=-pl.col("tax_rate") * pl.col("amount"))
    )
    settings = data.derived.case.settings.case
    multiple = settings.terminal_multiple if settings.terminal == "multiple" else 0.0
    later = (
        flows.filter(~pl.col("item").is_in(UNREPEATED_ITEMS))
        .join(data.nodes.filter("is_leaf"), on="node", how="semi")
        .join(rate, on="party")
        .with_columns(
            item=pl.lit("terminal_tax"),
            amount=-multiple * pl.col("tax_rate") * pl.col("amount"),
        )
    )
    taxed = pl.concat([part.select(flows.columns) for part in (yearly, later)])
    return taxed.filter(pl.col("amount") != 0.0)
