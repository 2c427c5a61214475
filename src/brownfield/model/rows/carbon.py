"""Which vehicles does each price or cap of carbon count, and how much for each?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from brownfield.derive import carbon
from brownfield.derive.frames import Tables, is_blank_or_equal, total
from brownfield.model.rows.grants import matches, options_of
from brownfield.model.rows.policies import HOLDS
from brownfield.tables.declared.carbon import CARBON_KINDS

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.axes import Axes
    from brownfield.model.arrays.scale import Scale
    from brownfield.model.arrays.table import Table

PRICE, CAP = CARBON_KINDS
KG_A_TONNE = 1000.0
RULE = {
    "policy": pl.String,
    "since": pl.Int64,
    "node": pl.String,
    "kind": pl.String,
    "party": pl.String,
    "amount": pl.Float64,
    "target": pl.Float64,
}
CONDITIONS = ("covers", "territory", "product", "mode", "hs_code", "powertrain")
LOAD = {"policy": pl.String, "since": pl.Int64, "node": pl.String, "whose": pl.String}
MADE = LOAD | {"recipe": pl.String}
SENT = LOAD | {"build_option": pl.String, "place": pl.String}
TONNES = {"tonnes": pl.Float64}
NONE = (RULE, MADE | TONNES, SENT | TONNES)


class Carbon(NamedTuple):
    """Prices and caps of carbon at the nodes; tonnes, case currency.

    Attributes
    ----------
    rules
        policy, since, node, kind, party (whose emissions; blank: all), amount (a
        tonne), target (tonnes a year; blank of a price).
    made
        policy, since, node, whose (who emits), recipe, tonnes for a vehicle: at the
        plant and in the parts.
    sent
        policy, since, node, whose, build_option, place, tonnes for a vehicle: on the
        way to its market.
    """

    rules: pl.DataFrame
    made: pl.DataFrame
    sent: pl.DataFrame


def carbon_of(derived: Derived, axes: Axes, scale: Scale) -> dict[str, Table]:
    """Return the tables of prices and caps of carbon, scaled."""
    carbon = carbon_at(derived)
    rules = axes.read(carbon.rules)
    return {
        "carbon": rules.with_columns(
            amount=rules["amount"] / scale.unit_money,
            target=rules["target"] / scale.volume,
        ),
        "carbon_made": axes.read(carbon.made.rename({"whose": "party"})),
        "carbon_sent": axes.read(carbon.sent.rename({"whose": "party"})),
    }


def carbon_at(derived: Derived) -> Carbon:
    """Return every price and cap in force at the nodes, and what each counts."""
    if not derived.has_policy(CARBON_KINDS):
        return Carbon(
            *(pl.DataFrame(schema=s) for s in (RULE, MADE | TONNES, SENT | TONNES))
        )
    rows = derived.at_nodes(lambda case: _rows(case.tables))
    rows = rows.filter(HOLDS, (pl.col("kind") == CAP) | (pl.col("amount") > 0))
    per_vehicle = pl.concat(
        [
            _under(rows, emitted(derived, "plants"), MADE),
            _under(rows, emitted(derived, "parts"), MADE),
        ]
    )
    sent = _under(rows, emitted(derived, "lanes"), SENT)
    return Carbon(rows.select(*RULE), _summed(per_vehicle, MADE), _summed(sent, SENT))


def emitted(derived: Derived, where: str) -> pl.DataFrame:
    """Return what a vehicle emits, who does, and what policies may ask of it.

    Parameters
    ----------
    derived
        Derived columns of the case.
    where
        plants, parts or lanes.

    Returns
    -------
    rows
        node, build_option, recipe (blank of lanes), place (of lanes), home (territory
        that it counts for), kg, covers, whose, and the columns of `options_of`.
    """
    recipes = derived.recipes.select("recipe", "build_option")
    if where == "lanes":
        rows = carbon.on_lanes(derived)
    elif where == "parts":
        rows = carbon.in_parts(derived).join(recipes, on="recipe")
    else:
        rows = carbon.at_plants(derived).join(recipes, on="build_option")
    options = derived.at_nodes(lambda case: options_of(case.tables)).drop(
        "year", "home"
    )
    whose = "owner" if where == "plants" else "programme_owner"
    both = rows.filter(pl.col("kg") > 0).join(options, on=["build_option", "node"])
    return both.with_columns(whose=whose, scope=pl.lit(where))


def paid_above(rules: Table) -> Table:
    """Return the caps above which a party may pay: policy, since, node, party, amount.

    Parameters
    ----------
    rules
        The table `carbon` of the data.
    """
    may_pay = rules.is_label("kind", CAP) & ~np.isnan(rules["amount"])
    return rules.where(may_pay).select("policy", "since", "node", "party", "amount")


def _rows(tables: Tables) -> pl.DataFrame:
    rows = tables["policies"].filter(pl.col("kind").is_in(CARBON_KINDS))
    asked = ("policy", "kind", "party", "amount", "target", *CONDITIONS, "to_year")
    return rows.select(*asked, since="year")


def _under(
    rows: pl.DataFrame, emissions: pl.DataFrame, schema: dict[str, type[pl.DataType]]
) -> pl.DataFrame:
    """Return the emissions that each price or cap counts, tonnes for a vehicle."""
    pairs = rows.join(emissions, on="node")
    asked = (("territory", "home"), ("covers", "scope"))
    fits = (is_blank_or_equal(wanted, there) for wanted, there in asked)
    tonnes = pl.col("kg") / KG_A_TONNE
    return pairs.filter(*fits, *matches()).select(*schema, tonnes=tonnes)


def _summed(rows: pl.DataFrame, schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    keys = list(schema)
    sums = rows.group_by(keys, maintain_order=True).agg(total(pl.col("tonnes")))
    return sums.sort(keys)
