"""Which nodes, years, paths and probabilities has a scenario tree?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

NODES_SCHEMA = pl.Schema(
    {
        "node": pl.String(),
        "parent": pl.String(),
        "branch": pl.String(),
        "year": pl.Int64(),
        "probability": pl.Float64(),
        "what_ifs": pl.List(pl.String()),
    }
)


@dataclass(frozen=True)
class Tree:
    """A scenario tree with one node for each branch and year.

    Attributes
    ----------
    nodes
        node, parent (null at the root), branch (row of `scenarios`), year,
        probability (of the path to the node), what_ifs (in order from the root);
        parents stand before their children.
    """

    nodes: pl.DataFrame = field(repr=False)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Names of the nodes without children, in order."""
        parents = set(self.nodes["parent"].drop_nulls())
        return tuple(node for node in self.nodes["node"] if node not in parents)

    @property
    def futures(self) -> tuple[tuple[str, str, float], ...]:
        """Leaf, branch and probability of every future, in order."""
        rows = self.nodes.filter(pl.col("node").is_in(list(self.leaves)))
        return tuple(rows.select("node", "branch", "probability").iter_rows())

    @cached_property
    def paths(self) -> pl.DataFrame:
        """Every node with every node on its path: node, ancestor, age (years)."""
        parent_of = dict(self.nodes.select("node", "parent").iter_rows())
        year_of = dict(self.nodes.select("node", "year").iter_rows())
        rows = [
            (node, ancestor, year_of[node] - year_of[ancestor])
            for node in parent_of
            for ancestor in way_to_root(node, parent_of)
        ]
        schema = {"node": pl.String, "ancestor": pl.String, "age": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def path(self, node: str) -> tuple[str, ...]:
        """Return the nodes from the root to `node`, in order."""
        parent_of = dict(self.nodes.select("node", "parent").iter_rows())
        return tuple(reversed(way_to_root(node, parent_of)))


def tree_of(scenarios: pl.DataFrame, settings: Settings) -> Tree:
    """Return the tree of the rows of `scenarios`; without rows it is a single path."""
    rows = scenarios.to_dicts() or [
        {
            "node": "base",
            "parent": None,
            "year": settings.case.first_year,
            "probability": 1.0,
            "what_if": None,
        }
    ]
    children: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        children.setdefault(row["parent"], []).append(row)
    nodes: list[dict[str, Any]] = []
    for root in children[None]:
        _expand(root, None, children, settings.case.last_year, nodes)
    frame = pl.DataFrame(nodes, schema=NODES_SCHEMA)
    return Tree(nodes=frame.sort("year", maintain_order=True))


def way_to_root(node: str, parent_of: Mapping[str, str | None]) -> list[str]:
    """Return the nodes from a node back to the root, both included."""
    path = [node]
    while (parent := parent_of[path[-1]]) is not None:
        path.append(parent)
    return path


def _expand(
    row: dict[str, Any],
    before: dict[str, Any] | None,
    children: dict[str | None, list[dict[str, Any]]],
    last_year: int,
    nodes: list[dict[str, Any]],
) -> None:
    following = children.get(row["node"], [])
    end = min((child["year"] for child in following), default=last_year + 1)
    is_single = end == row["year"] + 1
    for year in range(row["year"], end):
        is_first = year == row["year"]
        before = _node(row, before, year, is_first=is_first, is_single=is_single)
        nodes.append(before)
    for child in following:
        _expand(child, before, children, last_year, nodes)


def _node(
    row: dict[str, Any],
    before: dict[str, Any] | None,
    year: int,
    *,
    is_first: bool,
    is_single: bool,
) -> dict[str, Any]:
    inherited = list(before["what_ifs"]) if before else []
    is_new = is_first and row["what_if"] and row["what_if"] not in inherited
    own = [row["what_if"]] if is_new else []  # what holds already does not act again
    chance = row["probability"] if is_first else 1.0
    return {
        "node": row["node"] if is_single else f"{row['node']}@{year}",
        "parent": before["node"] if before else None,
        "branch": row["node"],
        "year": year,
        "probability": (before["probability"] if before else 1.0) * chance,
        "what_ifs": inherited + own,
    }
