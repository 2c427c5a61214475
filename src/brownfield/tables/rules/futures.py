"""Is the scenario tree a tree, and can anchors and outcomes be read?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.cells.conditions import conditions
from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import HorizonRule, Rule, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

TOLERANCE = 1e-6  # of a sum of probabilities
FIGURES = ("anchors", "outcomes")  # tables of figures that a plan is set beside


def roots(tables: Tables) -> Iterator[Finding]:
    """Yield roots beyond the first, and a root whose probability is not 1.

    A tree without any root has a circle or an unknown parent, told as such.
    """
    frame = tables["scenarios"]
    roots = rows_where(frame, pl.col("parent").is_null())
    for row, cells in roots[1:]:
        message = f"The scenario tree has a second root, {cells['node']}"
        yield _of_node(row, "parent", None, "two_roots", message)
    for row, cells in roots[:1]:
        if cells["probability"] != 1:
            value = shown(cells["probability"])
            message = "The root has probability 1"
            yield _of_node(row, "probability", value, "probability_sum", message)


def _of_node(
    row: int, column: str, value: str | None, rule: str, message: str
) -> Finding:
    return Finding(
        table="scenarios",
        row=row,
        column=column,
        value=value,
        rule=rule,
        message=message,
        hint=HINTS[rule],
    )


HINTS = {
    "two_roots": "Name its parent; only one node has a blank parent",
    "probability_sum": "Correct the probabilities so that they add up to 1",
    "tree_cycle": "Name another parent, so that every node leads back to the root",
    "parent_year": "A node begins after its parent; correct the year",
    "sibling_year": "Let all children of one node begin in the same year",
    "root_year": "Let the root begin in case.first_year",
    "outside_horizon": "Correct the year, or change case.last_year",
}


def probabilities(tables: Tables) -> Iterator[Finding]:
    """Yield the first child of each node whose children do not sum to 1."""
    frame = tables["scenarios"].with_row_index("row").drop_nulls("parent")
    sums = frame.group_by("parent", maintain_order=True).agg(
        pl.col("probability").sum(), pl.col("row").first(), pl.col("node")
    )
    for cells in sums.iter_rows(named=True):
        total = cells["probability"]
        if abs(total - 1) <= TOLERANCE:
            continue
        message = (
            f"The probabilities of the children of {cells['parent']} "
            f"({', '.join(map(str, cells['node']))}) add up to {total:.6g}, not 1"
        )
        row = cells["row"]
        value = shown(tables["scenarios"]["probability"][row])
        yield _of_node(row, "probability", value, "probability_sum", message)


def cycles(tables: Tables) -> Iterator[Finding]:
    """Yield one node of each circle of parents."""
    frame = tables["scenarios"]
    parents = dict(zip(frame["node"], frame["parent"], strict=True))
    rows = {node: row for row, node in enumerate(frame["node"])}
    finished: set[Any] = set()
    for start in parents:
        path: list[Any] = []
        node = start
        while node is not None and node in parents and node not in finished:
            if node in path:
                yield _circle(path[path.index(node) :], parents, rows)
                break
            path.append(node)
            node = parents[node]
        finished.update(path)


def _circle(
    circle: list[Any], parents: dict[Any, Any], rows: dict[Any, int]
) -> Finding:
    first = min(circle, key=lambda node: rows[node])
    around = " -> ".join(str(node) for node in [*circle, circle[0]])
    message = f"The nodes lead back to themselves: {around}"
    return _of_node(rows[first], "parent", parents[first], "tree_cycle", message)


def order_in_time(tables: Tables) -> Iterator[Finding]:
    """Yield nodes that do not begin after their parent or beside their siblings."""
    if any(cycles(tables)):
        return  # no order in time is possible
    frame = tables["scenarios"]
    years = dict(zip(frame["node"], frame["year"], strict=True))
    siblings: dict[str, int] = {}
    for row, cells in rows_where(frame, pl.col("parent").is_not_null()):
        year, parent = cells["year"], cells["parent"]
        begin = years.get(parent)
        if year is None or begin is None:
            continue
        if year <= begin:
            message = f"The node does not begin after its parent {parent} ({begin})"
            yield _of_node(row, "year", str(year), "parent_year", message)
        elif siblings.setdefault(parent, year) != year:
            message = f"Other children of {parent} begin in {siblings[parent]}"
            yield _of_node(row, "year", str(year), "sibling_year", message)


def years_of_tree(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield a root that does not begin with the horizon, and nodes after its end."""
    first, last = settings.case.first_year, settings.case.last_year
    frame = tables["scenarios"]
    is_root = pl.col("parent").is_null()
    for row, cells in rows_where(frame, is_root & (pl.col("year") != first)):
        message = f"The first node does not begin in the first year, {first}"
        yield _of_node(row, "year", shown(cells["year"]), "root_year", message)
    for row, cells in rows_where(frame, ~is_root & (pl.col("year") > last)):
        message = f"The node begins after the last year, {last}"
        yield _of_node(row, "year", shown(cells["year"]), "outside_horizon", message)


def conditions_of_figures(tables: Tables) -> Iterator[Finding]:
    """Yield anchors and outcomes whose `where` cannot be read."""
    for name in FIGURES:
        for row, cells in rows_where(tables[name], pl.col("where").is_not_null()):
            try:
                conditions(cells["where"])
            except DataError as error:
                yield Finding(
                    table=name,
                    row=row,
                    column="where",
                    value=cells["where"],
                    rule="where",
                    message=str(error).rstrip("."),
                    hint="Correct the condition",
                )


RULES: tuple[Rule | HorizonRule, ...] = (
    Rule(find=roots, reads=("scenarios",)),
    Rule(find=probabilities, reads=("scenarios",)),
    Rule(find=cycles, reads=("scenarios",)),
    Rule(find=order_in_time, reads=("scenarios",)),
    HorizonRule(find=years_of_tree, reads=("scenarios",)),
    Rule(find=conditions_of_figures, reads=FIGURES),
)
