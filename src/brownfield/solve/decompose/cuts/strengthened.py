"""What bounds parts whose own decisions are whole?

A cut prices a part as if its decisions could be taken by half. With the slope of a cut
as the price of the shared columns, the part is searched with its whole decisions and
with shared columns of its own: what is best there bounds every plan at that slope (a
*strengthened* cut; Zou, Ahmed and Sun 2019). It need not be searched to its end, since
its bound is what counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.clock import StoppedError
from brownfield.solve.decompose.cuts.priced import Priced, Pricing

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Limits
    from brownfield.solve.decompose.parts import Part

NODES = 200  # of the search of one part


def priced_whole(pricing: Pricing, shared: Floats, gap: float) -> Priced:
    """Return what each group is worth at most at a shared point, parts whole.

    Parameters
    ----------
    pricing
        Prices the parts.
    shared
        The shared point.
    gap
        Relative gap to which each part is searched.

    Raises
    ------
    StoppedError
        If time is up, or a part has no bound.
    """
    value = np.zeros(pricing.groups)
    slopes = np.zeros((pricing.groups, len(shared)))
    for number, part in enumerate(pricing.parts.rest):
        loose, slope = pricing.one(number, shared)
        group = number % pricing.groups
        if part.model.binaries:
            limits = replace(pricing.clock.left, gap=gap, nodes=NODES)
            whole = _most(pricing, part, slope, limits) + float(slope @ shared)
            loose = min(loose, whole)
        value[group] += loose
        slopes[group] += slope
    return Priced(shared, value, slopes)


def _most(pricing: Pricing, part: Part, slope: Floats, limits: Limits) -> float:
    """Return what a part brings at most if shared columns cost their slope."""
    model = with_own_shared(pricing.parts.shared, part, slope)
    solution = pricing.backend.solve(model, limits)
    if solution.outcome in ("interrupted", "infeasible", "unbounded"):
        raise StoppedError(solution.outcome)
    return solution.bound


def with_own_shared(shared: LinearModel, part: Part, slope: Floats) -> LinearModel:
    """Return a part with those shared columns it meets as its own, at a price each."""
    met, place = np.unique(part.link_columns, return_inverse=True)
    own, before = part.model, part.model.columns
    rows = MoreRows.of(
        np.concatenate([own.entry_rows, part.link_rows]),
        np.concatenate([own.positions, before + place]),
        np.concatenate([own.values, part.link_values]),
        own.row_lower,
        most=own.row_upper,
    )
    return replace(
        own,
        cost=np.append(own.cost, -slope[met]),
        lower=np.append(own.lower, shared.lower[met]),
        upper=np.append(own.upper, shared.upper[met]),
        is_integer=np.append(own.is_integer, shared.is_integer[met]),
        starts=rows.starts,
        positions=rows.positions,
        values=rows.values,
    )
