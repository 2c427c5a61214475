"""Which decisions pay without limit, if nothing ends what a plan is worth?

The solver gives a direction in which a plan can go on for ever and gain all the way.
Each decision that grows along it is told by its name in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import DataError

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Family, LinearModel
    from brownfield.solve.backends.solution import Backend

MOST = 6  # decisions that are named
SIDE = (
    "quantile",
    "short",
    "income",
    "relief",
    "loss",
    "balance",
)  # follow from others
SAID = ("kind", "party")


def check_limited(model: LinearModel, backend: Backend) -> None:
    """Raise DataError if a plan could be worth more without end.

    Parameters
    ----------
    model
        A model for which no best plan was found.
    backend
        Solver.
    """
    relaxed = model.relaxed()
    ray = backend.ray(relaxed)
    if ray is None:
        return
    unlimited = dict.fromkeys(
        name for family in model.column_families for name in _growing(family, ray)
    )
    message = (
        "The plan has no best value: something earns more the more there is of it, and "
        f"nothing limits it. It is {_listed(list(unlimited))}. Give one of them a "
        "cap, a volume or a price that ends it."
    )
    raise DataError(message)


def _growing(family: Family, ray: np.ndarray) -> Iterator[str]:
    """Yield the name of each member of a family that grows without end."""
    if family.name in SIDE:
        return
    part = ray[family.first : family.first + family.table.height]
    for position in np.flatnonzero(np.abs(part) > 0.0):
        key = family.keys.row(int(position), named=True)
        said = [str(key[name]) for name in SAID if key.get(name)]
        giver = f" from {key['giver']}" if key.get("giver") else ""
        words = f" ({', '.join(said)}{giver})" if said else ""
        name = next(str(v) for k, v in key.items() if k != "node" and v is not None)
        yield f"{family.name} {name}{words}"


def _listed(names: list[str]) -> str:
    more = len(names) - MOST
    shown = names[:MOST] + ([f"{more} others"] if more > 0 else [])
    return ", with ".join(shown)
