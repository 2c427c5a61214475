"""How does HiGHS solve the arrays of a model? (The only file that imports highspy.)"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from brownfield.errors import RefusedError, UseError
from brownfield.model.arrays.alike import differing
from brownfield.solve.backends.bases import widened
from brownfield.solve.backends.cut_pool import OPTIONS, pooled
from brownfield.solve.backends.solution import (
    Basis,
    ByColumns,
    Least,
    Limits,
    OnProgress,
    Outcome,
    Progress,
    Solution,
)
from brownfield.solve.backends.watched import Watch, watched

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.more_rows import MoreRows

IIS = highspy.IisStrategy
IRREDUCIBLE = int(IIS.kIisStrategyFromLp) | int(IIS.kIisStrategyIrreducible)
STATUS: dict[Any, Outcome] = {
    highspy.HighsModelStatus.kOptimal: "solved",
    highspy.HighsModelStatus.kModelEmpty: "solved",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
    highspy.HighsModelStatus.kSolutionLimit: "time_limit",
    highspy.HighsModelStatus.kInterrupt: "interrupted",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
}
WEIGHTS = "simplex_dual_edge_weight_strategy"
DEVEX = 1  # weights that need no solve a row where a search goes on from a basis
SMALL = 2_000  # entries of a linear model that is solved before anybody could wait
SOLVED = tuple(status for status, outcome in STATUS.items() if outcome == "solved")


class _Silent(highspy.Highs):  # type: ignore[misc]  # highspy has no types here
    """HiGHS that never writes to file descriptor 1, where ``--json`` goes.

    From 1.16 the first solver of a process prints a banner while it is made, as soon as
    its callbacks are enabled, so output must be off before that.
    """

    def enableCallbacks(self) -> None:  # noqa: N802 (highspy calls it so)
        """Enable the callbacks of a solver that is silent already."""
        _set(self, "output_flag", value=False)
        super().enableCallbacks()


class _Watch(Watch):
    """Progress as HiGHS logs it."""

    def note(self, event: Any) -> None:
        out = event.data_out
        self.latest = Progress(
            out.running_time, out.mip_primal_bound, out.mip_dual_bound, out.mip_gap
        )


class HighsBackend:
    """HiGHS through its arrays; one thread, so equal runs give equal results."""

    name = "HiGHS"
    takes_parts = True

    @property
    def version(self) -> str:
        """Version of the HiGHS library."""
        return str(_Silent().version())

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
        solver = _loaded(model)
        _set_limits(solver, limits)
        if start is not None:
            point = highspy.HighsSolution()
            point.col_value = start
            solver.setSolution(point)
        if not model.binaries and model.nonzeros <= SMALL:
            solver.run()
            return _solution(solver, model)
        is_late = _run(solver, on_progress, limits.processor_seconds)
        solution = _solution(solver, model)
        return replace(solution, outcome="time_limit") if is_late else solution

    def conflict(self, model: LinearModel) -> tuple[list[int], list[int]]:
        """Return rows and columns whose bounds cannot hold together, irreducible."""
        solver = _loaded(model)
        _set_limits(solver, Limits())
        _set(solver, "iis_strategy", value=IRREDUCIBLE)
        _, smallest = solver.getIis()
        if not smallest.valid_:
            return [], []
        return list(smallest.row_index_), list(smallest.col_index_)

    def ray(self, model: LinearModel) -> Floats | None:
        """Return a direction in which a linear model gains without end, or None."""
        solver = _loaded(model)
        _set_limits(solver, Limits(presolve=False))
        _set(solver, "solver", value="simplex")
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kUnbounded:
            return None
        *_, has_ray, ray = solver.getPrimalRay()
        return np.array(ray) if has_ray else None

    def write(self, model: LinearModel, path: str) -> None:
        """Write the model as an MPS or LP file, by the ending of `path`."""
        _loaded(model).writeModel(path)

    def load(self, model: LinearModel) -> HighsWarm:
        """Return the linear model loaded for many solves; integers are not allowed.

        Raises
        ------
        UseError
            If the model has integer columns: a basis means nothing to them.
        """
        if model.binaries:
            message = (
                f"a model with {model.binaries} integer columns cannot be kept warm. "
                "Fix them first, with solve.extensive.fixed."
            )
            raise UseError(message)
        return HighsWarm(model)

    def solve_from(
        self, model: LinearModel, basis: Basis | None
    ) -> tuple[Solution, Basis]:
        """Return the best point of a linear model, and where the solve ended."""
        solver = _loaded(model)
        _set_limits(solver, Limits(presolve=basis is None))
        _set(solver, "solver", value="simplex")
        if basis is not None and not _goes_on(solver, basis):
            return self.solve_from(model, None)  # of a model with other rows
        solver.run()
        if solver.getModelStatus() not in SOLVED and basis is not None:
            return self.solve_from(model, None)  # a bad start can end a search
        return _solution(solver, model), solver.getBasis()

    def cuts(self, model: LinearModel, limits: Limits) -> MoreRows | None:
        """Return rows that a search adds before it knows a point; see `cut_pool`."""
        solver = _loaded(model)
        _set_limits(solver, replace(limits, presolve=False, nodes=1))
        for name, value in OPTIONS.items():
            _set(solver, name, value=value)
        return pooled(solver)

    def quick(self) -> HighsQuick:
        """Return what solves many small models quickly."""
        return HighsQuick()


class HighsWarm:
    """A linear model kept loaded in HiGHS; see `WarmModel`."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._solver = _loaded(model)
        self._basis: Any = None
        _set_limits(self._solver, Limits())
        _set(self._solver, "presolve", value="off")
        _set(self._solver, "solver", value="simplex")

    def change(self, **arrays: Floats | None) -> None:
        """Replace whole arrays; only what differs is sent to the solver."""
        at, solver = self._model, self._solver
        new = at.with_arrays(**arrays)
        if len(places := differing(at.cost, new.cost)):
            solver.changeColsCost(len(places), places, new.cost[places])
        if len(places := differing(at.lower, new.lower, at.upper, new.upper)):
            lows, highs = new.lower[places], new.upper[places]
            solver.changeColsBounds(len(places), places, lows, highs)
        rows = (at.row_lower, new.row_lower, at.row_upper, new.row_upper)
        if len(places := differing(*rows)):
            lows, highs = new.row_lower[places], new.row_upper[places]
            solver.changeRowsBounds(len(places), places, lows, highs)
        self._model = new

    def add(self, rows: MoreRows) -> None:
        """Add rows after those of the model; later solves keep them."""
        entries = len(rows.values), rows.starts[:-1], rows.positions, rows.values
        self._solver.addRows(len(rows), rows.least, rows.most, *entries)
        self._model = self._model.with_more(rows)

    def keep_basis(self, basis: Basis | None = None) -> Basis:
        """Start all later solves from the basis of the last one, or from one given."""
        self._basis = widened(basis or self._solver.getBasis(), self._model.rows)
        return self._basis

    def ended(self) -> Basis:
        """Return where the last solve ended."""
        return self._solver.getBasis()

    def go_on(self, basis: Basis | None = None) -> None:
        """Start each later solve where the one before ended, the next where one did."""
        self._basis = None
        if basis is not None:
            _goes_on(self._solver, basis)

    def solve(self, limits: Limits | None = None) -> Solution:
        """Return the best point with its marginal values."""
        self._begin()
        if limits is None:
            self._solver.run()
        else:
            seconds = np.inf if limits.seconds is None else limits.seconds
            _set(self._solver, "time_limit", value=seconds)
            _set(self._solver, "presolve", value="choose")  # of the first solve only
            _run(self._solver, None, None)
        return _solution(self._solver, self._model)

    def objective(self) -> tuple[float, Floats] | None:
        """Return the best objective and row duals only, which is faster.

        None if there is no feasible point.
        """
        self._begin()
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        duals = np.array(self._solver.getSolution().row_dual)
        return float(self._solver.getInfo().objective_function_value), duals

    def steady(self) -> tuple[Floats, Floats]:
        """Return between which upper bounds of a row its marginal value is the same."""
        upper = self._model.row_upper
        status, ranges = self._solver.getRanging()
        if status != highspy.HighsStatus.kOk:
            return upper, upper
        at_upper = highspy.HighsBasisStatus.kUpper
        basis = self._solver.getBasis().row_status
        is_bound = np.array([kind == at_upper for kind in basis], dtype=np.bool_)
        least = np.where(is_bound, np.array(ranges.row_bound_dn.value_), upper)
        most = np.where(is_bound, np.array(ranges.row_bound_up.value_), upper)
        return np.minimum(least, upper), np.maximum(most, upper)

    def _begin(self) -> None:
        if self._basis is not None:
            self._solver.clearSolver()  # or the last digit depends on what was before
            self._solver.setBasis(self._basis)


class HighsQuick:
    """One solver for many small models; see `QuickSolver`."""

    def __init__(self) -> None:
        self._solver = _Silent()
        _set_limits(self._solver, Limits())
        _set(self._solver, "presolve", value="off")
        _set(self._solver, "solver", value="simplex")

    def least(self, model: ByColumns) -> Least | None:
        """Return the least point; None if there is none."""
        solver, columns, rows = self._solver, len(model.cost), len(model.row_lower)
        solver.passModel(
            columns,
            rows,
            len(model.values),
            int(highspy.MatrixFormat.kColwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            model.cost,
            np.zeros(columns),
            model.upper,
            model.row_lower,
            model.row_upper,
            model.starts,
            model.rows,
            model.values,
            np.zeros(columns, dtype=np.int32),
        )
        if model.in_basis is not None:
            solver.setBasis(_first_basis(model))
        solver.run()
        if solver.getModelStatus() not in SOLVED and model.in_basis is not None:
            solver.clearSolver()  # a bad start can end a search of badly scaled numbers
            solver.run()
        if solver.getModelStatus() not in SOLVED:
            return None
        solution = solver.getSolution()
        return Least(
            columns=np.array(solution.col_value),
            reduced_costs=np.array(solution.col_dual),
            row_duals=np.array(solution.row_dual),
            objective=float(solver.getInfo().objective_function_value),
        )


def _first_basis(model: ByColumns) -> highspy.HighsBasis:
    basis, kinds = highspy.HighsBasis(), highspy.HighsBasisStatus
    of_columns = [kinds.kLower] * len(model.cost)
    for position in () if model.at_upper is None else model.at_upper.tolist():
        of_columns[position] = kinds.kUpper
    for position in () if model.in_basis is None else model.in_basis.tolist():
        of_columns[position] = kinds.kBasic
    free = len(model.row_lower) - model.held_rows
    basis.col_status = of_columns
    basis.row_status = [kinds.kLower] * model.held_rows + [kinds.kBasic] * free
    basis.valid = True
    return basis


def _goes_on(solver: highspy.Highs, basis: Basis) -> bool:
    """Go on from a basis, by weights that need no solve a row to begin with."""
    _set(solver, WEIGHTS, value=DEVEX)
    return bool(solver.setBasis(basis) == highspy.HighsStatus.kOk)


def _loaded(model: LinearModel) -> highspy.Highs:
    """Return a solver with a model, handed over as arrays: six times as quick."""
    solver, integers = _Silent(), np.asarray(model.is_integer, dtype=np.int32)
    status = solver.passModel(
        model.columns,
        model.rows,
        model.nonzeros,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        *(model.cost, model.lower, model.upper),
        *(model.row_lower, model.row_upper),
        *(model.starts, model.positions, model.values),
        integers,
    )
    if status == highspy.HighsStatus.kError:
        message = "HiGHS refused the model; its numbers may be too large or too small."
        raise RefusedError(message)
    return solver


def _set_limits(solver: highspy.Highs, limits: Limits) -> None:
    _set(solver, "threads", value=1)
    _set(solver, "parallel", value="off")
    _set(solver, "mip_rel_gap", value=limits.gap)
    _set(solver, "mip_abs_gap", value=limits.absolute)
    _set(solver, "mip_feasibility_tolerance", value=limits.tolerance)
    _set(solver, "presolve", value="choose" if limits.presolve else "off")
    _set(solver, "random_seed", value=limits.seed)
    # Half of the search on merseyside, and it finds nothing the other searches miss.
    _set(solver, "mip_heuristic_run_root_reduced_cost", value=False)
    if limits.nodes is not None:
        _set(solver, "mip_max_nodes", value=limits.nodes)
    if limits.seconds is not None:
        _set(solver, "time_limit", value=float(limits.seconds))


def _set(solver: highspy.Highs, option: str, *, value: bool | float | str) -> None:
    status = solver.setOptionValue(option, value)
    if status != highspy.HighsStatus.kOk:
        message = f"HiGHS does not accept the option {option} = {value!r}."
        raise UseError(message)


def _run(
    solver: highspy.Highs, on_progress: OnProgress | None, seconds: float | None
) -> bool:
    """Run the solver; return whether it was ended after so many processor seconds."""
    watch = _Watch()
    solver.HandleUserInterrupt = True
    solver.cbMipLogging.subscribe(watch.note)
    solver.cbMipImprovingSolution.subscribe(watch.note)
    return watched(solver.startSolve, solver.cancelSolve, watch, on_progress, seconds)


def _solution(solver: highspy.Highs, model: LinearModel) -> Solution:
    if not model.columns:  # nothing to decide: HiGHS knows no point of such a model
        return Solution("solved", np.empty(0), np.empty(0), 0.0, 0.0)
    info = solver.getInfo()
    has_point = info.primal_solution_status == highspy.kSolutionStatusFeasible
    solution = solver.getSolution()
    value = info.objective_function_value
    return Solution(
        outcome=STATUS.get(solver.getModelStatus(), "time_limit"),
        columns=np.array(solution.col_value) if has_point else None,
        row_duals=np.array(solution.row_dual) if solution.dual_valid else None,
        objective=value,
        bound=info.mip_dual_bound if model.binaries else value,
    )
