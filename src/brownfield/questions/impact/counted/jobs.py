"""How many people work in plants at home, and how many on what a plan begins?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home
    from brownfield.questions.impact.counted.nodes import Nodes


def heads_of(
    nodes: Nodes, plan: Plan, home: Home, alone: frozenset[str]
) -> tuple[Floats, Floats]:
    """Return people in plants, and those who work on what only it begins.

    Parameters
    ----------
    nodes, plan, home
        The plan at its nodes, and the nation.
    alone
        Build options that the other plan does not begin.

    Returns
    -------
    tuple
        Shape (N, R) each, people. A crew works on a programme for its share of the
        line time that is used; commitments outside the plan take their share too.
    """
    shares = _begun_shares(nodes, plan, alone)
    heads = np.zeros((len(nodes.names), len(home.regions)))
    begun = np.zeros_like(heads)
    shifts = plan.tables["shifts"].select("facility", "node", "headcount")
    for facility, node, count in shifts.iter_rows():
        if facility in home.facility_region:
            at = nodes.at[node], home.facility_region[facility]
            heads[at] += count
            begun[at] += count * shares.get((facility, node), 0.0)
    return heads, begun


def _begun_shares(
    nodes: Nodes, plan: Plan, alone: frozenset[str]
) -> dict[tuple[str, str], float]:
    """Return the share of used line time that goes to some build options."""
    parts = []
    for case, rows in nodes.by_case():
        options = case.tables["build_options"].select("build_option", "capacity_use")
        production = plan.tables["production"].join(rows, on="node", how="semi")
        parts.append(production.join(options, on="build_option"))
    production = pl.concat(parts).with_columns(
        time=pl.col("vehicles") * pl.col("capacity_use")
    )
    is_own = pl.col("build_option").is_in(sorted(alone))
    own = pl.col("time").filter(is_own).sum()
    sums = production.group_by("facility", "node").agg(own.alias("own"), pl.sum("time"))
    outside = plan.tables["capacity_use"].select("facility", "node", "committed")
    sums_outside = sums.join(outside, on=["facility", "node"], how="left")
    used = pl.col("time") + pl.col("committed").fill_null(0.0)
    shares = sums_outside.filter(used > 0.0).select(
        "facility", "node", share=pl.col("own") / used
    )
    return {(facility, node): share for facility, node, share in shares.iter_rows()}
