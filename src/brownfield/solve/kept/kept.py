"""How much can a plan be worth at other costs, told in a tenth of a second?

The model without whole decisions is kept loaded. Rows that every whole plan keeps
bring it near the whole plans it stands for; what is found for one cost holds for all.
"""

from dataclasses import dataclass, field

from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Solution, WarmModel
from brownfield.solve.kept.whole_rows import whole_rows

ROUNDS = 12  # of rows, for one cost
MOST_ROWS = 600  # added to a model
SLOW = 1e-5  # share of the bound that a round must bring
LESS = float("-inf")


@dataclass
class Kept:
    """A model kept to bound what plans are worth at other costs.

    Attributes
    ----------
    model
        The model with its whole decisions, and the rows added so far.
    """

    model: LinearModel = field(repr=False)
    _solver: WarmModel | None = field(default=None, init=False, repr=False)
    _added: list[MoreRows] = field(default_factory=list, init=False, repr=False)

    @property
    def added(self) -> MoreRows | None:
        """Rows that every whole plan keeps, found so far; None if there are none."""
        return MoreRows.together(self._added) if self._added else None

    def bound(
        self, cost: Floats, *, below: float = LESS, rounds: int = ROUNDS
    ) -> float:
        """Return what no plan is worth more than, at other costs, in solver money.

        Minus infinity where no plan is possible.

        Parameters
        ----------
        cost
            Cost of each column. Shape (columns,).
        below
            Where this is reached nothing nearer is looked for.
        rounds
            Most rounds of further rows.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        solver = self._at(cost)
        found = _solved(solver)
        for _ in range(rounds):
            if found.columns is None or found.objective < below or self._is_full:
                break
            rows = whole_rows(self.model, solver)
            if rows is None:
                break
            before = found.objective
            self._add(solver, rows)
            found = _solved(solver)
            if before - found.objective < SLOW * abs(before):
                break
        return LESS if found.outcome == "infeasible" else found.objective

    @property
    def _is_full(self) -> bool:
        return sum(len(rows) for rows in self._added) > MOST_ROWS

    def _at(self, cost: Floats) -> WarmModel:
        if self._solver is None:
            self._solver = HighsBackend().load(self.model.relaxed())
        self._solver.change(cost=cost)
        return self._solver

    def _add(self, solver: WarmModel, rows: MoreRows) -> None:
        solver.add(rows)
        self.model = self.model.with_more(rows)
        self._added.append(rows)


def _solved(solver: WarmModel) -> Solution:
    found = solver.solve(Limits())
    if found.outcome == "interrupted":
        raise KeyboardInterrupt
    return found
