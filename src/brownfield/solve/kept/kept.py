"""What is the best plan of a changed model, told from a model that is kept?

Where a change allows nothing that was not allowed (`inside`), every row that the whole
points of the kept model keep holds. So that is kept loaded without its whole decisions,
with rows that bring it near them, and with the points found so far: a point that fits
says what can be had, the loaded model what cannot be more. What is left between them is
closed by a few branches, else by further rows, else by a search. Where a number moves
amounts in rows of money or jobs, the rows learned hold all the same, for they rest on
no such row; of points known the decisions are tried again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.kept.asked import ENDLESS, NOTHING, Asked
from brownfield.solve.kept.branches import Branches, fits
from brownfield.solve.kept.inside import Inside, inside
from brownfield.solve.kept.less_sold import less_sold
from brownfield.solve.kept.lock import lasting_rows
from brownfield.solve.kept.money_rows import is_money, without_money
from brownfield.solve.method import searched
from brownfield.solve.search.tighter import tighter

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Basis, Limits, Solution, WarmModel

FEW = 30  # branches after which it is seen whether they bring the proof nearer
NODES = 260  # branches that take as long as a search
PATIENCE = 2.0  # times what the last few branches gained that the next are to gain
UNKNOWN = 60  # branches before it is asked, as long as no plan is known
MOST_ROWS = 1000  # added to a model
HELD = 3  # points known whose decisions are tried at other costs
MOST_POINTS = 60  # kept
SEARCHES = 2  # the second to the gap of what is at stake, once a plan is known
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
        Its arrays, with markets that may want less, and rows that none of the whole
        points then breaks.
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
    _ended: dict[int, Basis] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Load the model; every later solve begins where this one ends."""
        self._load(self.rows)

    def _load(self, rows: LinearModel) -> None:
        stated = self.model.linear
        as_stated = replace(
            rows,
            cost=stated.cost,
            row_lower=_first(stated.row_lower, rows.row_lower),
        )
        self.rows, self._solver = rows, HighsBackend().load(as_stated.relaxed())
        self._solver.solve()
        self._basis, self._ended = self._solver.keep_basis(), {}

    def placed(self, model: Formulation) -> Inside | None:
        """Return where a model lies inside the kept one; None if it may not."""
        if model.numbers.scale != self.model.numbers.scale:
            return None
        return inside(less_sold(self.model.linear), model.linear)

    def forget(self) -> None:
        """Know nothing of what was asked: what is asked next does not depend on it."""
        self._points, self._ended = [], {}

    def know(self, model: Formulation, columns: Floats) -> None:
        """Keep a point of a model whose decisions are whole. Shape (columns,)."""
        place = self.placed(model)
        if place is not None:
            self._know(place.there(columns))

    def _know(self, point: Floats) -> None:
        if not any(np.array_equal(point, one) for one in self._points):
            self._points = [*self._points, point][-MOST_POINTS:]

    def best(self, model: Formulation, limits: Limits) -> ReSolved:
        """Return the best plan of a model, by the quickest way that proves it.

        Parameters
        ----------
        model
            The model: inside the kept one, or one that differs in more.
        limits
            Gap, seed and time of a search.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        place = self.placed(model)
        if place is None:
            return _anew(model, limits)
        return self.best_at(place, model, limits)

    def best_at(
        self,
        place: Inside,
        model: Formulation,
        limits: Limits,
        least: float = NOTHING,
        short: float = ENDLESS,
    ) -> ReSolved:
        """Return the best plan of a model that lies inside the kept one; as `best`.

        Parameters
        ----------
        place
            Where it lies.
        model, limits
            As of `best`.
        least
            What a plan must be worth more than to matter, case currency: if there is no
            such plan none is returned, and `bound` is no more than that. A plan that
            matters is not searched for a better one.
        short
            Share of the value that may be open where branches are followed by a search;
            else what they found is returned, and `bound` may be much more.
        """
        at = self._at(place)
        solver, root = self._root(at)
        if root.outcome == "infeasible":
            return ReSolved(NOTHING, NOTHING, None, "kept")
        if root.outcome != "solved":
            return _anew(model, limits)
        branches = Branches(at, solver, model.objective(least))
        for point in self._points:
            if fits(at, point):
                branches.know(point)
        branches.begin(root)
        asked = Asked(model, place, limits, least, short)
        way, bound = self._closed(branches, asked), model.worth(branches.bound)
        if branches.columns is None:
            return ReSolved(NOTHING, bound, None, way)
        self._know(branches.columns)
        value = model.worth(branches.objective)
        return ReSolved(value, bound, place.own(branches.columns), way)

    def _at(self, place: Inside) -> LinearModel:
        """Return arrays of a model with the rows that no whole point breaks."""
        there = place.linear
        at = replace(
            self.rows,
            cost=there.cost,
            lower=there.lower,
            upper=there.upper,
            values=_first(there.values, self.rows.values),
            row_lower=_first(there.row_lower, self.rows.row_lower),
            row_upper=_first(there.row_upper, self.rows.row_upper),
        )
        return at if place.more is None else at.with_more(place.more)

    def _root(self, at: LinearModel) -> tuple[WarmModel, Solution]:
        """Return a model loaded without whole decisions, and where its solve ended.

        It begins where the last one of as many rows ended: what is asked in turn is
        often alike.
        """
        if np.array_equal(at.values, self.rows.values):
            solver = self._solver
            solver.change(
                cost=at.cost,
                lower=at.lower,
                upper=at.upper,
                row_lower=at.row_lower,
                row_upper=at.row_upper,
            )
        else:
            solver = HighsBackend().load(at.relaxed())
        solver.keep_basis(self._ended.get(at.rows, self._basis))
        root = solver.solve()
        if root.outcome == "solved":
            self._ended[at.rows] = solver.ended()
        return solver, root

    def _closed(self, branches: Branches, asked: Asked) -> Way:
        """Bring bound and best point within what may be missed; return how."""
        if asked.is_closed(branches):
            return "kept"
        for point in self._likely(branches.model):
            branches.hold(point)
        if asked.is_closed(branches):
            return "kept"
        if self._ends(branches, asked) or asked.is_enough(branches):
            return "branched"
        if self._learns(branches, asked) and self._ends(branches, asked):
            return "learned"
        self._search(branches, asked)
        return "searched"

    def _search(self, branches: Branches, asked: Asked) -> None:
        """Search the whole model, once more where that found the first plan."""
        for _ in range(SEARCHES):
            near = replace(asked.limits, absolute=asked.missed(branches))
            if branches.columns is not None:
                near = replace(near, gap=0.0)
            solution = HighsBackend().solve(
                branches.model, near, start=branches.columns
            )
            if solution.outcome == "interrupted":
                raise KeyboardInterrupt
            branches.learn(solution)
            if asked.is_closed(branches) or solution.outcome != "solved":
                break

    def _ends(self, branches: Branches, asked: Asked) -> bool:
        """Ask branches while they bring the proof nearer; return whether they end."""
        while not asked.is_closed(branches):
            begin, objective = branches.bound, branches.objective
            if branches.nodes >= NODES or not branches.is_open:
                return False
            branches.go_on(asked.missed(branches), branches.nodes + FEW)
            left = branches.bound - branches.objective - asked.missed(branches)
            is_better = branches.objective > objective
            if not is_better and not _may_end(branches, begin - branches.bound, left):
                return asked.is_closed(branches)
        return True

    def _learns(self, branches: Branches, asked: Asked) -> bool:
        """Look for further rows at the costs asked about; return whether there are.

        They stay in the model: later questions have them, too.
        """
        most = self.model.linear.rows + MOST_ROWS
        is_wider = asked.place.more is not None
        if not self.learns or is_wider or self.rows.rows > most:
            return False
        rows = lasting_rows(without_money(self._loosest(branches.model)), asked.limits)
        if rows is None:
            return False
        self._load(self.rows.with_more(rows))
        at = branches.model.with_more(rows)
        branches.begin_again(at, *self._root(at))
        return True

    def _loosest(self, at: LinearModel) -> LinearModel:
        """Return what the kept model allows, at costs and amounts of money of another.

        What keeps whole points of the other model need not keep those of the next.
        """
        money = is_money(self.rows)
        return replace(
            self.rows,
            cost=less_sold(at).cost,
            values=np.where(money[at.entry_rows], at.values, self.rows.values),
            row_lower=np.where(money, at.row_lower, self.rows.row_lower),
            row_upper=np.where(money, at.row_upper, self.rows.row_upper),
        )

    def _likely(self, at: LinearModel) -> list[Floats]:
        """Return the points known that are worth most, no decisions twice.

        Those decide nothing that a model does not allow.
        """
        whole = at.is_integer
        allowed = [one for one in self._points if _is_allowed(at, one)]
        best = sorted(allowed, key=lambda one: -float(at.cost @ one))
        distinct = {np.round(one[whole]).tobytes(): one for one in reversed(best)}
        return list(distinct.values())[-HELD:]


def _may_end(branches: Branches, gained: float, left: float) -> bool:
    """Return whether branches may end in time, by what the last few gained."""
    if branches.columns is None and branches.nodes < UNKNOWN:
        return True
    return PATIENCE * gained * (NODES - branches.nodes) >= left * FEW


def _is_allowed(at: LinearModel, point: Floats) -> bool:
    """Return whether the whole decisions of a point lie within bounds."""
    whole = at.is_integer
    decided = np.round(point[whole])
    return bool(np.all((decided >= at.lower[whole]) & (decided <= at.upper[whole])))


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
    less = replace(model, linear=less_sold(model.linear))
    near = tighter(less, HighsBackend(), limits)
    if near.is_interrupted:
        raise KeyboardInterrupt
    rows = lasting_rows(without_money(near.model), limits)
    nearer = near.model if rows is None else near.model.with_more(rows)
    return Kept(model, nearer, learns)


def _first(new: Floats, before: Floats) -> Floats:
    """Return an array that begins as another and goes on as before."""
    return np.concatenate([new, before[len(new) :]])


def _anew(model: Formulation, limits: Limits) -> ReSolved:
    solved = searched(model, HighsBackend(), limits)
    if solved.search.outcome == "interrupted":
        raise KeyboardInterrupt
    value, bound = model.worth(solved.objective), model.worth(solved.search.bound)
    return ReSolved(value, max(value, bound), solved.columns, "anew")
