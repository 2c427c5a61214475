"""What do policies pay for each vehicle, and which packages may be decided?"""

import polars as pl

from brownfield.derive.derived import Derived
from brownfield.derive.frames import total

MOMENT = ["policy", "since"]


def receipts(derived: Derived) -> pl.DataFrame:
    """Return party, build_option, node, amount: gained for each vehicle built.

    Amounts in case currency per vehicle.
    """
    return (
        _covered(derived, "receipts_per_vehicle")
        .group_by("party", "build_option", "node", maintain_order=True)
        .agg(total(pl.col("amount")))
    )


def packages(derived: Derived) -> pl.DataFrame:
    """Return policy, since (year), party, node, one_off_cost: where each is decided."""
    rows = _rows(derived, "support_package")
    return rows.filter(pl.col("year") == pl.col("since")).select(
        *MOMENT, "party", "node", "one_off_cost"
    )


def savings(derived: Derived) -> pl.DataFrame:
    """Return policy, since, build_option, owner, node, amount: saved per vehicle."""
    return _covered(derived, "support_package").select(
        *MOMENT, "build_option", "owner", "node", "amount"
    )


def _rows(derived: Derived, kind: str) -> pl.DataFrame:
    """Return the policies of a kind at every node at which they hold."""
    parts = [
        nodes.select("node", "year").join(
            derived.case_at(nodes["node"][0])
            .tables["policies"]
            .filter(pl.col("kind") == kind)
            .rename({"year": "since"}),
            how="cross",
        )
        for _, nodes in derived.tree.nodes.group_by("what_ifs", maintain_order=True)
    ]
    last = pl.col("to_year").fill_null(pl.col("since"))
    return pl.concat(parts).filter(pl.col("year").is_between("since", last))


def _covered(derived: Derived, kind: str) -> pl.DataFrame:
    """Return the policies of a kind with every build option they hold for."""
    tables = derived.case.tables
    places = tables["places"].select("place", made_in="customs_territory")
    plants = tables["facilities"].select("facility", "place", "owner")
    options = (
        tables["build_options"]
        .select("build_option", "facility", made="product", built="mode")
        .join(plants, on="facility")
        .join(places, on="place")
    )
    rows = _rows(derived, kind).join(options, how="cross")
    matches = (("territory", "made_in"), ("product", "made"), ("mode", "built"))
    fits = [pl.col(a).is_null() | (pl.col(a) == pl.col(b)) for a, b in matches]
    return rows.filter(*fits)
