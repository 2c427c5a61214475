"""Which vehicles are grants and support paid for, and how much is paid?"""

import polars as pl

from brownfield.derive.frames import total
from brownfield.model.arrays.linear import Floats
from brownfield.model.formulation import Formulation
from brownfield.model.granted import is_counted, vehicles_under

KEY = ["policy", "since", "party", "payer", "node"]
SMALLEST = 1e-6  # a smaller volume (solver units) is rounding


def grants_paid(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return policy, since, party, payer, node, vehicles, paid, amount.

    Parameters
    ----------
    formulation
        The model that was solved.
    columns
        Value of each column. Shape (columns,), solver units.

    Returns
    -------
    grants
        Vehicles that a grant is paid for; what is paid, and what of it the party has,
        case currency.
    """
    data, tables = formulation.numbers, formulation.tables
    found = vehicles_under(data, tables.deliver, tables.make)
    by_law = found.where(~is_counted(found)).labelled()
    rows = [
        frame.select(
            *(pl.col(name).cast(pl.String) for name in ("policy", "party", "payer")),
            pl.col("node").cast(pl.String),
            "since",
            "amount",
            "kept",
            volume=pl.Series(columns[frame["column"].to_numpy()], dtype=pl.Float64),
        )
        for frame in (by_law, tables.granted.labelled())
    ]
    return _summed(pl.concat(rows), data.scale.volume, data.scale.unit_money)


def _summed(rows: pl.DataFrame, volume: float, unit: float) -> pl.DataFrame:
    vehicles = pl.col("volume") * volume
    paid = pl.col("amount") * unit * vehicles
    return (
        rows.group_by(KEY, maintain_order=True)
        .agg(
            total(pl.col("volume")),
            vehicles=total(vehicles),
            paid=total(paid),
            amount=total(paid * pl.col("kept")),
        )
        .filter(pl.col("volume") > SMALLEST)
        .drop("volume")
        .sort(KEY)
    )
