"""Which rows of the tables cannot hold together, if no plan is possible?

The solver gives an irreducible set of rows of the model: leave out any one of them and
the others can hold. Each is told as the tables it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Family, LinearModel
    from brownfield.solve.backends.solution import Backend

# Family of the model: tables it comes from, and what it says.
MEANINGS: dict[str, tuple[str, str]] = {
    "balance": ("build_options, lanes", "what {recipe} delivers is what it makes"),
    "demand": ("demand", "sales and unmet demand of {product} in {place} add up"),
    "ramp": ("ramp_curves", "{build_option} makes no more than its ramp allows"),
    "cover": ("build_options", "{build_option} makes nothing before its start"),
    "one_start": ("build_options", "of the group {group} one starts at most"),
    "one_pattern": (
        "facilities, shift_patterns",
        "{facility} runs one shift pattern at most, and none before it is opened",
    ),
    "one_opening": ("facilities", "{facility} is opened once at most"),
    "one_closing": ("facilities", "{facility} is closed once at most"),
    "committed_site": ("build_options", "{build_option} starts at an opened plant"),
    "hours": (
        "commitments, shift_patterns",
        "line time of commitments, programmes and parts fits the pattern of {facility}",
    ),
    "pattern_hours": (
        "commitments, shift_patterns",
        "line time made under {pattern} fits what {facility} offers in it",
    ),
    "committed_hours": (
        "commitments, shift_patterns",
        "commitments of {facility} need a pattern that offers their line time",
    ),
    "shop_hours": ("shops", "hours of the {shop} shop of {facility} are enough"),
    "reservation": ("facilities", "guests of {facility} keep to its guest_limit"),
    "ended": ("facilities", "{facility} is closed once its last year is over"),
    "minimum_volume": ("build_options", "{build_option} keeps its minimum_volume"),
    "quota": ("trade_measures", "deliveries keep to a quota_volume"),
    "carbon_cap": ("policies", "emissions stay below the cap {policy}"),
    "shift_change": ("shift_patterns", "jobs of {facility} are hired or dismissed"),
}


def conflicts(model: LinearModel, backend: Backend) -> tuple[str, ...]:
    """Return a sentence for each row of a smallest set that cannot hold together.

    Empty if the model without its whole-number conditions can be solved. Rows that a
    question adds to those of the tables are left out.
    """
    relaxed = replace(
        model,
        cost=np.zeros_like(model.cost),
        is_integer=np.zeros_like(model.is_integer),
    )
    rows, columns = backend.conflict(relaxed)
    last = model.row_families[-1]
    stated = [p for p in sorted(rows) if p < last.first + last.table.height]
    sentences = [_row(position, model.row_families) for position in stated]
    forced = [c for c in sorted(columns) if model.lower[c] > 0]
    sentences += [_forced(position, model.column_families) for position in forced]
    return tuple(dict.fromkeys(sentences))


def sentence_of_row(model: LinearModel, position: int) -> str:
    """Return what a row of a model says, as the row of a table it comes from.

    Rows of several nodes that come from one row of a table have one sentence.
    """
    return _said(*_member(position, model.row_families))


def sentence_of_column(model: LinearModel, position: int) -> str:
    """Return what forces a column of a model, as the row of a table it comes from."""
    return _forced_by(_member(position, model.column_families)[1])


def _row(position: int, families: Iterable[Family]) -> str:
    family, key = _member(position, families)
    return f"{_said(family, key)}{_at(key)}"


def _said(family: Family, key: dict[str, Any]) -> str:
    tables, words = MEANINGS.get(family.name, ("", ""))
    if not words:
        return f"{family.name} (equation {family.equation})"
    return f"{tables}: {words.format_map(key)}"


def _forced(position: int, families: Iterable[Family]) -> str:
    _, key = _member(position, families)
    return f"{_forced_by(key)}{_at(key)}"


def _forced_by(key: dict[str, Any]) -> str:
    name = key.get("build_option") or key.get("facility") or "a decision"
    return f"build_options: {name} is committed"


def _member(position: int, families: Iterable[Family]) -> tuple[Family, dict[str, Any]]:
    family = [f for f in families if f.first <= position][-1]
    return family, family.keys.row(position - family.first, named=True)


def _at(key: dict[str, Any]) -> str:
    node = key.get("node")
    return f" (node {node})" if node and node != "leaf" else ""
