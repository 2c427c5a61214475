"""How are shared points proposed until the bound proves the best plan?

The master proposes decisions; each proposal is priced, which cuts it off if it was
thought too good, and planned in every part if it is promising. Where parts meet the
shared columns in yes/no decisions only, they are searched at each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.clock import StoppedError
from brownfield.solve.decompose.plans.rounded import WHOLE
from brownfield.solve.decompose.plans.whole import bettered
from brownfield.solve.decompose.proposals.corners import corners_of, valued
from brownfield.solve.decompose.proposals.tried import HELP, NEAR

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.solve.backends.solution import Limits, Solution
    from brownfield.solve.decompose.proposals.tried import Search

PATIENCE = 4  # proposals that bring the bound little after which the search ends
LONG = 10  # the same where parts meet shared decisions at corners
AROUND = 0.1  # gap of a corner, over what is open
NODES = 200  # of the search for one proposal
LOOSE = 0.5  # gap of a proposal, over the gap asked for


def better_parts(search: Search) -> None:
    """Search parts of the best plan as long as they lose more than the proof lacks."""
    whole, seen = search.whole, search.seen
    while whole is not None and not search.is_done():
        lacks = max(seen.bound - search.best, 0.0)
        asked = seen.bound - seen.objective - seen.enough()
        lost = float(whole.lost.sum())
        if lost == 0.0 or (lost < lacks and whole.regained * lost < asked):
            return
        bettered(whole, search.pricing, seen, NEAR * search.gap)


def propose_all(search: Search) -> None:
    """Try proposals among all decisions, each with a bound, until it is enough.

    Before any, parts are searched if what they lost by rounding may be all that lacks.
    """
    stalled = 0
    better_parts(search)
    while not search.is_done() and stalled < PATIENCE:
        limits, before = _enough(search), search.seen.bound
        proposal = proposal_of(search, search.master.stated, limits)
        search.seen.bounded(proposal.bound)
        better_parts(search)
        if search.is_done() or proposal.columns is None:
            return
        value = search.price_thought(proposal)
        search.plan(search.last.at, value)
        better_parts(search)
        is_known = search.wrong <= WHOLE
        if is_known and not search.is_done() and not search.is_strengthened():
            return
        stalled = stalled + 1 if before - search.seen.bound < search.little else 0


def propose_corners(search: Search) -> None:
    """Try corners with the whole decisions of every part, as long as that helps."""
    corners = None if search.is_done() else corners_of(search.pricing)
    stalled, open_ = 0, np.inf
    while corners is not None and not search.is_done() and stalled < LONG:
        proposal = proposal_of(search, search.master.stated, _not_closer(search))
        search.seen.bounded(proposal.bound)
        if search.is_done() or proposal.columns is None:
            return
        if search.price_thought(proposal) > search.seen.objective:
            at, near = search.last.at, NEAR * search.gap
            bound = valued(search.pricing, at, search.seen, near)
            search.master = search.master.with_cuts(corners.cuts(at, bound))
        left = search.seen.bound - search.seen.objective
        is_helped = left < (1.0 - HELP) * open_
        stalled, open_ = (0, left) if is_helped else (stalled + 1, open_)


def _not_closer(search: Search) -> Limits:
    """Return limits by which a corner is proposed while much is open."""
    limits, seen = _enough(search), search.seen
    if seen.columns is None or not np.isfinite(seen.bound):
        return limits
    return replace(
        limits, absolute=max(limits.absolute, AROUND * (seen.bound - seen.objective))
    )


def _enough(search: Search) -> Limits:
    """Return limits by which the bound of the master just proves the best plan."""
    seen = search.seen
    if seen.columns is None:
        return replace(seen.clock.left, gap=LOOSE * search.gap, nodes=NODES)
    size = abs(seen.objective)
    is_trusted = search.wrong <= NEAR * search.gap
    least = (NEAR if is_trusted else LOOSE) * search.gap * size
    most = max(least, seen.objective + seen.enough() - search.thought)
    left = seen.clock.left
    return replace(left, gap=0.0, absolute=most, nodes=NODES, presolve=False)


def proposal_of(search: Search, model: LinearModel, limits: Limits) -> Solution:
    """Return the best point of a master."""
    proposal = search.backend.solve(model, limits)
    if proposal.outcome == "interrupted":
        raise StoppedError(proposal.outcome)
    return proposal
