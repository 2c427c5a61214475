"""What is a plan worth in a changed case, if what it started and opened is held?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.derive import derive
from brownfield.errors import DataError
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.batch import told_plan
from brownfield.solve.hold import SITES, solved_held
from brownfield.solve.results.prices import no_prices

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Trial:
    """Plans that are held in one case."""

    case: Case
    plans: tuple[Plan, ...] = field(repr=False)


def worth_held(case: Case, decided: Plan) -> float | None:
    """Return what a case is worth with the starts and openings of a plan.

    Crews, volumes and support follow. None if no such plan is possible.

    Parameters
    ----------
    case
        The case, changed or not.
    decided
        The plan.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    DataError
        If the tables of the case cannot be worked out.
    """
    return worth_in(formulate(derive(case)), decided)


def worth_in(model: Formulation, decided: Plan) -> float | None:
    """Return what a model is worth with a plan's starts and openings, case currency.

    None if no such plan is possible.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    """
    at = places(model.data.derived.tree.nodes, decided.nodes)
    solution = solved_held(model, decided, kinds=SITES, at=at)
    return None if solution.columns is None else model.worth(solution.objective)


def places(nodes: pl.DataFrame, own: pl.DataFrame) -> Mapping[str, str]:
    """Return the node of a plan that each node of a tree is held as.

    A node is held as the one of its name; a plan for a single future knows no other,
    and holds in every node of a year as in its own of that year.

    Parameters
    ----------
    nodes
        node and year of the tree.
    own
        node and year of the plan.
    """
    nodes_there = set(own["node"])
    of_year = dict(own.select("year", "node").iter_rows())
    is_single = len(of_year) == len(nodes_there)
    return {
        node: node if node in nodes_there else of_year[year]
        for node, year in nodes.select("node", "year").iter_rows()
        if node in nodes_there or (is_single and year in of_year)
    }


def decided(plan: Plan) -> frozenset[tuple[str, str]]:
    """Return what a plan starts and opens: build option or plant, and node."""
    starts = plan.tables["starts"].select("build_option", "node")
    opened = plan.tables["openings"].filter(pl.col("action") == "open")
    rows = [*starts.iter_rows(), *opened.select("facility", "node").iter_rows()]
    return frozenset((name, node) for name, node in rows)


def best_of(case: Case) -> Plan | None:
    """Return the best plan of a case; None if it has none.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    """
    try:
        best = told_plan(case, pricing=no_prices)
    except DataError:
        return None
    if best.status == "interrupted":
        raise KeyboardInterrupt
    return best if best.is_sound else None


def tried(trial: Trial) -> tuple[float | None, ...]:
    """Return what each plan is worth in a case, held; None if it is not possible."""
    try:
        model = formulate(derive(trial.case))
    except DataError:
        return (None,) * len(trial.plans)
    return tuple(worth_in(model, plan) for plan in trial.plans)
