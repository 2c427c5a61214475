"""Does a what-if of the scenario tree change only what may differ by future?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, listed
from brownfield.tables.rule import Cells, Rule

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

SECTIONS = ("case", "plan", "solve", "deal", "alternatives")
TREE = ("scenarios", "what_ifs")
FREE = ("source", "note", "evidence")
"""Columns that only say where a figure comes from."""


def changes_of_futures(tables: Tables) -> Iterator[Finding]:
    """Yield rows of what-ifs of scenario nodes that no node can hear.

    The what-if of the root acts on the whole tree: it may change any table but the
    tree and the settings, which are read before.
    """
    node_of = _nodes(tables)
    for row, cells in enumerate(tables["what_ifs"].iter_rows(named=True)):
        node, is_root = node_of.get(cells["what_if"], (None, False))
        if node is None or cells["table"] is None:
            continue
        reason = _before_the_tree(cells) or (None if is_root else _unheard(cells))
        if reason is not None:
            yield _finding(row, cells, node, *reason)


def _nodes(tables: Tables) -> dict[str, tuple[str, bool]]:
    """Return the node that names each what-if, later nodes before the root."""
    named = tables["scenarios"].drop_nulls("what_if")
    by_what_if = {
        row["what_if"]: (row["node"], row["parent"] is None)
        for row in named.iter_rows(named=True)
        if row["parent"] is None
    }
    later = named.filter(pl.col("parent").is_not_null())
    for row in later.iter_rows(named=True):
        by_what_if[row["what_if"]] = (row["node"], False)
    return by_what_if


def _before_the_tree(cells: Cells) -> tuple[str, str] | None:
    if cells["table"] in SECTIONS:
        return "column", "the settings hold for the whole tree"
    if cells["table"] in TREE:
        return "table", f"{cells['table']} is read before the tree is made"
    return None


def _unheard(cells: Cells) -> tuple[str, str] | None:
    """Return which cell names what cannot differ by future, and why."""
    table = TABLES.get(cells["table"])
    if table is None:
        return None  # told by the rule about what-ifs
    if cells["op"] in ("add", "drop"):
        reason = f"rows of {table.name} hold for the whole tree"
        return None if table.rows_differ else ("table", reason)
    reach = {c.name: c.reach for c in table.columns}.get(cells["column"], "node")
    name = f"{table.name}.{cells['column']}"
    if cells["column"] in FREE or reach in ("node", "elsewhere"):
        return None
    is_fixed = reach == "tree"
    reason = f"{name} holds for the whole tree" if is_fixed else f"no plan reads {name}"
    return "column", reason


def _finding(row: int, cells: Cells, node: str, column: str, reason: str) -> Finding:
    return Finding(
        table="what_ifs",
        row=row,
        column=column,
        value=cells[column],
        rule="not_by_future",
        message=f"The scenario node {node} names this what-if, but {reason}",
        hint=f"At a node change e.g. {listed(EXAMPLES)}; or name the what-if with "
        "--what-if, so that it changes the whole case",
    )


EXAMPLES = (
    "costs",
    "demand",
    "prices",
    "lanes",
    "duties",
    "shift patterns",
    "limits and years of plants",
    "contracts",
)


def repeated_on_a_path(tables: Tables) -> list[Finding]:
    """Return a note for each node whose what-if holds already on its path."""
    frame = tables["scenarios"]
    rows = {row["node"]: row for row in frame.iter_rows(named=True)}
    findings = []
    for number, row in enumerate(frame.iter_rows(named=True)):
        earlier = _first_that_names(rows, row)
        if earlier is not None:
            findings.append(_repeated(number, row, earlier))
    return findings


def _first_that_names(rows: dict[str, Cells], row: Cells) -> str | None:
    seen, before = {row["node"]}, rows.get(row["parent"])
    while row["what_if"] and before is not None and before["node"] not in seen:
        if before["what_if"] == row["what_if"]:
            return str(before["node"])
        seen.add(before["node"])
        before = rows.get(before["parent"])
    return None


def _repeated(number: int, row: Cells, earlier: str) -> Finding:
    return Finding(
        table="scenarios",
        row=number,
        column="what_if",
        value=row["what_if"],
        rule="what_if_holds_on",
        message=f"The what-if holds since the node {earlier} and acts once",
        hint="Nothing, if it is meant so; for a second change write a what-if of its "
        "own",
    )


RULES = (Rule(find=changes_of_futures, reads=("what_ifs", "scenarios")),)
