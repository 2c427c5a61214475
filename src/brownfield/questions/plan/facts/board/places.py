"""In which futures, and how likely, is a node of the tree?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from brownfield.case.scenarios import way_to_root

if TYPE_CHECKING:
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


@dataclass(frozen=True)
class Chance:
    """In which futures something is done.

    Attributes
    ----------
    probability
        That it is, in [0, 1].
    futures
        Futures in which it is, short names.
    others
        Those in which it is not.
    """

    probability: float
    futures: tuple[str, ...]
    others: tuple[str, ...]


class HasFutures(Protocol):
    """Whatever has a probability and names its futures."""

    @property
    def probability(self) -> float:
        """In [0, 1]."""

    @property
    def futures(self) -> tuple[str, ...]:
        """Short names of futures."""


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


def chance(plan: Plan, rows: Sequence[HasFutures]) -> Chance:
    """Return in which futures something is done, at nodes of different paths."""
    taken = {name for one in rows for name in one.futures}
    every = list(future_names(plan).values())
    return Chance(
        probability=min(1.0, sum(one.probability for one in rows)),
        futures=tuple(name for name in every if name in taken),
        others=tuple(name for name in every if name not in taken),
    )


def future_names(plan: Plan) -> dict[str, str]:
    """Return the short name of each future by its leaf, likeliest first."""
    parents = plan.nodes["parent"].drop_nulls().to_list()
    leaves = plan.nodes.sort("probability", descending=True, maintain_order=True)
    return {
        node: branch
        for node, branch in leaves.select("node", "branch").iter_rows()
        if node not in set(parents)
    }
