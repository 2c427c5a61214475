"""Which axes does the model have, and which labels stand on them?

Axis letters, used in every shape and equation:
N nodes, P programmes (build options), K recipes, F facilities, J shift patterns,
I products, M markets (places with demand), C parties.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from brownfield.derive.derive import Derived
from brownfield.errors import LabelError
from brownfield.model.table import Table, positions

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
}


@dataclass(frozen=True)
class Axes:
    """Labels of every axis, in order; labels become positions here, nowhere else."""

    labels: Mapping[str, pl.Enum]

    def read(self, frame: pl.DataFrame, *names: str) -> Table:
        """Return columns of `frame` (all, if none is named) with labels as positions.

        Raises
        ------
        LabelError
            If a label does not stand on its axis.
        """
        chosen = frame.select(names) if names else frame
        labels = {
            name: self.labels[COLUMN_AXES[name]]
            for name in chosen.columns
            if name in COLUMN_AXES
        }
        try:
            return Table.of(chosen, labels)
        except pl.exceptions.InvalidOperationError as error:
            message = f"a label of {frame.columns} stands on no axis: {error}"
            raise LabelError(message) from error

    def position(self, name: str, label: str) -> int:
        """Return the position of one label of the column `name`."""
        return int(positions(pl.Series([label]), self.labels[COLUMN_AXES[name]])[0])


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
    return Axes({k: pl.Enum(v.unique(maintain_order=True)) for k, v in labels.items()})
