"""What does each party pay for its headquarters at each node?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import total

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.axes import Axes
    from brownfield.model.arrays.scale import Scale
    from brownfield.model.arrays.table import Table

OFFICES = {
    "function": pl.String,
    "party": pl.String,
    "opens": pl.Int64,
    "running": pl.Float64,
    "moving": pl.Float64,
}


def offices_of(derived: Derived, axes: Axes, scale: Scale) -> Table:
    """Return party, node, running and moving of headquarters, in ``scale.money``."""
    table = axes.read(_paid(derived.at_nodes(offices)))
    return table.with_columns(
        running=table["running"] / scale.money, moving=table["moving"] / scale.money
    )


def offices(case: Case) -> pl.DataFrame:
    """Return the functions that stand somewhere and whose owner plans.

    Parameters
    ----------
    case
        The case as it holds at a node, money in case currency.

    Returns
    -------
    pl.DataFrame
        function, party (its owner), opens (calendar year), running (pay and rent, case
        currency a year) and moving (fit-out less what a government pays, case currency
        in the year it opens).
    """
    functions, sites = case.tables["functions"], case.tables["sites"]
    if functions["site"].null_count() == functions.height:
        return pl.DataFrame(schema=OFFICES)
    both = functions.join(sites, on="site", suffix="_of_site", maintain_order="left")
    both = both.filter(pl.col("owner").is_in(case.planned_parties))
    first, staff = case.settings.case.first_year, pl.col("staff").fill_null(0.0)
    rent = pl.col("space") * pl.col("rent").fill_null(0.0)
    return both.select(
        "function",
        party="owner",
        opens=pl.max_horizontal(pl.col("opens").fill_null(first), first),
        running=staff * (pl.col("pay") + rent),
        moving=staff * (pl.col("fit_out") - pl.col("incentive")),
    ).cast(OFFICES)  # type: ignore[arg-type]  # a schema of the same columns


def _paid(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what each owner pays at each node; rows have node and year."""
    begun = rows.filter(pl.col("year") >= pl.col("opens"))
    is_first = pl.col("year") == pl.col("opens")
    moving = pl.when(is_first).then("moving").otherwise(0.0)
    each = begun.with_columns(moving=moving)
    return each.group_by("party", "node", maintain_order=True).agg(
        total(pl.col("running")), total(pl.col("moving"))
    )
