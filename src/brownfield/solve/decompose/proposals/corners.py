"""What do the parts bring at a corner, and what does that say of the corners around?

Where the parts meet shared columns in yes/no decisions only, every shared plan is a
*corner*. The parts are searched there with their whole decisions. A cut holds their
worth at the corner, and elsewhere what a group can be worth at most (Laporte and
Louveaux 1993). A decision that only loosens the rows of the parts need not be counted
where it is dropped: less room brings no more. So one corner speaks for all with less.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.first import ceilings
from brownfield.solve.decompose.plans.forced import without_forced
from brownfield.solve.decompose.plans.whole import searched

if TYPE_CHECKING:
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.decompose.cuts.priced import Pricing
    from brownfield.solve.decompose.parts import Part, Parts
    from brownfield.solve.decompose.seen import Seen

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Corners:
    """The yes/no decisions in which parts meet the shared columns.

    Attributes
    ----------
    linked
        Their places among the shared columns. Shape (linked,).
    loosens, tightens
        Whether taking one only gives the parts more room, or only less. Shape
        (linked,).
    most
        What each group is worth at most, whatever is decided. Shape (groups,), solver
        money.
    """

    linked: Positions = field(repr=False)
    loosens: Mask = field(repr=False)
    tightens: Mask = field(repr=False)
    most: Floats = field(repr=False)

    def cuts(self, corner: Floats, bound: Floats) -> MoreRows:
        """Return the cuts of a corner.

        Parameters
        ----------
        corner
            A point of the shared columns with whole decisions. Shape (shared columns,).
        bound
            What each group brings there at most; minus infinity where it has no plan.
            Shape (groups,), solver money.

        Returns
        -------
        cuts
            Rows over shared columns and the estimate of each group: the estimate is at
            most `bound` plus what is missing to `most` for every decision that differs
            and counts. Where there is no plan, one such decision differs.
        """
        is_taken = corner[self.linked] > 0.5
        counts = np.where(is_taken, ~self.loosens, ~self.tightens)
        at, sign = self.linked[counts], np.where(is_taken[counts], -1.0, 1.0)
        is_none = np.isneginf(bound)
        rise = np.where(is_none, 1.0, np.maximum(self.most - bound, 0.0))
        groups, each = len(bound), np.flatnonzero(~is_none)
        before = np.where(is_none, -1.0, bound) + rise * (sign < 0.0).sum()
        return MoreRows.of(
            np.concatenate([np.repeat(np.arange(groups), len(at)), each]),
            np.concatenate([np.tile(at, groups), len(corner) + each]),
            np.concatenate([np.outer(-rise, sign).ravel(), np.ones(len(each))]),
            np.full(groups, -np.inf),
            most=before,
        )


def corners_of(pricing: Pricing) -> Corners | None:
    """Return the corners of a model; None if its parts meet other shared columns.

    Parameters
    ----------
    pricing
        Prices the parts.

    Raises
    ------
    StoppedError
        If nothing limits a part, or time was up.
    """
    parts = pricing.parts
    linked = np.unique(np.concatenate([each.link_columns for each in parts.rest]))
    if not _are_decided(parts, linked):
        return None
    room = [_room(part, parts.shared.columns) for part in parts.rest]
    loosens, tightens = (np.all(kind, axis=0) for kind in zip(*room, strict=True))
    most = ceilings(parts, pricing.groups, pricing.backend, pricing.clock)
    return Corners(linked, loosens[linked], tightens[linked], most)


def _are_decided(parts: Parts, linked: Positions) -> bool:
    """Return whether columns are yes/no, and the parts have whole decisions."""
    shared = parts.shared
    is_yes_or_no = shared.is_integer & (shared.lower >= 0.0) & (shared.upper <= 1.0)
    has_whole = any(part.model.binaries for part in parts.rest)
    return has_whole and bool(is_yes_or_no[linked].all())


def _room(part: Part, shared: int) -> tuple[Mask, Mask]:
    """Return whether more of each shared column only loosens or only tightens rows."""
    own, rows = part.model, part.link_rows
    has_most, has_least = np.isfinite(own.row_upper), np.isfinite(own.row_lower)
    is_up = part.link_values > 0.0
    is_tighter = np.where(is_up, has_most[rows], has_least[rows])
    is_looser = np.where(is_up, has_least[rows], has_most[rows])
    at = part.link_columns
    return (
        np.bincount(at, is_tighter, shared) == 0.0,
        np.bincount(at, is_looser, shared) == 0.0,
    )


def valued(pricing: Pricing, corner: Floats, seen: Seen, gap: float) -> Floats:
    """Return what each group brings at a corner at most, and tell `seen` the plan.

    Parameters
    ----------
    pricing
        Prices the parts.
    corner
        A point of the shared columns with whole decisions.
    seen
        What is known of the search.
    gap
        Relative gap to which each part is searched.

    Returns
    -------
    bound
        Minus infinity where a part has no plan. Shape (groups,), solver money.

    Raises
    ------
    StoppedError
        If time is up before every part is searched.
    """
    parts, bound = pricing.parts, np.zeros(pricing.groups)
    size = len(parts.columns) + sum(len(part.columns) for part in parts.rest)
    columns, objective = np.zeros(size), float(parts.shared.cost @ corner)
    columns[parts.columns] = corner
    for number, part in enumerate(parts.rest):
        seen.clock.check()
        kept = without_forced(part.at(corner))
        best = searched(kept, pricing, gap)
        if best.columns is None:
            bound[number % pricing.groups] = objective = -np.inf
            continue
        bound[number % pricing.groups] += max(best.bound, best.objective)
        columns[part.columns] = kept.point(best.columns)
        objective += best.objective
    seen.planned(objective, columns)
    return bound
