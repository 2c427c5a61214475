"""How does a plan meet its fleet rules, in credits and money?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.derive.frames import total
from brownfield.model.fleet import ACCOUNT, counted, flows
from brownfield.tables.declared.fleet import MOVES

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.arrays.table import Table
    from brownfield.model.formulation import Formulation

SMALLEST = 1e-6  # units of the model; fewer credits are rounding
SLACK = 1e-6  # share of free_below by which a volume may be above it
COLUMN_OF = {
    "bought": "bought",
    "sold": "sold",
    "kept": "kept",
    "carried": "carried",
    "borrowed": "borrowed",
    "repaid": "repaid",
    "used": "exchanged",
    "given_up": "exchanged",
    "received": "pooled",
    "handed": "pooled",
    "missing": "missing",
}
"""Column of `fleet_credits` that each flow of the model is told in."""
DELIVERED = ("vehicles", "asked", "earned", "owed")
MOVED = tuple(dict.fromkeys(COLUMN_OF.values()))


def fleet_tables(formulation: Formulation, columns: Floats) -> dict[str, pl.DataFrame]:
    """Return the tables fleet_credits and credit_moves of a point of the model."""
    decided = _decided(formulation, columns)
    moves = decided.filter(pl.col("kind").is_in(MOVES))
    return {
        "fleet_credits": _accounts(formulation, columns, decided),
        "credit_moves": moves.select("credit", "kind", *ACCOUNT, "giver", "credits"),
    }


def _decided(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return the decisions taken, with their credits and what they cost (`paid`)."""
    table, scale = formulation.tables.credit, formulation.numbers.scale
    units = columns[table["column"]]
    taken = table.with_columns(
        credits=units * table["unit"] * scale.volume,
        paid=units * table["price"] * scale.money,
    )
    return _words(taken.where(units > SMALLEST))


def _words(table: Table) -> pl.DataFrame:
    return table.labelled().with_columns(pl.selectors.enum().cast(pl.String))


def _accounts(
    formulation: Formulation, columns: Floats, decided: pl.DataFrame
) -> pl.DataFrame:
    """Return one row for each maker under a rule at each node."""
    data = formulation.numbers
    of_one = pl.col("unit") * data.scale.volume
    every = _words(data.fleet)
    sums = _delivered(formulation, columns), _moved(formulation, columns)
    for frame in (*sums, _cash(decided)):
        every = every.join(frame, on=ACCOUNT, how="left", maintain_order="left")
    every = every.with_columns(
        pl.col("vehicles").fill_null(0.0) * data.scale.volume,
        *(pl.col(name).fill_null(0.0) * of_one for name in (*DELIVERED[1:], *MOVED)),
    )
    free = (1 + SLACK) * pl.col("free_below") * data.scale.volume
    is_free = (pl.col("vehicles") <= free).fill_null(value=False)
    owed = pl.when(is_free).then(0.0).otherwise("owed")
    every = every.with_columns(owed=owed, opening=pl.col("opening") * of_one)
    is_void = pl.col("amount") == 0.0
    missing = pl.when(is_void).then(_lacking()).otherwise("missing")
    return every.with_columns(missing=missing).select(
        *ACCOUNT,
        *DELIVERED,
        "opening",
        *MOVED,
        pl.col("paid").fill_null(0.0).alias("amount"),
    )


def _lacking() -> pl.Expr:
    """Return the credits that must be missing: more would cost nothing either."""
    here = ("earned", "opening", "bought", "kept", "borrowed", "exchanged", "pooled")
    gone = pl.sum_horizontal("owed", "sold", "carried", "repaid")
    return (gone - pl.sum_horizontal(here)).clip(lower_bound=0.0)


def _delivered(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return vehicles under a rule, and the credits asked, earned and owed for them."""
    sold = counted(formulation.numbers, formulation.tables.deliver)
    vehicles = columns[sold["column"]]
    per_vehicle = {name: sold[name] for name in DELIVERED[1:]}
    per_vehicle = {"vehicles": np.ones(sold.height), **per_vehicle}
    sums = {name: vehicles * each for name, each in per_vehicle.items()}
    return _words(sold.totals(ACCOUNT, **sums))


def _moved(formulation: Formulation, columns: Floats) -> pl.DataFrame:
    """Return the credits of each flow but of deliveries; sold and the like above 0."""
    tables = formulation.tables
    moved = flows(formulation.numbers, tables.deliver, tables.credit)
    units = moved["amount"] * columns[moved["column"]]
    sums = {}
    for name in MOVED:
        rows = [flow for flow, column in COLUMN_OF.items() if column == name]
        is_of = moved.is_label("flow", *rows)
        amount = units if len(rows) > 1 else np.abs(units)
        sums[name] = np.where(is_of, amount, 0.0)
    return _words(moved.totals(ACCOUNT, **sums))


def _cash(decided: pl.DataFrame) -> pl.DataFrame:
    """Return policy, party, node, paid: cash of credits, positive = received."""
    kind = pl.col("kind")
    sign = (
        pl.when(kind == "sell").then(1.0).when(kind.is_in(["buy", "missing", "pool"]))
    )
    own = decided.with_columns(paid=sign.then(-1.0).otherwise(0.0) * pl.col("paid"))
    given = decided.filter(kind == "pool").with_columns(party="giver")
    both = pl.concat([own.select(*ACCOUNT, "paid"), given.select(*ACCOUNT, "paid")])
    return both.group_by(ACCOUNT, maintain_order=True).agg(total(pl.col("paid")))
