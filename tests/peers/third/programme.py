"""Which rows and columns make a mixed-integer programme, and what is its optimum?"""

from collections.abc import Mapping
from math import inf

import highspy

Terms = dict[int, float]
ONE = 0  # column that is always 1, so that constants are terms like any other
WHOLE = highspy.HighsVarType.kInteger


def add(into: Terms, terms: Mapping[int, float], factor: float = 1.0) -> Terms:
    """Add `factor` times `terms` to `into`, in place, and return it."""
    for column, amount in terms.items():
        into[column] = into.get(column, 0.0) + factor * amount
    return into


def total(*parts: Mapping[int, float]) -> Terms:
    """Return the sum of linear terms."""
    found: Terms = {}
    for part in parts:
        add(found, part)
    return found


class Programme:
    """Columns and rows, gathered one at a time."""

    def __init__(self) -> None:
        self.names: list[object] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[Terms, float, float]] = []
        self.column("one", 1.0, 1.0)

    def column(
        self, name: object, low: float = 0.0, high: float = inf, *, whole: bool = False
    ) -> int:
        """Return a new column."""
        self.names.append(name)
        self.lower.append(low)
        self.upper.append(high)
        self.whole.append(whole)
        return len(self.names) - 1

    def binary(self, name: object) -> int:
        """Return a new column that is 0 or 1."""
        return self.column(name, 0.0, 1.0, whole=True)

    def at_most(self, terms: Mapping[int, float], bound: float = 0.0) -> None:
        """State that the terms are at most `bound`."""
        self.rows.append((dict(terms), -inf, bound))

    def equal(self, terms: Mapping[int, float], value: float = 0.0) -> None:
        """State that the terms equal `value`."""
        self.rows.append((dict(terms), value, value))

    def maximum(self, aim: Terms, *, presolve: bool = True) -> dict[int, float] | None:
        """Return the best values of all columns; None if there are none.

        The binaries found are rounded and held, and the linear rest is solved again,
        so that the values are exact for them.
        """
        solver = self._solver(aim, presolve=presolve)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        first = list(solver.getSolution().col_value)
        for column, is_whole in enumerate(self.whole):
            if is_whole:
                value = round(first[column])
                solver.changeColBounds(column, value, value)
                solver.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
        for tolerance in (1e-9, 1e-8, 1e-7):
            solver.clearSolver()
            solver.setOptionValue("primal_feasibility_tolerance", tolerance)
            solver.setOptionValue("dual_feasibility_tolerance", tolerance)
            solver.run()
            if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                return dict(enumerate(solver.getSolution().col_value))
        message = f"held binaries: {solver.getModelStatus()}"
        raise RuntimeError(message)

    def _solver(self, aim: Terms, *, presolve: bool) -> highspy.Highs:
        solver = highspy.Highs()
        for option, value in (
            ("log_to_console", False),
            ("output_flag", False),
            ("threads", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 1e-7),
            ("mip_feasibility_tolerance", 1e-9),
            ("primal_feasibility_tolerance", 1e-9),
            ("dual_feasibility_tolerance", 1e-9),
            ("presolve", "choose" if presolve else "off"),
        ):
            solver.setOptionValue(option, value)
        for column in range(len(self.names)):
            solver.addVar(self.lower[column], self.upper[column])
            solver.changeColCost(column, aim.get(column, 0.0))
            if self.whole[column]:
                solver.changeColIntegrality(column, WHOLE)
        for terms, low, high in self.rows:
            shifted = {c: a for c, a in terms.items() if a}
            columns, amounts = list(shifted), list(shifted.values())
            solver.addRow(low, high, len(columns), columns, amounts)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        return solver
