"""How does SCIP search the arrays of a model? (The only file that imports pyscipopt.)

SCIP searches models with integers; what has none, and the prices of a plan, are left to
HiGHS, so plans of both are told in the same way.
"""

from __future__ import annotations

from functools import partial
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np
import pyscipopt
from pyscipopt import SCIP_EVENTTYPE

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.mps import write_mps
from brownfield.solve.backends.solution import (
    Limits,
    OnProgress,
    Outcome,
    Progress,
    Solution,
)
from brownfield.solve.backends.watched import Watch, watched

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel

STATUS: dict[str, Outcome] = {
    "optimal": "solved",
    "gaplimit": "solved",
    "infeasible": "infeasible",
    "inforunbd": "infeasible",
    "unbounded": "unbounded",
    "userinterrupt": "interrupted",
}
"""Every other ending is a limit that was met."""
EVENTS = SCIP_EVENTTYPE.BESTSOLFOUND | SCIP_EVENTTYPE.NODESOLVED
INFINITE = 1e20  # from here on SCIP takes a number for infinite


class _Watch(Watch, pyscipopt.Eventhdlr):  # type: ignore[misc]  # it has no types
    """Progress as SCIP's events tell it; the search is ended at one, too."""

    def __init__(self) -> None:
        super().__init__()
        self._ends = False

    def end(self) -> None:
        """End the search at its next event."""
        self._ends = True

    def eventinit(self) -> None:
        """Listen from the beginning."""
        self.model.catchEvent(EVENTS, self)

    def eventexit(self) -> None:
        """Listen no more."""
        self.model.dropEvent(EVENTS, self)

    def eventexec(self, event: Any) -> None:  # noqa: ARG002 (pyscipopt hands it over)
        """Note how far the search is."""
        least, bound = self.model.getPrimalbound(), self.model.getDualbound()
        seconds, gap = self.model.getSolvingTime(), self.model.getGap()
        self.latest = Progress(seconds, _worth(least), _worth(bound), _finite(gap))
        if self._ends:
            self.model.interruptSolve()


class ScipBackend(HighsBackend):
    """SCIP for searches with integers, HiGHS for all else."""

    name = "SCIP"

    @property
    def version(self) -> str:
        """Version of the SCIP library."""
        return str(pyscipopt.Model().version())

    def solve(
        self,
        model: LinearModel,
        limits: Limits,
        on_progress: OnProgress | None = None,
        start: Floats | None = None,
    ) -> Solution:
        """Return the best point found within the limits, with its bound.

        Ctrl-C ends the search and returns the best point so far.
        """
        if not model.binaries:
            return super().solve(model, limits, on_progress, start)
        solver, watch = _loaded(model), _Watch()
        _set_limits(solver, limits)
        solver.includeEventhdlr(watch, "progress", "notes how far the search is")
        if start is not None:
            _begin_at(solver, start)
        begin, seconds = partial(_thread, solver), limits.processor_seconds
        is_late = watched(begin, watch.end, watch, on_progress, seconds)
        return _solution(solver, model, is_late=is_late)


def _loaded(model: LinearModel) -> pyscipopt.Model:
    solver = pyscipopt.Model()
    solver.hideOutput()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.mps"
        write_mps(model, path)
        solver.readProblem(str(path))
    return solver


def _set_limits(solver: pyscipopt.Model, limits: Limits) -> None:
    wanted: dict[str, float | int | bool] = {
        "limits/gap": limits.gap,
        "limits/absgap": limits.absolute,
        "misc/catchctrlc": False,
        "numerics/feastol": limits.tolerance,
        "randomization/randomseedshift": limits.seed,
    }
    if limits.seconds is not None:
        wanted["limits/time"] = float(limits.seconds)
    if limits.nodes is not None:
        wanted["limits/nodes"] = limits.nodes
    if not limits.presolve:
        wanted["presolving/maxrounds"] = 0
    for name, value in wanted.items():
        solver.setParam(name, value)


def _by_number(solver: pyscipopt.Model) -> list[Any]:
    """Return the columns of SCIP in the order of the model."""
    return sorted(solver.getVars(), key=lambda column: int(column.name[1:]))


def _begin_at(solver: pyscipopt.Model, start: Floats) -> None:
    point = solver.createSol()
    for column, value in zip(_by_number(solver), start, strict=True):
        solver.setSolVal(point, column, float(value))
    solver.addSol(point)


def _thread(solver: pyscipopt.Model) -> Thread:
    thread = Thread(target=solver.optimizeNogil)
    thread.start()
    return thread


def _solution(
    solver: pyscipopt.Model, model: LinearModel, *, is_late: bool
) -> Solution:
    outcome = STATUS.get(solver.getStatus(), "time_limit")
    bound = _worth(solver.getDualbound())
    if not solver.getNSols():
        return Solution(outcome, None, None, -inf, bound)
    best, variables = solver.getBestSol(), _by_number(solver)
    columns = np.array([solver.getSolVal(best, column) for column in variables])
    objective = float(model.cost @ columns)
    outcome = "time_limit" if is_late else outcome
    return Solution(outcome, columns, None, objective, max(bound, objective))


def _worth(least: float) -> float:
    """Return what a plan is worth of the sum that SCIP makes small."""
    return -_finite(least)


def _finite(value: float) -> float:
    return value if abs(value) < INFINITE else float(np.copysign(inf, value))
