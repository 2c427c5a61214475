"""Which scenario tree does a case have: nodes, years, paths and probabilities?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

import polars as pl

from brownfield.case.case import Case

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


def tree(case: Case) -> Tree:
    """Return the scenario tree of a case; without rows it is a single path."""
    rows = case.tables["scenarios"].to_dicts() or [
        {
            "node": "base",
            "parent": None,
            "year": case.settings.case.first_year,
            "probability": 1.0,
            "what_if": None,
        }
    ]
    children: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        children.setdefault(row["parent"], []).append(row)
    nodes: list[dict[str, Any]] = []
    for root in children[None]:
        _expand(root, None, children, case.settings.case.last_year, nodes)
    frame = pl.DataFrame(nodes, schema=NODES_SCHEMA)
    return Tree(nodes=frame.sort("year", maintain_order=True))


def cases_by_node(case: Case) -> Callable[[str], Case]:
    """Return a function that gives the case as it holds at a node.

    The what-ifs of the node's path are applied in order, then the case is restricted
    to the parties that plan. Nodes with the same what-ifs share one case.
    """
    what_ifs = dict(tree(case).nodes.select("node", "what_ifs").iter_rows())
    what_ifs = {
        node: [name for name in names if name not in case.what_ifs_applied]
        for node, names in what_ifs.items()
    }
    is_strict = not (case.what_ifs_applied or case.is_restricted)

    first = tuple(next(iter(what_ifs.values())))

    @cache
    def variant(names: tuple[str, ...]) -> Case:
        later = names != first
        found = case.apply(*names, is_strict=is_strict, may_be_idle=True, at_node=later)
        at_root = variant(first).tables["build_options"] if later else None
        kept = None if at_root is None else at_root["build_option"].to_list()
        known = replace(found, asked=case.asked_digest)
        return known.restrict(case.planned_parties, options=kept)

    return lambda node: variant(tuple(what_ifs[node]))


def as_planned(case: Case) -> Case:
    """Return the case of a plan, to plan it again.

    What the root of its tree asked for is in the tables already.
    """
    is_root = pl.col("parent").is_null()
    return _with_scenarios(
        case,
        case.tables["scenarios"].with_columns(
            what_if=pl.when(~is_root).then(pl.col("what_if"))
        ),
    )


def only_leaf(case: Case, leaf: str) -> Case:
    """Return the case in which the future of `leaf` is certain."""
    nodes = tree(case).nodes
    path = set(tree(case).path(leaf))
    branches = set(nodes.filter(pl.col("node").is_in(path))["branch"])
    kept = case.tables["scenarios"].filter(pl.col("node").is_in(branches))
    return _with_scenarios(case, kept.with_columns(probability=pl.lit(1.0)))


def _with_scenarios(case: Case, scenarios: pl.DataFrame) -> Case:
    return case.with_tables("another scenario tree", scenarios=scenarios)


def way_to_root(node: str, parent_of: Mapping[str, str | None]) -> list[str]:
    """Return the nodes from a node back to the root, both included."""
    found = [node]
    while (parent := parent_of[found[-1]]) is not None:
        found.append(parent)
    return found


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
