"""What is the best plan at other costs, told from a model that is kept?

Where a number moves nothing but costs, every point of the model stays one, and every
row that its whole points keep holds. So the model is kept loaded without its whole
decisions, with rows that bring it near them, and with the points found so far: a point
says what can be had, the loaded model what cannot be more. What is left between them is
closed by a few branches, else by further rows, else by a search. Where a number moves
amounts in rows of money, too, the rows learned hold all the same, for they rest on no
such row; of points known the decisions are tried again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Solution
from brownfield.solve.kept.branches import Branches
from brownfield.solve.kept.lock import lasting_rows
from brownfield.solve.kept.money_rows import only_money, without_money
from brownfield.solve.method import searched
from brownfield.solve.search.closer import stake
from brownfield.solve.search.extensive import Solved
from brownfield.solve.search.tighter import tighter

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Basis, Limits, WarmModel

NODES = 30  # branches before further rows are looked for, and before a search
MOST_ROWS = 1000  # added to a model
HELD = 3  # points known whose decisions are tried at other costs
MOST_POINTS = 60  # kept
ROUNDING = 1e-9  # share of a value that is lost in digits
NOTHING = float("-inf")
Way = Literal["kept", "branched", "learned", "searched", "anew"]


@dataclass(frozen=True)
class ReSolved:
    """The best plan of a model at other costs, without tables and audit.

    Attributes
    ----------
    value, bound
        What it is worth and what no plan is worth more than, case currency; minus
        infinity if there is no plan.
    columns
        The point of the model; None if there is no plan. Shape (columns,).
    way
        Told by what was kept, by a few branches of it, with further rows learned, by a
        search of it, or anew: by a search of the model itself, for it moves more than
        costs.
    """

    value: float
    bound: float
    columns: Floats | None = field(repr=False)
    way: Way


@dataclass
class Kept:
    """A model kept for other costs.

    Attributes
    ----------
    model
        The model as it was stated.
    rows
        Its arrays with rows that no whole point breaks.
    learns
        Whether further rows are looked for where branches do not end: as long as a
        search, but they stay. It pays where the next costs are like these.
    """

    model: Formulation = field(repr=False)
    rows: LinearModel = field(repr=False)
    learns: bool = True
    _solver: WarmModel = field(init=False, repr=False)
    _basis: Basis = field(init=False, repr=False)
    _points: list[Floats] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Load the model; every later solve begins where this one ends."""
        self._load(self.rows)

    def _load(self, rows: LinearModel) -> None:
        self.rows, self._solver = rows, HighsBackend().load(rows.relaxed())
        self._solver.solve()
        self._basis = self._solver.keep_basis()

    def takes(self, model: Formulation) -> bool:
        """Return whether a model differs in costs and rows of money only."""
        return only_money(self.model.linear, model.linear)

    def know(self, columns: Floats) -> None:
        """Keep a point of the model whose decisions are whole. Shape (columns,)."""
        if not any(np.array_equal(columns, one) for one in self._points):
            self._points = [*self._points, columns][-MOST_POINTS:]

    def best(self, model: Formulation, limits: Limits) -> ReSolved:
        """Return the best plan of a model, by the quickest way that proves it.

        Parameters
        ----------
        model
            The model at other amounts of money, or one that differs in more.
        limits
            Gap, seed and time of a search.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        if not self.takes(model):
            return _anew(model, limits)
        at = self._at(model.linear)
        solver, root = self._root(at)
        if root.outcome == "infeasible":
            return ReSolved(NOTHING, NOTHING, None, "kept")
        if root.outcome != "solved":
            return _anew(model, limits)
        branches = Branches(at, solver)
        if self._is_same_matrix(at):
            for columns in self._points:
                branches.know(columns)
        branches.begin(root)
        way = self._closed(branches, model, limits)
        if branches.columns is None:
            return ReSolved(NOTHING, model.worth(branches.bound), None, way)
        if self._is_same_matrix(at):
            self.know(branches.columns)
        value, bound = model.worth(branches.objective), model.worth(branches.bound)
        return ReSolved(value, bound, branches.columns, way)

    def _at(self, linear: LinearModel) -> LinearModel:
        """Return arrays of a model with the rows that no whole point breaks."""
        return replace(
            self.rows,
            cost=linear.cost,
            values=_first(linear.values, self.rows.values),
            row_lower=_first(linear.row_lower, self.rows.row_lower),
            row_upper=_first(linear.row_upper, self.rows.row_upper),
        )

    def _is_same_matrix(self, at: LinearModel) -> bool:
        names = ("values", "row_lower", "row_upper")
        return all(np.array_equal(getattr(at, n), getattr(self.rows, n)) for n in names)

    def _root(self, at: LinearModel) -> tuple[WarmModel, Solution]:
        """Return a model loaded without whole decisions, and where its solve ended."""
        if self._is_same_matrix(at):
            solver = self._solver
            solver.change(cost=at.cost, lower=at.lower, upper=at.upper)
        else:
            solver = HighsBackend().load(at.relaxed())
        solver.keep_basis(self._basis)
        root = solver.solve()
        solver.keep_basis()
        return solver, root

    def _closed(self, branches: Branches, model: Formulation, limits: Limits) -> Way:
        """Bring bound and best point within what may be missed; return how."""
        if _is_closed(branches, model, limits):
            return "kept"
        for columns in self._likely(branches.model.cost):
            branches.hold(columns)
        if _is_closed(branches, model, limits):
            return "kept"
        branches.go_on(_missed(branches, model, limits), NODES)
        if _is_closed(branches, model, limits):
            return "branched"
        if self._learns(branches, limits):
            branches.go_on(_missed(branches, model, limits), NODES)
            if _is_closed(branches, model, limits):
                return "learned"
        near = replace(limits, gap=0.0, absolute=_missed(branches, model, limits))
        found = HighsBackend().solve(branches.model, near, start=branches.columns)
        if found.outcome == "interrupted":
            raise KeyboardInterrupt
        branches.learn(found)
        return "searched"

    def _learns(self, branches: Branches, limits: Limits) -> bool:
        """Look for further rows at the costs asked about; return whether there are.

        They stay in the model: later questions have them, too.
        """
        if not self.learns or self.rows.rows > self.model.linear.rows + MOST_ROWS:
            return False
        rows = lasting_rows(without_money(branches.model), limits)
        if rows is None:
            return False
        self._load(self.rows.with_more(rows))
        at = branches.model.with_more(rows)
        branches.begin_again(at, *self._root(at))
        return True

    def _likely(self, cost: Floats) -> list[Floats]:
        """Return the points known that are worth most, no decisions twice."""
        whole = self.model.linear.is_integer
        best = sorted(self._points, key=lambda one: -float(cost @ one))
        distinct = {np.round(one[whole]).tobytes(): one for one in reversed(best)}
        return list(distinct.values())[-HELD:]


def kept_of(model: Formulation, limits: Limits, *, learns: bool = True) -> Kept:
    """Return a model kept for other costs.

    It takes about as long as a plan: it pays from the third question on.

    Parameters
    ----------
    model
        The model.
    limits
        Seed and time.
    learns
        As of `Kept`.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    near = tighter(model, HighsBackend(), limits)
    if near.is_interrupted:
        raise KeyboardInterrupt
    rows = lasting_rows(without_money(near.model), limits)
    nearer = near.model if rows is None else near.model.with_more(rows)
    return Kept(model, nearer, learns)


def _first(new: Floats, before: Floats) -> Floats:
    """Return an array that begins as another and goes on as before."""
    return np.concatenate([new, before[len(new) :]])


def _anew(model: Formulation, limits: Limits) -> ReSolved:
    found = searched(model, HighsBackend(), limits)
    if found.search.outcome == "interrupted":
        raise KeyboardInterrupt
    value, bound = model.worth(found.objective), model.worth(found.search.bound)
    return ReSolved(value, max(value, bound), found.columns, "anew")


def _is_closed(branches: Branches, model: Formulation, limits: Limits) -> bool:
    if branches.columns is None:
        return branches.bound == NOTHING
    left = branches.bound - branches.objective
    return left <= _missed(branches, model, limits)


def _missed(branches: Branches, model: Formulation, limits: Limits) -> float:
    """Return by how much a plan may miss the best: the gap of what is at stake."""
    value, columns = branches.objective, branches.columns
    if columns is None:
        return limits.absolute
    search = Solution("solved", columns, None, value, branches.bound)
    at_stake = stake(model, Solved(search, columns, None, value))
    return max(limits.absolute, limits.gap * at_stake, ROUNDING * max(1.0, abs(value)))
