"""Every declared column: heard at a node of the tree, or refused by name."""

from collections.abc import Iterator

import pytest

from brownfield.case.whole_tree import fixed_columns
from brownfield.tables.columns import Column, Table
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, all_tables, typed_frame
from brownfield.tables.problems import Finding
from brownfield.tables.rules.nodes import (
    FREE,
    changes_of_futures,
    repeated_on_a_path,
)

TREE: list[Row] = [
    {"node": "now", "year": 2030},
    {"node": "later", "parent": "now", "year": 2031, "what_if": "w"},
]
EVERY = [(t, c) for t in TABLES.values() for c in t.columns]


def found(change: Row, tree: list[Row] | None = None) -> list[Finding]:
    """Return what is said of a what-if that a later node names."""
    rows: dict[str, list[Row]] = {
        "scenarios": tree or TREE,
        "what_ifs": [{"what_if": "w", **change}],
    }
    typed = {name: typed_frame(TABLES[name], some) for name, some in rows.items()}
    return list(changes_of_futures(all_tables(typed)))


@pytest.mark.parametrize(
    ("table", "column"), EVERY, ids=[f"{t.name}.{c.name}" for t, c in EVERY]
)
def test_a_column_is_heard_at_a_node_or_refused_by_name(
    table: Table, column: Column
) -> None:
    """Refused exactly where no plan and no other question reads it at the node."""
    told = found({"table": table.name, "column": column.name, "op": "set"})
    is_tree = table.name in ("scenarios", "what_ifs")
    is_heard = column.reach in ("node", "elsewhere") or column.name in FREE
    assert [(f.table, f.row, f.rule) for f in told] == [
        ("what_ifs", 0, "not_by_future")
    ] * (is_tree or not is_heard)
    assert all(table.name in finding.message for finding in told)
    assert all("later" in finding.message for finding in told)


@pytest.mark.parametrize("op", ["add", "drop"])
@pytest.mark.parametrize("name", list(TABLES))
def test_rows_come_and_go_only_where_they_may_differ(name: str, op: str) -> None:
    """In a table whose rows hold for the whole tree neither is allowed."""
    is_refused = bool(found({"table": name, "op": op}))
    assert is_refused == (not TABLES[name].rows_differ)


@pytest.mark.parametrize("name", ["case", "plan", "solve"])
def test_no_node_changes_the_settings(name: str) -> None:
    """Not even the root: they are read before the tree is made."""
    root: list[Row] = [{"node": "now", "year": 2030, "what_if": "w"}]
    for tree in (TREE, root):
        told = found({"table": name, "column": "x", "op": "set"}, tree)
        assert [f.column for f in told] == ["column"]


def test_the_root_may_change_what_holds_for_the_whole_tree() -> None:
    """Its what-if acts on every node, so nothing differs by future."""
    root: list[Row] = [{"node": "now", "year": 2030, "what_if": "w"}]
    change: Row = {"table": "facilities", "column": "status", "op": "set"}
    assert found(change, root) == []
    assert len(found(change)) == 1


def test_a_what_if_no_node_names_is_free() -> None:
    """Named on the command line it changes the whole case."""
    tree: list[Row] = [{"node": "now", "year": 2030}]
    assert found({"table": "plan", "column": "parties", "op": "set"}, tree) == []


def numbered() -> Iterator[tuple[str, str]]:
    """Yield every table and column that must hold for the whole tree."""
    for table, column in EVERY:
        if column.reach == "tree":
            yield table.name, column.name


@pytest.mark.parametrize(("name", "column"), list(numbered()))
def test_derive_knows_what_must_hold_for_the_whole_tree(name: str, column: str) -> None:
    """The second line of defence, for cases made in Python, has the same columns."""
    assert column in fixed_columns(TABLES[name])


def test_a_what_if_named_again_on_its_path_is_noted() -> None:
    """It acts once; a sibling that names it too is no repetition."""
    tree: list[Row] = [
        *TREE,
        {"node": "last", "parent": "later", "year": 2032, "what_if": "w"},
        {"node": "other", "parent": "now", "year": 2031, "what_if": "w"},
    ]
    typed = all_tables({"scenarios": typed_frame(TABLES["scenarios"], tree)})
    assert [(f.row, f.rule) for f in repeated_on_a_path(typed)] == [
        (2, "what_if_holds_on")
    ]
