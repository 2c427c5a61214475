"""How is a plan found and proved part by part?

First without whole decisions: cuts bring the master near what the parts are worth. Then
with them: the master proposes decisions, first among those that the search without
whole decisions touched, then among all; each proposal is priced, which cuts it off if
it was thought too good, and planned in every part if it is promising.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.solve.backends.solution import Backend, Limits, OnProgress, Solution
from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.cuts.master import Master, cuts_of, master_of
from brownfield.solve.decompose.cuts.priced import Priced, Pricing, pricing
from brownfield.solve.decompose.cuts.rounds import Closed, closed_in
from brownfield.solve.decompose.cuts.strengthened import priced_whole
from brownfield.solve.decompose.first import ceilings, first_point
from brownfield.solve.decompose.parts import Parts
from brownfield.solve.decompose.seen import Seen
from brownfield.solve.decompose.whole import planned
from brownfield.work.interrupts import NEVER, held

GROUPS = 20  # most estimates of the master
NEAR = 0.25  # share of the gap to which the cuts are brought
ROUNDS = 20  # most proposals among few decisions
PATIENCE = 4  # proposals that bring the bound little after which the search ends
FEW = 0.25  # share of the gap to which few decisions are searched
MANY = 20  # parts from which the search begins with so many of them
HELP = 0.05  # share of what is open that a cut must close to be worth its time
NODES = 200  # of the search for one proposal
WHOLE = 1e-6  # how near a whole number counts as one
Enough = Callable[[Seen], float]
"""From what is known, the gap in solver money at which the search is done."""


@dataclass
class Search:
    """A search in parts.

    Attributes
    ----------
    parts
        The model in parts.
    backend
        Solver.
    seen
        What is known.
    pricing
        Prices the parts.
    master
        The master, with more and more cuts.
    enough
        When the search is done.
    last
        The last point that was priced.
    best
        The best value of a shared point with whole decisions, parts without.
    """

    parts: Parts = field(repr=False)
    backend: Backend
    seen: Seen
    pricing: Pricing = field(repr=False)
    master: Master = field(repr=False)
    enough: Enough
    last: Priced = field(repr=False)
    best: float = -np.inf

    @property
    def gap(self) -> float:
        """The relative gap asked for."""
        return self.seen.clock.limits.gap

    def is_done(self) -> bool:
        """Return whether plan and bound are near enough."""
        if self.seen.columns is None:
            return False
        return self.seen.bound - self.seen.objective <= self.enough(self.seen)

    def try_point(self, shared: Floats) -> float:
        """Price a shared point with whole decisions, and plan it if it is promising.

        Returns
        -------
        value
            What it is worth without whole decisions in the parts.
        """
        priced = self.pricing.at(shared)
        self.master, self.last = self.master.with_cuts(cuts_of(priced)), priced
        value = self.master.worth(priced)
        self.best = max(self.best, value)
        if value > self.seen.objective:
            planned(self.parts, shared, self.backend, self.seen, self.gap * NEAR)
        return value

    def is_strengthened(self) -> bool:
        """Cut at the last point, parts whole; return whether that helps."""
        at = self.last
        whole = priced_whole(self.pricing, at.at, NEAR * self.gap)
        self.master = self.master.with_cuts(cuts_of(whole))
        return bool((at.value - whole.value).sum() > self.little)

    @property
    def little(self) -> float:
        """What a bound must fall by to be worth its time, solver money."""
        return HELP * (self.seen.bound - self.seen.objective)


def search_parts(
    parts: Parts,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None,
    enough: Enough,
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
    """
    with held(raises_at=NEVER) as pressed:
        seen = Seen(Clock(limits, pressed), on_progress)
        try:
            _search(parts, backend, seen, enough)
        except StoppedError as stopped:
            return seen.solution(stopped.outcome)
        return seen.solution("solved")


def _search(parts: Parts, backend: Backend, seen: Seen, enough: Enough) -> None:
    point = first_point(parts, backend, seen.clock)
    if len(parts.rest) > MANY:
        few = pricing(parts.some(MANY), GROUPS, backend, seen.clock)
        point = _closed(few, point, Seen(seen.clock)).inside.at
    price = pricing(parts, GROUPS, backend, seen.clock)
    closed = _closed(price, point, seen)
    best = closed.inside
    search = Search(parts, backend, seen, price, closed.master, enough, best)
    propose_all(search, propose_few(search, best.at))


def _closed(price: Pricing, point: Floats, seen: Seen) -> Closed:
    """Return the master with cuts from a first point on, nothing whole."""
    backend, clock, begin = price.backend, seen.clock, price.at(point)
    master = master_of(price.parts.shared, begin)
    if backend.solve(master.stated.relaxed(), clock.left).outcome != "solved":
        master = master.below(ceilings(price.parts, price.groups, backend, clock))
    return closed_in(master, begin, price, backend, seen, NEAR * clock.limits.gap)


def propose_few(search: Search, inside: Floats) -> float:
    """Try proposals among the decisions a point takes, as long as they get better.

    Parameters
    ----------
    search
        The search, its cuts near what the parts are worth.
    inside
        The best shared point without whole decisions.

    Returns
    -------
    thought
        What the master thought the last proposal was worth, solver money.
    """
    thought = -np.inf
    for _ in range(ROUNDS):
        limits = replace(search.seen.clock.left, gap=FEW * search.gap, nodes=NODES)
        found = _proposal(search, _touched(search.master.stated, inside), limits)
        if found.columns is None:
            return thought
        before, thought = search.best, found.objective
        search.try_point(_whole(search.parts.shared, found.columns))
        if search.is_done() or search.best <= before:
            break
    return thought


def propose_all(search: Search, thought: float) -> None:
    """Try proposals among all decisions, each with a bound, until it is enough.

    Parameters
    ----------
    search
        The search.
    thought
        What the best point of the master is worth at least, solver money.
    """
    stalled = 0
    while not search.is_done() and stalled < PATIENCE:
        limits, before = _enough(search, thought), search.seen.bound
        found = _proposal(search, search.master.stated, limits)
        search.seen.bounded(found.bound)
        if search.is_done() or found.columns is None:
            return
        thought = found.objective
        value = search.try_point(_whole(search.parts.shared, found.columns))
        is_known = thought - value <= WHOLE * abs(value)
        if is_known and not search.is_strengthened():
            return
        stalled = stalled + 1 if before - search.seen.bound < search.little else 0


def _enough(search: Search, thought: float) -> Limits:
    """Return limits by which the bound of the master just proves the best plan."""
    seen = search.seen
    if seen.columns is None:
        return replace(seen.clock.left, gap=FEW * search.gap, nodes=NODES)
    enough = seen.objective + search.enough(seen) - thought
    least = NEAR * search.gap * abs(seen.objective)
    most = max(least, enough)
    return replace(seen.clock.left, gap=0.0, absolute=most, nodes=NODES)


def _proposal(search: Search, model: LinearModel, limits: Limits) -> Solution:
    """Return the best point of a master."""
    found = search.backend.solve(model, limits)
    if found.outcome == "interrupted":
        raise StoppedError(found.outcome)
    return found


def _touched(model: LinearModel, inside: Floats) -> LinearModel:
    """Return the model in which only the decisions that a point takes may be taken."""
    most = model.upper.copy()
    is_idle = model.is_integer[: len(inside)] & (inside < WHOLE)
    most[: len(inside)][is_idle] = np.maximum(model.lower[: len(inside)][is_idle], 0.0)
    return model.with_arrays(upper=most)


def _whole(shared: LinearModel, point: Floats) -> Floats:
    own = point[: shared.columns]
    return np.where(shared.is_integer, np.round(own), own)
