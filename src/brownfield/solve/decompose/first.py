"""Where does a search in parts begin?

One future of middling size stands for all: the shared columns with it alone are a small
model, and what is best there is near what is best for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.clock import Clock, StoppedError

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import Backend
    from brownfield.solve.decompose.cuts.priced import Covers
    from brownfield.solve.decompose.parts import Part, Parts

COVERS = 4  # times that rows are looked for


@dataclass(frozen=True)
class First:
    """Where a search in parts begins.

    Attributes
    ----------
    at
        The best shared point if one future stood for all, nothing whole.
    rows
        Rows that no plan breaks and that points on the way to it broke; of columns of
        the whole model.
    """

    at: Floats = field(repr=False)
    rows: tuple[MoreRows, ...] = field(repr=False)


def first_point(
    parts: Parts, backend: Backend, clock: Clock, covers: Covers | None = None
) -> First:
    """Return the best shared point if one future stood for all, nothing whole.

    Raises
    ------
    StoppedError
        If there is none, or time was up.
    """
    model = with_one(parts, number := middle(parts), scale_of(parts, number))
    at = np.append(parts.columns, parts.rest[number].columns)
    point, place = np.zeros(int(at.max()) + 1), np.zeros(int(at.max()) + 1, np.int64)
    place[at] = np.arange(len(at))
    warm, rows = backend.load(model.relaxed()), list[MoreRows]()
    while True:
        solution = warm.solve(clock.left)
        if solution.outcome != "solved" or solution.columns is None:
            raise StoppedError(solution.outcome)
        point[at] = solution.columns
        more = covers(point) if covers and len(rows) < COVERS else None
        if more is None or not len(more):
            return First(solution.columns[: len(parts.columns)], tuple(rows))
        rows.append(more)
        warm.add(replace(more, positions=place[more.positions].astype(np.int32)))


def middle(parts: Parts) -> int:
    """Return the part whose rows allow a middling amount in all."""
    sizes = [_size(part) for part in parts.rest]
    return int(np.argsort(sizes, kind="stable")[len(sizes) // 2])


def scale_of(parts: Parts, number: int) -> float:
    """Return by how much all parts together weigh more than one."""
    weights = [np.abs(each.model.cost).sum() for each in parts.rest]
    return float(sum(weights) / weights[number]) if weights[number] else 1.0


def ceilings(parts: Parts, groups: int, backend: Backend, clock: Clock) -> Floats:
    """Return what each group is worth at most if each part chose for all.

    Shape (groups,), solver money. Needed where cuts alone do not limit the master.

    Raises
    ------
    StoppedError
        If nothing limits a part, or time was up.
    """
    most = np.zeros(groups)
    for number in range(len(parts.rest)):
        model = with_one(parts, number, 1.0)
        cost = model.cost.copy()
        cost[: len(parts.columns)] = 0.0
        solution = backend.solve(model.with_arrays(cost=cost).relaxed(), clock.left)
        if solution.outcome != "solved":
            raise StoppedError(solution.outcome)
        most[number % groups] += solution.objective
    return most


def with_one(parts: Parts, number: int, factor: float) -> LinearModel:
    """Return the shared columns with one part, whose worth counts so many times."""
    part, shared = parts.rest[number], parts.shared
    own, before = part.model, shared.columns
    return LinearModel(
        cost=np.append(shared.cost, own.cost * factor),
        lower=np.append(shared.lower, own.lower),
        upper=np.append(shared.upper, own.upper),
        is_integer=np.append(shared.is_integer, own.is_integer),
        row_lower=shared.row_lower,
        row_upper=shared.row_upper,
        starts=shared.starts,
        positions=shared.positions,
        values=shared.values,
        column_families=(),
        row_families=(),
    ).with_more(_rows(part, before))


def _rows(part: Part, before: int) -> MoreRows:
    own = part.model
    return MoreRows.of(
        np.concatenate([part.link_rows, own.entry_rows]),
        np.concatenate([part.link_columns, own.positions + before]),
        np.concatenate([part.link_values, own.values]),
        own.row_lower,
        most=own.row_upper,
    )


def _size(part: Part) -> float:
    most = part.model.row_upper
    return float(np.abs(most[np.isfinite(most)]).sum())
