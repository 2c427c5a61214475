"""How many people work in plants at home, and how many on what a plan begins?"""

import numpy as np
import polars as pl

from brownfield.case.shapes import Floats
from brownfield.plans.plan import Plan
from brownfield.questions.impact.counted.home import Home
from brownfield.questions.impact.counted.nodes import Nodes


def heads_of(nodes: Nodes, plan: Plan, home: Home) -> tuple[Floats, Floats]:
    """Return people in plants, and those who work on what the plan begins.

    Returns
    -------
    tuple
        Shape (N, R) each, people. A crew works on a programme for its share of the
        line time that is used; commitments outside the plan take their share too.
    """
    shares = _begun_shares(nodes, plan)
    heads = np.zeros((len(nodes.names), len(home.regions)))
    begun = np.zeros_like(heads)
    shifts = plan.tables["shifts"].select("facility", "node", "headcount")
    for facility, node, count in shifts.iter_rows():
        if facility in home.facility_region:
            at = nodes.at[node], home.facility_region[facility]
            heads[at] += count
            begun[at] += count * shares.get((facility, node), 0.0)
    return heads, begun


def _begun_shares(nodes: Nodes, plan: Plan) -> dict[tuple[str, str], float]:
    """Return the share of used line time that goes to what is begun."""
    parts = []
    for case, rows in nodes.by_case():
        options = case.tables["build_options"].select(
            "build_option", "capacity_use", "is_committed"
        )
        made = plan.tables["production"].join(rows, on="node", how="semi")
        parts.append(made.join(options, on="build_option"))
    made = pl.concat(parts).with_columns(
        time=pl.col("vehicles") * pl.col("capacity_use")
    )
    own = pl.col("time").filter(~pl.col("is_committed")).sum()
    sums = made.group_by("facility", "node").agg(own.alias("own"), pl.sum("time"))
    outside = plan.tables["capacity_use"].select("facility", "node", "committed")
    known = sums.join(outside, on=["facility", "node"], how="left")
    used = pl.col("time") + pl.col("committed").fill_null(0.0)
    found = known.filter(used > 0.0).select(
        "facility", "node", share=pl.col("own") / used
    )
    return {(facility, node): share for facility, node, share in found.iter_rows()}
