"""Who works in headquarters at home, and what does the state pay for them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.impact.counted.home import Home
    from brownfield.questions.impact.counted.nodes import Nodes

SCHEMA = {
    "node": pl.String,
    "function": pl.String,
    "site": pl.String,
    "region": pl.Int64,
    "people": pl.Float64,
    "cost": pl.Float64,
    "incentive": pl.Float64,
}


def offices_of(nodes: Nodes, home: Home) -> pl.DataFrame:
    """Return the functions that stand at a site at home, at every node.

    Parameters
    ----------
    nodes, home
        The plan at its nodes, and the nation.

    Returns
    -------
    polars.DataFrame
        node, function, site, region (position), people, cost (pay and what is paid on
        it, case currency per head and year), incentive (case currency, in the year
        the function opens). Functions without a site, with a site abroad or not yet
        open have no row.
    """
    parts = [_at(case, rows, home) for case, rows in nodes.by_case()]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts])


def less(mine: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of two plans, those of the second with people below 0."""
    return pl.concat([mine, theirs.with_columns(-pl.col("people", "incentive"))])


def _at(case: Case, rows: pl.DataFrame, home: Home) -> pl.DataFrame:
    """Return the functions that are open at some nodes of one case."""
    first = case.settings.case.first_year
    sites = case.tables["sites"].select("site", "place", "pay", "incentive")
    placed = case.tables["functions"].join(sites, on="site")
    ours = placed.filter(pl.col("place").is_in(list(home.place_region)))
    opens = pl.max_horizontal(pl.col("opens").fill_null(first), pl.lit(first))
    is_first = pl.col("year") == pl.col("begins")
    people = pl.col("staff").fill_null(0.0).cast(pl.Float64)
    at_node = ours.with_columns(begins=opens).join(rows, how="cross")
    return at_node.filter(pl.col("year") >= pl.col("begins")).select(
        "node",
        "function",
        "site",
        region=pl.col("place").replace_strict(home.place_region, return_dtype=pl.Int64),
        people=people,
        cost=pl.col("pay").fill_null(0.0).cast(pl.Float64),
        incentive=pl.when(is_first).then(people * pl.col("incentive")).otherwise(0.0),
    )
