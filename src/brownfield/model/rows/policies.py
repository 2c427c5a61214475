"""What do policies pay for each vehicle, and which packages may be decided?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import Tables, is_blank_or_equal, total
from brownfield.tables.memory import remembered

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived

MOMENT = ["policy", "since"]
COUNTED = ("receipts_per_vehicle", "support_package")
ROW = {
    "policy": pl.String,
    "kind": pl.String,
    "since": pl.Int64,
    "year": pl.Int64,
    "party": pl.String,
    "node": pl.String,
    "amount": pl.Float64,
    "one_off_cost": pl.Float64,
}
HOLDS = pl.col("year").is_between("since", pl.col("to_year").fill_null(pl.col("since")))
"""Whether a row of `policies`, its year called since, holds in `year`."""
NO_OPTIONS = pl.DataFrame(schema=ROW | {"build_option": pl.String, "owner": pl.String})


def receipts(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return party, build_option, node, amount: gained for each vehicle built.

    Parameters
    ----------
    derived
        Derived columns of the case.
    rows
        The policies in force, made by `in_force`. Amounts in case currency per vehicle.
    """
    return (
        _covered(derived, rows, "receipts_per_vehicle")
        .group_by("party", "build_option", "node", maintain_order=True)
        .agg(total(pl.col("amount")))
    )


def packages(rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since (year), party, node, one_off_cost: where each is decided."""
    is_decided = (pl.col("kind") == "support_package") & (
        pl.col("year") == pl.col("since")
    )
    return rows.filter(is_decided).select(*MOMENT, "party", "node", "one_off_cost")


def savings(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, build_option, owner, node, amount: saved per vehicle."""
    return _covered(derived, rows, "support_package").select(
        *MOMENT, "build_option", "owner", "node", "amount"
    )


def in_force(derived: Derived) -> pl.DataFrame:
    """Return the policies that plans count, at every node at which they hold.

    Columns of `policies`, with ``since`` for their year, and node, year.
    """
    return derived.at_nodes(lambda case: _counted(case.tables)).filter(HOLDS)


@remembered(policies=None)
def _counted(tables: Tables) -> pl.DataFrame:
    counted = tables["policies"].filter(pl.col("kind").is_in(COUNTED))
    return counted.rename({"year": "since"})


def _covered(derived: Derived, rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return the policies of a kind with every build option they hold for."""
    if rows.is_empty():
        return NO_OPTIONS
    rows = rows.filter(pl.col("kind") == kind)
    options = derived.at_nodes(lambda case: built(case.tables)).drop("year")
    rows = rows.join(options, on="node", maintain_order="left_right")
    matches = (("territory", "home"), ("product", "made"), ("mode", "built"))
    return rows.filter(*(is_blank_or_equal(a, b) for a, b in matches))


@remembered(
    build_options=("build_option", "programme_owner", "facility", "product", "mode"),
    facilities=("facility", "place", "owner"),
    places=("place", "customs_territory"),
)
def built(tables: Tables) -> pl.DataFrame:
    """Return build options with what policies ask of them.

    build_option, programme_owner, made (product), built (mode), owner, home (customs
    territory of the plant).
    """
    places = tables["places"].select("place", home="customs_territory")
    plants = tables["facilities"].select("facility", "place", "owner")
    return (
        tables["build_options"]
        .select(
            "build_option", "programme_owner", "facility", made="product", built="mode"
        )
        .join(plants, on="facility")
        .join(places, on="place")
    )
