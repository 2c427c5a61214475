"""Which scenario tree does a case have, and what is the case at each of its nodes?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.content.tree import Tree, tree_of, way_to_root
from brownfield.tables.memory import SAME, Again

if TYPE_CHECKING:
    from brownfield.case.case import Case

__all__ = ["Tree", "as_planned", "cases_by_node", "only_leaf", "tree", "way_to_root"]


_TREES = Again[Tree](most=8)


def tree(case: Case) -> Tree:
    """Return the scenario tree of a case; without rows it is a single path."""
    scenarios, settings = SAME.of(case.tables["scenarios"]), case.settings
    grown = partial(tree_of, scenarios, settings)
    return _TREES.of([scenarios], settings.case, grown)


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

    first, planned = tuple(next(iter(what_ifs.values()))), case.planned_parties

    @cache
    def variant(names: tuple[str, ...]) -> Case:
        later = names != first
        applied = case.apply(
            *names, is_strict=is_strict, may_be_idle=True, at_node=later
        )
        at_root = variant(first).tables["build_options"] if later else None
        kept = None if at_root is None else at_root["build_option"].to_list()
        named = replace(applied, asked=case.asked_digest)
        return named.restrict(planned, options=kept)

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
