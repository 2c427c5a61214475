"""In which futures, and how likely, is a node of the tree?"""

from dataclasses import dataclass

from brownfield.case.scenarios import way_to_root
from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Placed:
    """When and in which futures something is decided.

    Attributes
    ----------
    node, year
        Node of the scenario tree and its calendar year.
    probability
        Of the node, in [0, 1].
    futures
        Futures that pass the node, by the short name of their last row in `scenarios`;
        `base` where nothing is uncertain.
    """

    node: str
    year: int
    probability: float
    futures: tuple[str, ...]


def placed(plan: Plan) -> dict[str, Placed]:
    """Return when and in which futures each node of a plan is."""
    parent = dict(plan.nodes.select("node", "parent").iter_rows())
    branch = future_names(plan)
    passing: dict[str, list[str]] = {node: [] for node in parent}
    for leaf, name in branch.items():
        for node in way_to_root(leaf, parent):
            passing[node].append(name)
    return {
        node: Placed(node, year, probability, tuple(passing[node]))
        for node, year, probability in plan.nodes.select(
            "node", "year", "probability"
        ).iter_rows()
    }


def future_names(plan: Plan) -> dict[str, str]:
    """Return the short name of each future by its leaf, likeliest first."""
    parents = plan.nodes["parent"].drop_nulls().to_list()
    leaves = plan.nodes.sort("probability", descending=True, maintain_order=True)
    return {
        node: branch
        for node, branch in leaves.select("node", "branch").iter_rows()
        if node not in set(parents)
    }
