"""Which axes does the model have, and which labels stand on them?

Axis letters, used in every shape and equation:
N nodes, P programmes (build options), K recipes, F facilities, J shift patterns,
I products, M markets (places with demand), C parties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.model.arrays.labels import Labels, labels_of
from brownfield.model.arrays.table import Table
from brownfield.tables.memory import SAME, Again, remembered

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived, Shared
    from brownfield.tables.frames import Tables

MOST_TABLES = 128  # that are kept for the model of another case
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
    _tables: Again[Table] = field(
        default_factory=lambda: Again(MOST_TABLES, len), repr=False, compare=False
    )

    def read(self, frame: pl.DataFrame, *names: str) -> Table:
        """Return columns of `frame` (all, if none is named) with labels as positions.

        Raises
        ------
        LabelError
            If a label does not stand on its axis.
        """
        columns = names or frame.columns
        on_axes = {n: self.of(n) for n in columns if n in COLUMN_AXES}
        read = partial(_fixed, frame, columns, on_axes)
        return self._tables.of([frame], tuple(columns), read)

    def read_shared(self, shared: Shared, *names: str) -> Table:
        """Return columns of rows that futures share, spread by node.

        Raises
        ------
        LabelError
            If a label does not stand on its axis.
        """
        table = self.read(shared.rows, *names)
        if not shared.is_shared:
            return table
        rows, node = shared.places()
        nodes = self.of("node").positions(shared.twins["node"])
        return table.take(rows).with_columns(node=nodes[node])

    def of(self, name: str) -> Labels:
        """Return the labels of the axis on which the column `name` stands."""
        return self.labels[COLUMN_AXES[name]]


def _fixed(
    frame: pl.DataFrame, names: Sequence[str], labels: Mapping[str, Labels]
) -> Table:
    """Return columns of a frame as a table that nobody may write into."""
    table = Table.of(frame, names, labels)
    for column in table.columns.values():
        column.flags.writeable = False
    return table


def axes_of(derived: Derived) -> Axes:
    """Return the axes of a derived case."""
    nodes, recipes = derived.tree.nodes, derived.recipes
    return _axes(
        derived.case.tables,
        SAME.of(nodes.select("node")),
        SAME.of(recipes.select("recipe")),
    )


@remembered(
    8,
    build_options=("build_option",),
    facilities=("facility",),
    shift_patterns=("pattern",),
    products=("product",),
    places=("place",),
    parties=("party",),
)
def _axes(tables: Tables, nodes: pl.DataFrame, recipes: pl.DataFrame) -> Axes:
    labels = {
        "node": nodes["node"],
        "build_option": tables["build_options"]["build_option"],
        "recipe": recipes["recipe"],
        "facility": tables["facilities"]["facility"],
        "pattern": tables["shift_patterns"]["pattern"],
        "product": tables["products"]["product"],
        "place": tables["places"]["place"],
        "party": tables["parties"]["party"],
    }
    return Axes({axis: labels_of(texts) for axis, texts in labels.items()})
