"""How much of each plant is free, over all futures of its owner's programme?"""

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.derive.spare_capacity import capacity_table, host_programmes


def plant_capacity(case: Case) -> pl.DataFrame:
    """Return `capacity_table` of a case, with the spread of its scenario tree.

    Parameters
    ----------
    case
        The case; each node of its tree gives one volume of the host's programme.
    """
    return capacity_table(
        case.tables, case.settings, host_volumes=host_volumes(case)
    ).sort("facility", "year", maintain_order=True)


def host_volumes(case: Case) -> pl.DataFrame:
    """Return facility, year, volume, probability of the owner's needs at each node.

    Volumes in standard vehicles a year; plants without a programme of their owner are
    left out.
    """
    at = cases_by_node(case)
    nodes = tree(case).nodes.select("node", "year", "probability")
    parts = [
        host_programmes(at(node).tables)
        .filter(pl.col("year") == year)
        .select(
            "facility",
            "year",
            volume="host_programme",
            probability=pl.lit(probability),
        )
        for node, year, probability in nodes.iter_rows()
    ]
    return pl.concat(parts)
