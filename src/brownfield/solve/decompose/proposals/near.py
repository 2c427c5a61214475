"""Which shared points lie near the best plan, and are better?

The best point without whole decisions and the best whole point known agree in most
decisions. These are held, and the master is searched for the others (*relaxation
induced neighbourhoods*; Danna, Rothberg and Le Pape 2005). What it proposes is priced,
so that the next proposal is thought less of where this one was thought too good.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.proposals.dive import dive
from brownfield.solve.decompose.proposals.proposed import LOOSE, NODES, proposal_of
from brownfield.solve.decompose.proposals.tried import point_of

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.decompose.proposals.tried import Search

ROUNDS = 8  # most proposals near one point
PATIENCE = 2  # proposals in a row that are not better after which it ends
AGREED = 0.3  # difference from which a decision is open
WIDER = 0.15  # the same where nothing better is near


def dived(search: Search) -> None:
    """Note the point at which a dive ends, and its cuts."""
    way = dive(search.master, search.pricing)
    search.master = way.master
    if way.end is not None and way.is_whole:
        search.note(way.end)


def propose_near(search: Search, agreed: float = AGREED) -> None:
    """Try proposals near the best point known as long as they get better.

    Parameters
    ----------
    search
        The search.
    agreed
        Difference between the point and the core from which a decision is open.
    """
    missed = 0
    for _ in range(ROUNDS):
        if search.point is None or missed == PATIENCE:
            return
        best, near = search.best, _held(search, search.point, agreed)
        limits = replace(search.seen.clock.left, gap=LOOSE * search.gap, nodes=NODES)
        proposal = proposal_of(search, near, limits)
        if proposal.columns is None or proposal.objective <= best:
            return
        search.price(point_of(search.parts.shared, proposal))
        missed = 0 if search.best > best else missed + 1


def _held(search: Search, point: Floats, agreed: float) -> LinearModel:
    """Return the master, decisions held in which its core agrees with a point."""
    model = search.master.stated
    lower, upper = model.lower.copy(), model.upper.copy()
    shared = search.parts.shared
    is_held = shared.is_integer & (np.abs(search.core - point) < agreed)
    lower[: shared.columns][is_held] = upper[: shared.columns][is_held] = point[is_held]
    return model.with_arrays(lower=lower, upper=upper)
