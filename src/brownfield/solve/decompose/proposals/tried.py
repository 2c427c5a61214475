"""What has a search in parts tried so far, and what came of it?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.decompose.clock import StoppedError
from brownfield.solve.decompose.cuts.master import Master, cuts_of
from brownfield.solve.decompose.cuts.strengthened import priced_whole
from brownfield.solve.decompose.plans.whole import Whole, planned

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Backend, Solution
    from brownfield.solve.decompose.cuts.priced import Priced, Pricing
    from brownfield.solve.decompose.parts import Parts
    from brownfield.solve.decompose.seen import Seen

NEAR = 0.25  # share of the gap to which cuts, and parts that are searched, are brought
HELP = 0.05  # share of what is open that a cut must close to be worth its time
CORE = 0.2  # of the way from a proposal to the best point without whole decisions


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
        return self.seen.is_done()

    def price(self, shared: Floats) -> float:
        """Price a shared point with whole decisions; return its value, parts loose."""
        priced = self.pricing.at(shared)
        self.master = self.master.with_cuts(cuts_of(priced))
        return self.note(priced)

    def note(self, priced: Priced) -> float:
        """Return the value of a priced point with whole decisions, parts loose."""
        self.last, value = priced, self.master.worth(priced)
        if value > self.best:
            self.best, self.point = value, whole_of(self.parts.shared, priced.at)
        return value

    def price_thought(self, proposal: Solution) -> float:
        """Price what the master proposed, and nearer to the core if it was wrong."""
        point = point_of(self.parts.shared, proposal)
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

    def plan_best(self) -> None:
        """Plan the best point known, unless its plan is."""
        if self.point is not None:
            self.plan(self.point, self.best)

    def is_strengthened(self) -> bool:
        """Cut at the last point, parts whole; return whether that helps."""
        at = self.last
        whole = priced_whole(self.pricing, at.at, NEAR * self.gap)
        self.master = self.master.with_cuts(cuts_of(whole))
        return bool((at.value - whole.value).sum() > self.little)


def point_of(shared: LinearModel, solution: Solution) -> Floats:
    """Return the shared point of a master, its decisions whole to the last digit.

    Raises
    ------
    StoppedError
        If it has none.
    """
    if solution.columns is None:
        raise StoppedError(solution.outcome)
    return whole_of(shared, solution.columns[: shared.columns])


def whole_of(shared: LinearModel, point: Floats) -> Floats:
    """Return a shared point with its decisions whole to the last digit."""
    return np.where(shared.is_integer, np.round(point), point)
