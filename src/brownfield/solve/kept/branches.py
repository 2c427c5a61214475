"""Which whole point is best where a kept model leaves few decisions in part?

The relaxed model is kept loaded. Where a decision is in part two branches hold it up
and down; each is asked from where its parent ended, or the branch before it. The branch
that promises most goes on, until none promises more than the best point known by more
than may be missed. All solves of a question follow each other in one order, from where
the kept model's begins, so the same question has the same answer to the last digit.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from brownfield.solve.kept.losses import Losses

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.solve.backends.solution import Basis, Solution, WarmModel

OFF = 1e-6  # by which a point may miss a row or a bound, as solvers take it
LOW = float("-inf")


@dataclass(order=True)
class Branch:
    """Part of the points of a model.

    Attributes
    ----------
    less
        What none of them is worth more than, with the other sign.
    place
        How many were made before.
    column, at
        The decision in part, and its value.
    lower, upper
        Bounds of the columns. Shape (columns,).
    ended
        Where its solve ended.
    """

    less: float
    place: int
    column: int = field(compare=False)
    at: float = field(compare=False)
    lower: Floats = field(compare=False, repr=False)
    upper: Floats = field(compare=False, repr=False)
    ended: Basis = field(compare=False, repr=False)


@dataclass
class Branches:
    """A search by branches, with the best point known.

    Attributes
    ----------
    model
        The model with its whole decisions, at the costs asked about.
    solver
        It without whole decisions, loaded, at the same costs.
    objective, columns
        The best point known; minus infinity and None if there is none.
    nodes
        Branches asked so far.
    """

    model: LinearModel = field(repr=False)
    solver: WarmModel = field(repr=False)
    objective: float = LOW
    columns: Floats | None = field(default=None, repr=False)
    nodes: int = 0
    _open: list[Branch] = field(default_factory=list, init=False, repr=False)
    _unasked: float = field(default=LOW, init=False)
    _latest: Branch | None = field(default=None, init=False, repr=False)
    _losses: Losses = field(default_factory=Losses, init=False, repr=False)

    @property
    def bound(self) -> float:
        """What no point is worth more than."""
        promised = -self._open[0].less if self._open else LOW
        return max(self.objective, self._unasked, promised)

    @property
    def is_open(self) -> bool:
        """Whether a branch is left to ask."""
        return bool(self._open)

    def know(self, columns: Floats) -> None:
        """Take a point whose decisions are whole, if it is better."""
        value = float(self.model.cost @ columns)
        if value > self.objective:
            self.objective, self.columns = value, columns

    def begin(self, root: Solution) -> None:
        """Take where the model without whole decisions ended."""
        self.solver.go_on()
        self._take(root, self.model.lower, self.model.upper, np.inf)

    def begin_again(
        self, model: LinearModel, solver: WarmModel, root: Solution
    ) -> None:
        """Take the model with further rows; what is known of it stays known."""
        proved = self.bound
        self.model, self.solver, self.nodes = model, solver, 0
        self._open, self._unasked = [], LOW
        self.solver.go_on()
        self._take(root, model.lower, model.upper, proved)

    def go_on(self, missed: float, nodes: int) -> None:
        """Ask branches until no more than `missed` is open, or so many were asked.

        It begins with the one that promises most, and goes on below it while that
        leads on; then each time with the one that promises most.
        """
        is_first = is_diving = True
        while self._open and self.bound - self.objective > missed:
            if self.nodes >= nodes:
                return
            is_below = is_diving and not is_first
            branch = self._next() if is_below else heapq.heappop(self._open)
            before, whole, is_first = self.nodes, self.objective, False
            if branch is not self._latest:
                self.solver.go_on(branch.ended)
            for side in _sides(branch):
                self.nodes += 1
                self._take_side(branch, side)
            is_diving &= self.objective == whole and self._has_since(before)

    def _take_side(self, branch: Branch, side: Side) -> None:
        """Ask one side of a branch, and note what it lost."""
        solution, promised = self._asked(side.lower, side.upper), -branch.less
        worth = solution.objective if solution.outcome == "solved" else self.objective
        if worth > LOW and solution.outcome in ("solved", "infeasible"):
            lost = promised - worth
            self._losses.note(
                branch.column, is_up=side.is_up, step=side.step, lost=lost
            )
        self._take(solution, side.lower, side.upper, promised)

    def _next(self) -> Branch:
        """Return the better of the sides made last, the best where none was asked."""
        last = max(one.place for one in self._open)
        last -= (last + 1) % 2 if last else 0  # the first of two sides
        sides = [one for one in self._open if one.place >= last]
        branch = min(sides)
        self._open.remove(branch)
        heapq.heapify(self._open)
        return branch

    def _has_since(self, place: int) -> bool:
        """Return whether a branch made after so many goes on."""
        return any(one.place > place for one in self._open)

    def hold(self, columns: Floats) -> bool:
        """Ask for the best point with the decisions of another; return if there is."""
        lower, upper = self.model.lower.copy(), self.model.upper.copy()
        held = self.model.is_integer
        lower[held] = upper[held] = np.round(columns[held])
        solution = self._asked(lower, upper)
        if solution.outcome != "solved" or solution.columns is None:
            return False
        self.know(self._rounded(solution.columns))
        return True

    def learn(self, solution: Solution) -> None:
        """Take what a search of the whole model found."""
        proved = self.objective if solution.outcome == "infeasible" else solution.bound
        bound = min(self.bound, proved)
        if solution.columns is not None:
            self.hold(solution.columns)
        self._open, self._unasked = [], bound

    def _asked(self, lower: Floats, upper: Floats) -> Solution:
        self._latest = None
        self.solver.change(lower=lower, upper=upper)
        return self.solver.solve()

    def _take(
        self, solution: Solution, lower: Floats, upper: Floats, promised: float
    ) -> None:
        """Take where a branch ended: a point, nothing, or a branch that goes on."""
        if solution.outcome == "infeasible":
            return
        if solution.outcome != "solved" or solution.columns is None:
            self._unasked = max(self._unasked, promised)  # a solve that failed
            return
        promised = min(promised, solution.objective)
        column = self._losses.column(self.model, solution.columns)
        if column is None:
            if not self._is_met(solution.columns):
                self._unasked = max(self._unasked, promised)
        elif promised > self.objective:
            at = float(solution.columns[column])
            ended = self.solver.ended()
            branch = Branch(-promised, self.nodes, column, at, lower, upper, ended)
            heapq.heappush(self._open, branch)
            self._latest = branch

    def _is_met(self, columns: Floats) -> bool:
        """Take a point whose decisions are all but whole; return if there is one."""
        whole = self._rounded(columns)
        if fits(self.model, whole):
            self.know(whole)
            return True
        return self.hold(columns)

    def _rounded(self, columns: Floats) -> Floats:
        """Return a point whose decisions are all but whole with whole ones."""
        return np.where(self.model.is_integer, np.round(columns), columns)


class Side(NamedTuple):
    """One side of a branch: which, by how much it moves the decision, its bounds."""

    is_up: bool
    step: float
    lower: Floats
    upper: Floats


def _sides(branch: Branch) -> tuple[Side, Side]:
    """Return both sides of a branch, the nearer whole number first."""
    upper, lower = branch.upper.copy(), branch.lower.copy()
    upper[branch.column] = np.floor(branch.at)
    lower[branch.column] = np.ceil(branch.at)
    step = branch.at - np.floor(branch.at)
    down = Side(is_up=False, step=step, lower=branch.lower, upper=upper)
    up = Side(is_up=True, step=1.0 - step, lower=lower, upper=branch.upper)
    return (up, down) if step >= 0.5 else (down, up)


def fits(model: LinearModel, point: Floats) -> bool:
    """Return whether a point is one of a model. Shape (columns,)."""
    sums = model.sums(point)
    off = (
        model.lower - point,
        point - model.upper,
        model.row_lower - sums,
        sums - model.row_upper,
    )
    return all(float(np.max(one, initial=0.0)) <= OFF for one in off)
