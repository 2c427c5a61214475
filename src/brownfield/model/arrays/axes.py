"""Which axes does the model have, and which labels stand on them?

Axis letters, used in every shape and equation:
N nodes, P programmes (build options), K recipes, F facilities, J shift patterns,
I products, M markets (places with demand), C parties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.model.arrays.labels import Labels, labels_of
from brownfield.model.arrays.table import Table

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived

COLUMN_AXES = {
    "node": "node",
    "parent": "node",
    "ancestor": "node",
    "leaf": "node",
    "build_option": "build_option",
    "recipe": "recipe",
    "facility": "facility",
    "pattern": "pattern",
    "product": "product",
    "place": "place",
    "party": "party",
    "owner": "party",
    "programme_owner": "party",
    "company": "party",
    "payer": "party",
    "payee": "party",
    "guest": "party",
    "giver": "party",
    "holder": "party",
}


@dataclass(frozen=True)
class Axes:
    """Labels of every axis, in order; labels become positions here, nowhere else."""

    labels: Mapping[str, Labels]

    def read(self, frame: pl.DataFrame, *names: str) -> Table:
        """Return columns of `frame` (all, if none is named) with labels as positions.

        Raises
        ------
        LabelError
            If a label does not stand on its axis.
        """
        columns = names or frame.columns
        on_axes = {n: self.of(n) for n in columns if n in COLUMN_AXES}
        return Table.of(frame, columns, on_axes)

    def of(self, name: str) -> Labels:
        """Return the labels of the axis on which the column `name` stands."""
        return self.labels[COLUMN_AXES[name]]


def axes_of(derived: Derived) -> Axes:
    """Return the axes of a derived case."""
    tables = derived.case.tables
    labels = {
        "node": derived.tree.nodes["node"],
        "build_option": tables["build_options"]["build_option"],
        "recipe": derived.recipes["recipe"],
        "facility": tables["facilities"]["facility"],
        "pattern": tables["shift_patterns"]["pattern"],
        "product": tables["products"]["product"],
        "place": tables["places"]["place"],
        "party": tables["parties"]["party"],
    }
    return Axes({axis: labels_of(texts) for axis, texts in labels.items()})
