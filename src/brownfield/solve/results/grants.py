"""Which vehicles and what capital are grants paid for, and how much is paid?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import total
from brownfield.model.blocks.money.grants import decisions
from brownfield.model.granted import is_counted, paid_for
from brownfield.model.rows.grants import CAPITAL

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.arrays.scale import Scale
    from brownfield.model.formulation import Formulation

KEY = ["policy", "since", "party", "payer", "node"]
SMALLEST = 1e-6  # a smaller volume (solver units) is rounding


def grants_paid(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return policy, since, party, payer, node, vehicles, capital, paid, amount.

    Parameters
    ----------
    formulation
        The model that was solved.
    columns
        Value of each column. Shape (columns,), solver units.

    Returns
    -------
    grants
        Vehicles that a grant is paid for, or capital (case currency); what is paid,
        and what of it the party has, case currency.
    """
    data, tables = formulation.numbers, formulation.tables
    grants = paid_for(data, decisions(tables))
    by_law = grants.where(~is_counted(grants)).labelled()
    counted = tables.granted.with_columns(weight=1.0).labelled()
    rows = [
        frame.select(
            *(pl.col(name).cast(pl.String) for name in ("policy", "party", "payer")),
            pl.col("node").cast(pl.String),
            "since",
            "amount",
            "kept",
            kind=pl.col("kind").cast(pl.String),
            volume=pl.col("weight")
            * pl.Series(columns[frame["column"].to_numpy()], dtype=pl.Float64),
        )
        for frame in (by_law, counted)
    ]
    return _summed(pl.concat(rows), data.scale)


def _summed(rows: pl.DataFrame, scale: Scale) -> pl.DataFrame:
    is_capital = pl.col("kind") == CAPITAL
    vehicles = pl.when(is_capital).then(0.0).otherwise(pl.col("volume") * scale.volume)
    capital = pl.when(is_capital).then(pl.col("volume") * scale.money).otherwise(0.0)
    paid = pl.col("amount") * (vehicles * scale.unit_money + capital)
    return (
        rows.group_by(KEY, maintain_order=True)
        .agg(
            total(pl.col("volume")),
            vehicles=total(vehicles),
            capital=total(capital),
            paid=total(paid),
            amount=total(paid * pl.col("kept")),
        )
        .filter(pl.col("volume") > SMALLEST)
        .drop("volume")
        .sort(KEY)
    )
