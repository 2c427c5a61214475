"""What does a future change that must hold for the whole scenario tree?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.columns import Table

Frames = Mapping[str, pl.DataFrame]


def changed_for_all(root: Case, variant: Case) -> str | None:
    """Return what a future changes and may not, in words; None if nothing.

    Parameters
    ----------
    root
        The case as it holds at the root of the tree.
    variant
        The case as it holds at a node.
    """
    if root.settings != variant.settings:
        return "a key of case.toml"
    return (
        _fixed_cells(root.tables, variant.tables)
        or _given(root.tables, variant.tables)
        or _part_groups(root.tables, variant.tables)
    )


def fixed_columns(declared: Table) -> list[str]:
    """Return the columns of a table that must hold for the whole tree.

    Where rows may not come and go, the key belongs to them.
    """
    keys = () if declared.rows_differ else declared.key
    tree_wide = (c.name for c in declared.columns if c.reach == "tree")
    return list(dict.fromkeys([*keys, *tree_wide]))


def _fixed_cells(root: Frames, variant: Frames) -> str | None:
    for name, declared in TABLES.items():
        before, after = root[name], variant[name]
        if before is after:
            continue
        fixed = fixed_columns(declared)
        if not before.select(fixed).equals(after.select(fixed)):
            return f"{name} ({', '.join(fixed)})"
    return None


def _given(root: Frames, variant: Frames) -> str | None:
    given = pl.col("closing_cost").is_null()
    before, after = (tables["facilities"].select(given) for tables in (root, variant))
    is_same = before.equals(after)
    return None if is_same else "whether facilities give a closing_cost"


def _part_groups(root: Frames, variant: Frames) -> str | None:
    groups = ["build_option", "part_group"]
    before, after = (
        set(tables["bill_of_materials"].select(groups).iter_rows())
        for tables in (root, variant)
    )
    if after <= before:  # without a source nothing is made there; a new group is a car
        return None
    option, group = min(after - before)
    return f"whether {option} has the part group {group} (bill_of_materials)"
