"""Where does a search in parts begin, and what is certain from the start?

The mean of all futures stands for them: the shared columns with it alone are a small
model. What is best there is near what is best for all, and no plan of all is better,
since the mean of the plans of its parts is a plan of the mean (Madansky 1960). Where
parts differ in more than numbers, one of middling size stands for all, and nothing is
certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.alike import Alike
from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.parts import Links

if TYPE_CHECKING:
    from brownfield.solve.backends.solution import Backend, Basis
    from brownfield.solve.decompose.cuts.priced import Covers
    from brownfield.solve.decompose.parts import Part, Parts
    from brownfield.solve.decompose.seen import Seen

NEARLY = 1e-9  # relative difference of costs that comes of rounding

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
    rows: tuple[MoreRows, ...] = field(default=(), repr=False)


def first_point(
    parts: Parts, backend: Backend, seen: Seen, covers: Covers | None = None
) -> First:
    """Return the best shared point if one future stood for all, nothing whole.

    Tells `seen` what no plan is better than, if the mean of all can be stated.

    Raises
    ------
    StoppedError
        If there is none, or time was up.
    """
    mean, basis = mean_of(parts.rest), None
    if mean is not None:
        warm = backend.load(with_part(parts.shared, mean).relaxed())
        solution, basis = warm.solve(seen.clock.left), warm.ended()
        if solution.outcome != "solved" or solution.columns is None:
            raise StoppedError(solution.outcome)
        seen.bounded(solution.objective)
        if covers is None:
            return First(solution.columns[: len(parts.columns)])
    return _at_middle(parts, backend, seen.clock, covers, basis)


def _at_middle(
    parts: Parts,
    backend: Backend,
    clock: Clock,
    covers: Covers | None,
    basis: Basis | None,
) -> First:
    """Return where one of the futures would begin, with rows that it would break.

    Its model is searched from where that of the mean ended, which is like it.
    """
    model = with_one(parts, number := middle(parts), scale_of(parts, number))
    at = np.append(parts.columns, parts.rest[number].columns)
    point, place = np.zeros(parts.width), np.zeros(parts.width, np.int64)
    place[at] = np.arange(len(at))
    warm, rows = backend.load(model.relaxed()), list[MoreRows]()
    warm.go_on(basis)
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


def mean_of(parts: Sequence[Part]) -> Part | None:
    """Return a part that allows the mean of what all allow, and is worth as much.

    Where factors differ it takes those that allow most, so that it bounds all. None if
    the parts differ in more than numbers, or a column that may fall below nothing has
    other factors or costs in one part than in another.

    Parameters
    ----------
    parts
        The parts; each counts as much as its costs add up to.
    """
    like, first = parts[0].model, parts[0]
    sizes = np.array([np.abs(part.model.cost).sum() for part in parts])
    if not (sizes > 0.0).all() or not all(_is_like(part, first) for part in parts):
        return None
    cost, link = np.full(like.columns, -np.inf), np.zeros(len(first.link_values))
    least, most = np.full_like(like.values, np.inf), np.full_like(like.values, -np.inf)
    sums = {name: np.zeros_like(getattr(like, name)) for name in BOUNDS}
    cheapest, lowest = np.full(like.columns, np.inf), like.lower.copy()
    for part, share in zip(parts, sizes / sizes.sum(), strict=True):
        model = part.model
        np.maximum(cost, model.cost / share, out=cost)
        np.minimum(cheapest, model.cost / share, out=cheapest)
        np.minimum(lowest, model.lower, out=lowest)
        np.minimum(least, model.values, out=least)
        np.maximum(most, model.values, out=most)
        link += share * part.link_values
        for name, total in sums.items():
            total += share * getattr(model, name)
    varies = cost - cheapest > NEARLY * np.abs(cost)
    varies[like.positions[least != most]] = True
    if (varies & (lowest < 0.0)).any():
        return None
    model = _allowing(like.with_arrays(cost=cost, **sums), least, most)
    links = Links.of(first.link_rows, first.link_columns, link)
    return replace(first, stated=Alike(model, {}), links=(links,))


BOUNDS = ("lower", "upper", "row_lower", "row_upper")


def _is_like(part: Part, first: Part) -> bool:
    """Return whether two parts differ in numbers alone."""
    pairs = (
        (part.model.starts, first.model.starts),
        (part.model.positions, first.model.positions),
        (part.link_rows, first.link_rows),
        (part.link_columns, first.link_columns),
    )
    return all(one is other or np.array_equal(one, other) for one, other in pairs)


def _allowing(model: LinearModel, least: Floats, most: Floats) -> LinearModel:
    """Return a model with the factors that allow most, its columns not below nothing.

    A row between two amounts keeps its upper one alone where factors differ.
    """
    has_most, differs = np.isfinite(model.row_upper), np.zeros(model.rows, np.bool_)
    differs[model.entry_rows[least != most]] = True
    lower = np.where(differs & has_most, -np.inf, model.row_lower)
    values = np.where(has_most[model.entry_rows], least, most)
    return replace(model, row_lower=lower, values=values)


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
    return with_part(parts.shared, parts.rest[number].times(factor))


def with_part(shared: LinearModel, part: Part) -> LinearModel:
    """Return the shared columns with one part."""
    own, before = part.model, shared.columns
    return LinearModel(
        cost=np.append(shared.cost, own.cost),
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
