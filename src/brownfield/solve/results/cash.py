"""Which cash does a point of the model move, and what is it worth to each party?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import total
from brownfield.model.money import UNREPEATED_ITEMS
from brownfield.model.worth import SALVAGED_ITEMS, salvaged_shares
from brownfield.solve.results.transfers import transfers

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.formulation import Formulation


def cash_and_value(
    formulation: Formulation, columns: Floats
) -> dict[str, pl.DataFrame]:
    """Return the tables cash (party, node, item, amount) and value (party, scenario).

    Amounts in case currency, undiscounted, positive = received.
    """
    moved = with_terminal(formulation, cash_flows(formulation, columns))
    value = values(formulation, moved)
    item = pl.col("item").replace(
        {"capital_contracts": "contracts", "terminal_tax": "terminal"}
    )
    cash = (
        moved.with_columns(item=item)
        .group_by("party", "node", "item", maintain_order=True)
        .agg(total(pl.col("amount")))
    )
    return {"cash": cash, "value": value}


def cash_flows(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return cash by party, node and item, transfers and tax paid, without terminal."""
    terms = formulation.terms
    amount = columns[terms["column"].to_numpy()] * terms["amount"].to_numpy()
    moved = terms.select("party", "node", "item").with_columns(
        pl.Series("amount", amount)
    )
    payments = formulation.payments.select("party", "node", "item", "amount")
    paid = transfers(formulation, columns).labelled().cast({"item": pl.String})
    return (
        pl.concat([moved, payments, paid], how="vertical_relaxed")
        .group_by("party", "node", "item", maintain_order=True)
        .agg(total(pl.col("amount")) * formulation.data.scale.money)
        .filter(pl.col("amount") != 0.0)
    )


def with_terminal(formulation: Formulation, cash: pl.DataFrame) -> pl.DataFrame:
    """Return `cash` with the terminal value of each party at each leaf."""
    data = formulation.data
    settings = data.derived.case.settings.case
    if settings.terminal == "none":
        return cash
    if settings.terminal == "multiple":
        leaves = data.nodes.filter(pl.col("is_leaf")).select("node")
        counted = cash.join(leaves, on="node", how="semi").filter(
            ~pl.col("item").is_in(UNREPEATED_ITEMS)
        )
        amount = pl.col("amount") * settings.terminal_multiple
    else:
        shares = salvaged_shares(formulation.numbers).labelled()
        counted = (
            cash.filter(pl.col("item").is_in(SALVAGED_ITEMS))
            .join(shares, on=["party", "node"], maintain_order="left_right")
            .drop("node")
            .rename({"leaf": "node"})
        )
        amount = -pl.col("amount") * pl.col("back")
    terminal = (
        counted.group_by("party", "node", maintain_order=True)
        .agg(amount=total(amount))
        .select("party", "node", item=pl.lit("terminal"), amount="amount")
    )
    return pl.concat([cash, terminal])


def values(formulation: Formulation, cash: pl.DataFrame) -> pl.DataFrame:
    """Return party, scenario (leaf), probability, npv for every planned party."""
    data = formulation.data
    planned = list(data.derived.case.planned_parties)
    present = (
        cash.join(data.discount, on=["party", "node"], maintain_order="left_right")
        .join(data.leaf_paths, on="node", maintain_order="left_right")
        .group_by("party", "leaf", maintain_order=True)
        .agg(npv=total(pl.col("amount") * pl.col("factor")))
    )
    leaves = data.nodes.filter(pl.col("is_leaf")).select(
        leaf="node", probability="probability"
    )
    parties = data.parties.select("party").filter(
        pl.col("party").cast(pl.String).is_in(planned)
    )
    return (
        parties.join(leaves, how="cross")
        .join(present, on=["party", "leaf"], how="left", maintain_order="left")
        .select(
            "party",
            scenario=pl.col("leaf"),
            probability=pl.col("probability"),
            npv=pl.col("npv").fill_null(0.0),
        )
    )
