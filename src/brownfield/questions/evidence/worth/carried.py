"""Does the best point of a model stay the best after its arrays have changed?

It does if no new point became possible, if it is still possible itself, and if the
factors of the objective changed only in columns that are held: these add the same to
every point.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.model.arrays.linear import LinearModel

NEAR = 1e-7  # units of the model by which a point may break a bound


@dataclass(frozen=True)
class Found:
    """A best point.

    Attributes
    ----------
    columns
        Its values, units of the model. Shape (columns,).
    objective
        Its objective, units of the model.
    """

    columns: Floats = field(repr=False)
    objective: float


def carried_over(
    before: LinearModel, solution: Found, after: LinearModel
) -> Found | None:
    """Return the best point of changed arrays, if that of the old ones must be it.

    Parameters
    ----------
    before
        The arrays.
    solution
        Their best point.
    after
        The changed arrays.

    Returns
    -------
    The same point with its new objective; None if another may be better.
    """
    is_sure = (
        _has_same_sums(before, after)
        and _only_held_are_dearer(before, after)
        and _only_narrower(before, after)
        and _is_within(solution.columns, after)
    )
    if not is_sure:
        return None
    change = float((after.cost - before.cost) @ solution.columns)
    return Found(solution.columns, solution.objective + change)


def has_same_points(before: LinearModel, after: LinearModel) -> bool:
    """Return whether the same points are possible in changed arrays.

    Parameters
    ----------
    before, after
        The arrays.
    """
    names = ("lower", "upper", "row_lower", "row_upper")
    return _has_same_sums(before, after) and all(
        np.array_equal(getattr(before, name), getattr(after, name)) for name in names
    )


def _has_same_sums(before: LinearModel, after: LinearModel) -> bool:
    names = ("starts", "positions", "values", "is_integer")
    return all(
        np.array_equal(getattr(before, name), getattr(after, name)) for name in names
    )


def _only_held_are_dearer(before: LinearModel, after: LinearModel) -> bool:
    is_held = (before.lower == before.upper) & (after.lower == after.upper)
    return bool(np.all(is_held | (before.cost == after.cost)))


def _only_narrower(before: LinearModel, after: LinearModel) -> bool:
    return bool(
        np.all(after.lower >= before.lower)
        and np.all(after.upper <= before.upper)
        and np.all(after.row_lower >= before.row_lower)
        and np.all(after.row_upper <= before.row_upper)
    )


def _is_within(point: Floats, model: LinearModel) -> bool:
    entries = model.values * point[model.positions]
    sums = np.bincount(model.entry_rows, entries, minlength=model.rows)
    return bool(
        np.all(point >= model.lower - NEAR)
        and np.all(point <= model.upper + NEAR)
        and np.all(sums >= model.row_lower - NEAR)
        and np.all(sums <= model.row_upper + NEAR)
    )
