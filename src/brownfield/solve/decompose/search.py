"""How is a plan found and proved part by part?

First without whole decisions: cuts bring the master near what the parts are worth. Then
with them: the master proposes decisions, first among those that the search without
whole decisions left open, then among all; each proposal is priced, which cuts it off if
it was thought too good, and planned in every part if it is promising. Where parts meet
the shared columns in yes/no decisions only, they are searched at each. Where parts are
many, a few of them stand for all until proposals are as good as they are thought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.corners import corners_of, valued
from brownfield.solve.decompose.cuts.added import with_rows
from brownfield.solve.decompose.cuts.master import Master, cuts_of, master_of
from brownfield.solve.decompose.cuts.priced import Covers, Priced, Pricing, pricing
from brownfield.solve.decompose.cuts.rounds import covered_in
from brownfield.solve.decompose.cuts.strengthened import priced_whole
from brownfield.solve.decompose.dive import dive
from brownfield.solve.decompose.first import ceilings, first_point
from brownfield.solve.decompose.rounded import WHOLE
from brownfield.solve.decompose.seen import Seen
from brownfield.solve.decompose.whole import Whole, bettered, planned
from brownfield.work.interrupts import NEVER, held

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend, Limits, OnProgress, Solution
    from brownfield.solve.decompose.parts import Parts

GROUPS = 20  # most estimates of the master
NEAR = 0.25  # share of the gap to which the cuts are brought
ROUNDS = 20  # most proposals among few decisions
PATIENCE = 4  # proposals that bring the bound little after which the search ends
FEW = 8  # parts that stand for all at first, if there are more
LONG = 10  # the same where parts meet shared decisions at corners
AROUND = 0.1  # gap of a corner, over what is open
HELP = 0.05  # share of what is open that a cut must close to be worth its time
NODES = 200  # of the search for one proposal
TAKEN = 0.95  # share from which a decision counts as taken
LOOSE = 0.5  # gap of a proposal, over the gap asked for
REGAINED = 0.6  # share of what parts lost by rounding that a search brings back
CORE = 0.2  # of the way from a proposal to the best point without whole decisions
Enough = Callable[[Seen], float]
"""From what is known, the gap in solver money at which the search is done."""


@dataclass
class Search:
    """A search in parts.

    Attributes
    ----------
    backend
        Solver.
    seen
        What is known.
    pricing
        Prices the parts.
    master
        The master, with more and more cuts.
    core
        The best shared point without whole decisions.
    enough
        When the search is done.
    last
        The last proposal, priced.
    best, point
        The best value of a shared point with whole decisions, parts without, and that
        point.
    thought
        What the master thought the last proposal was worth.
    wrong
        By how much that was too high, over the value.
    whole
        The best plan of the last point that was planned.
    """

    backend: Backend
    seen: Seen
    pricing: Pricing = field(repr=False)
    master: Master = field(repr=False)
    core: Floats = field(repr=False)
    enough: Enough
    last: Priced = field(repr=False)
    best: float = -np.inf
    point: Floats | None = field(default=None, repr=False)
    thought: float = np.inf
    wrong: float = np.inf
    whole: Whole | None = field(default=None, repr=False)

    @property
    def parts(self) -> Parts:
        """The model in parts."""
        return self.pricing.parts

    @property
    def gap(self) -> float:
        """The relative gap asked for."""
        return self.seen.clock.limits.gap

    @property
    def little(self) -> float:
        """What a bound must fall by to be worth its time, solver money."""
        return HELP * (self.seen.bound - self.seen.objective)

    def is_done(self) -> bool:
        """Return whether plan and bound are near enough."""
        if self.seen.columns is None:
            return False
        return self.seen.bound - self.seen.objective <= self.enough(self.seen)

    def price(self, shared: Floats) -> float:
        """Price a shared point with whole decisions; return its value, parts loose."""
        priced = self.pricing.at(shared)
        self.master = self.master.with_cuts(cuts_of(priced))
        return self.note(priced)

    def note(self, priced: Priced) -> float:
        """Return the value of a priced point with whole decisions, parts loose."""
        self.last, value = priced, self.master.worth(priced)
        if value > self.best:
            self.best, self.point = value, _rounded(self.parts.shared, priced.at)
        return value

    def price_thought(self, proposal: Solution) -> float:
        """Price what the master proposed, and nearer to the core if it was wrong."""
        point = _whole(self.parts.shared, proposal)
        value, self.thought = self.price(point), proposal.objective
        size = max(abs(value), 1e-9)
        self.wrong = max(self.thought - value, 0.0) / size
        if self.wrong > NEAR * self.gap:
            between = self.pricing.at(point + CORE * (self.core - point))
            self.master = self.master.with_cuts(cuts_of(between))
        return value

    def plan(self, shared: Floats, value: float) -> None:
        """Plan a shared point if its value promises more than the best plan."""
        is_known = self.whole is not None and np.array_equal(shared, self.whole.shared)
        if is_known or value <= self.seen.objective:
            return
        whole = planned(self.pricing, shared, self.seen, NEAR * self.gap)
        if whole and (self.whole is None or whole.objective >= self.seen.objective):
            self.whole = whole

    def is_strengthened(self) -> bool:
        """Cut at the last point, parts whole; return whether that helps."""
        at = self.last
        whole = priced_whole(self.pricing, at.at, NEAR * self.gap)
        self.master = self.master.with_cuts(cuts_of(whole))
        return bool((at.value - whole.value).sum() > self.little)


def search_parts(
    parts: Parts,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None,
    enough: Enough,
    covers: Covers | None = None,
) -> Solution:
    """Return the best plan of a model in parts, with its bound.

    Parameters
    ----------
    parts
        The model.
    backend
        Solver.
    limits
        When to stop.
    on_progress
        Is told every change of plan or bound.
    enough
        From what is known, the gap in solver money at which the search is done.
    covers
        From a point without whole decisions, rows that no plan breaks; None if nothing
        is known of the columns.
    """
    with held(raises_at=NEVER) as pressed:
        seen = Seen(Clock(limits, pressed), on_progress)
        try:
            _search(parts, backend, seen, enough, covers)
        except StoppedError as stopped:
            return seen.solution(stopped.outcome)
        return seen.solution("solved")


def _search(
    parts: Parts, backend: Backend, seen: Seen, enough: Enough, covers: Covers | None
) -> None:
    first = first_point(parts, backend, seen, covers)
    for rows in first.rows:
        parts = with_rows(parts, rows)
    price = pricing(parts, GROUPS, backend, seen.clock, covers)
    if len(parts.rest) > FEW:
        few = pricing(parts.some(FEW), GROUPS, backend, seen.clock, covers)
        tried = _begun(few, few.at(first.at), Seen(seen.clock), enough)
        for rows in few.added:
            price.add(rows)
        whole = rehearsed(tried, price, seen)
        search = _after(tried, whole, price, seen, enough)
    else:
        search = _begun(price, price.at(first.at), seen, enough)
    propose_few(search)
    propose_all(search)
    propose_corners(search)


def _begun(
    price: Pricing, begin: Priced, seen: Seen, enough: Enough, *more: Priced
) -> Search:
    """Return a search whose cuts are near what the parts are worth, nothing whole.

    It goes on from a priced point; further ones only add their cuts.
    """
    backend, clock = price.backend, seen.clock
    master = master_of(price.parts.shared, begin)
    for other in more:
        master = master.with_cuts(cuts_of(other))
    if backend.solve(master.stated.relaxed(), clock.left).outcome != "solved":
        master = master.below(ceilings(price.parts, price.groups, backend, clock))
    share = NEAR * clock.limits.gap
    closed = covered_in(master, begin, price, backend, seen, share)
    core = closed.inside
    return Search(backend, seen, price, closed.master, core.at, enough, core)


def rehearsed(search: Search, price: Pricing, seen: Seen) -> Whole | None:
    """Dive on few parts; return the plan of all where that ended, if it is one.

    Parameters
    ----------
    search
        The search on few parts.
    price
        Prices all parts.
    seen
        Is told the plan.
    """
    dived = dive(search.master, search.pricing)
    if dived.end is None or not dived.is_whole:
        return None
    point = _rounded(search.parts.shared, dived.end.at)
    return planned(price, point, seen, NEAR * search.gap)


def _after(
    tried: Search, whole: Whole | None, price: Pricing, seen: Seen, enough: Enough
) -> Search:
    """Return the search of all parts that goes on from one on few of them."""
    plans = [] if whole is None else [price.at(whole.shared)]
    search = _begun(price, price.at(tried.core), seen, enough, *plans)
    for priced in plans:
        search.note(priced)
    search.whole = whole
    better_parts(search)
    return search


def better_parts(search: Search) -> None:
    """Search parts of the best plan as long as they lose more than the proof lacks."""
    whole, seen = search.whole, search.seen
    while whole is not None and not search.is_done():
        lacks = max(seen.bound - search.best, 0.0)
        asked = seen.bound - seen.objective - search.enough(seen)
        lost = float(whole.lost.sum())
        if lost == 0.0 or (lost < lacks and REGAINED * lost < asked):
            return
        bettered(whole, search.pricing, seen, NEAR * search.gap)


def propose_few(search: Search) -> None:
    """Try proposals among the decisions left open, as long as they get better."""
    for _ in range(ROUNDS):
        may_help = is_bettered(search)
        if search.point is not None:
            search.plan(search.point, search.best)
        if search.is_done() or not may_help:
            return


def is_bettered(search: Search) -> bool:
    """Price a proposal among decisions left open; return whether one more may help."""
    near = LOOSE * search.gap
    limits = replace(search.seen.clock.left, gap=near, nodes=NODES)
    proposal = _proposal(search, _left_open(search.master.stated, search.core), limits)
    if proposal.columns is None:
        return False
    before, wrong = search.best, search.wrong
    search.price_thought(proposal)
    is_better = search.best > before or search.wrong < wrong
    return is_better and search.wrong > near


def propose_all(search: Search) -> None:
    """Try proposals among all decisions, each with a bound, until it is enough.

    Before any, parts are searched if what they lost by rounding may be all that lacks.
    """
    stalled = 0
    better_parts(search)
    while not search.is_done() and stalled < PATIENCE:
        limits, before = _enough(search), search.seen.bound
        proposal = _proposal(search, search.master.stated, limits)
        search.seen.bounded(proposal.bound)
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
        proposal = _proposal(search, search.master.stated, _not_closer(search))
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
    most = max(least, seen.objective + search.enough(seen) - search.thought)
    left = seen.clock.left
    return replace(left, gap=0.0, absolute=most, nodes=NODES, presolve=False)


def _proposal(search: Search, model: LinearModel, limits: Limits) -> Solution:
    """Return the best point of a master."""
    proposal = search.backend.solve(model, limits)
    if proposal.outcome == "interrupted":
        raise StoppedError(proposal.outcome)
    return proposal


def _left_open(model: LinearModel, core: Floats) -> LinearModel:
    """Return the model with decisions held that a point takes whole or not at all."""
    shared = slice(len(core))
    lower, upper = model.lower.copy(), model.upper.copy()
    is_idle = model.is_integer[shared] & (core < WHOLE)
    upper[shared][is_idle] = np.maximum(lower[shared][is_idle], 0.0)
    share = core - np.floor(core)
    is_taken = model.is_integer[shared] & (share > TAKEN)
    lower[shared][is_taken] = np.minimum(np.ceil(core), upper[shared])[is_taken]
    return model.with_arrays(lower=lower, upper=upper)


def _whole(shared: LinearModel, solution: Solution) -> Floats:
    """Return the shared point of a master, its decisions whole to the last digit."""
    if solution.columns is None:
        raise StoppedError(solution.outcome)
    return _rounded(shared, solution.columns[: shared.columns])


def _rounded(shared: LinearModel, point: Floats) -> Floats:
    return np.where(shared.is_integer, np.round(point), point)
