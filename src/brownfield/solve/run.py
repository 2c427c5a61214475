"""How does a case become an audited plan?"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import polars as pl

from brownfield.case.case import Case
from brownfield.case.largest import largest_number
from brownfield.derive.derive import derive
from brownfield.derive.frames import is_in_force
from brownfield.errors import RefusedError
from brownfield.model.formulation import Formulation, formulate
from brownfield.plans.audit import Audit, audit
from brownfield.plans.notes import after_transfers, contracts_left_out
from brownfield.plans.plan import ModelSize, Plan, Status
from brownfield.plans.recount.world import Known
from brownfield.solve.backends.named import backend_of
from brownfield.solve.backends.solution import Backend, Limits, OnProgress, Progress
from brownfield.solve.conflicts import conflicts
from brownfield.solve.decompose.by_parts import gone_on, search_stated
from brownfield.solve.endless import check_limited
from brownfield.solve.method import searched, stated_early
from brownfield.solve.results.extract import plan_tables
from brownfield.solve.results.prices import prices
from brownfield.solve.results.settle import settled
from brownfield.solve.search.extensive import Solved
from brownfield.solve.whole_conflicts import whole_conflicts
from brownfield.version import __version__
from brownfield.work.interrupts import NEVER, held

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.linear import LinearModel

Pricing = Callable[[Formulation, Solved, Backend], pl.DataFrame]
Search = Callable[[Formulation, Backend, Limits, OnProgress | None], Solved]
CaseAt = Callable[[str], Case]
_COUNTED: WeakKeyDictionary[CaseAt, Known] = WeakKeyDictionary()
"""What recounts of plans of one case share, for as long as the case is planned."""
PROVED = 1e-9  # relative gap below which a plan counts as optimal


@dataclass
class Clock:
    """Wall-clock seconds by phase."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time the block under `name`."""
        begin = time.perf_counter()
        yield
        spent = time.perf_counter() - begin
        self.seconds[name] = self.seconds.get(name, 0.0) + spent


def plan(
    case: Case,
    *,
    fix: Callable[[Formulation], Formulation] | None = None,
    on_progress: OnProgress | None = None,
    backend: Backend | None = None,
    pricing: Pricing = prices,
    search: Search = searched,
) -> Plan:
    """Return the audited best plan of a case.

    Parameters
    ----------
    case
        The case; `settings.solve` says how long and how exactly to search.
    fix
        Changes the bounds of the model before the search, e.g. to hold decisions.
    on_progress
        Called with the state of the search a few times a second; its worth is in case
        currency.
    backend
        Solver; the one that ``[solve]`` names if not given.
    pricing
        What is worked out for the table `prices`: `prices`, or `no_prices`.
    search
        How the best point of the model is found: by the method that the case asks for,
        or by a model that is kept.

    Raises
    ------
    DataError
        If a recipe cannot be worked out from the tables, or if nothing limits what a
        plan is worth.
    """
    backend, clock = backend or backend_of(case.settings), Clock()
    with clock.phase("derive"):
        derived = derive(case)
    over = conflicting_rows(derived)
    if over:
        return _without_plan(derived, "infeasible", backend, clock, over)
    if fix is None and search is searched:
        early = _planned_early(derived, backend, clock, on_progress, pricing)
        if early is not None:
            return early
    with clock.phase("build"):
        formulation = formulate(derived)
        formulation = fix(formulation) if fix else formulation
    return _planned(formulation, backend, clock, on_progress, pricing, search)


def plan_stated(
    formulation: Formulation,
    *,
    backend: Backend | None = None,
    pricing: Pricing = prices,
) -> Plan:
    """Return the audited best plan of a model that is stated already.

    Parameters
    ----------
    formulation
        The model of a case, perhaps with decisions held.
    backend
        Solver; the one that ``[solve]`` names if not given.
    pricing
        As for `plan`.
    """
    settings = formulation.numbers.derived.case.settings
    return _planned(
        formulation, backend or backend_of(settings), Clock(), None, pricing
    )


def _planned(
    formulation: Formulation,
    backend: Backend,
    clock: Clock,
    on_progress: OnProgress | None,
    pricing: Pricing,
    search: Search = searched,
) -> Plan:
    limits = _limits(formulation.data.derived.case)
    with held(raises_at=NEVER):  # what the search has found is not lost any more
        with clock.phase("solve"), _refusal_placed(formulation.data.derived.case):
            in_currency = on_progress and _in_currency(on_progress, formulation.worth)
            first = search(formulation, backend, limits, in_currency)
        solved = settled(formulation, first)
        return _finish(formulation, solved, backend, clock, pricing)


def _planned_early(
    derived: Derived,
    backend: Backend,
    clock: Clock,
    on_progress: OnProgress | None,
    pricing: Pricing,
) -> Plan | None:
    """Return the plan of a case whose parts are searched before its model stands.

    None if its model comes first.
    """
    with clock.phase("build"):
        stated = stated_early(derived, backend)
    if stated is None:
        return None
    limits, in_currency = _limits(derived.case), None
    if on_progress:
        in_currency = _in_currency(on_progress, stated.worth)
    with held(raises_at=NEVER):
        with clock.phase("solve"), _refusal_placed(derived.case):
            search = search_stated(stated, backend, limits, in_currency)
        with clock.phase("build"):
            formulation = formulate(derived)
            search = stated.in_whole(search, formulation.linear, derived.tree)
            del stated
        with clock.phase("solve"), _refusal_placed(derived.case):
            left = limits.after(clock.seconds["solve"])
            first = gone_on(formulation, search, backend, left, in_currency)
        solved = settled(formulation, first)
        return _finish(formulation, solved, backend, clock, pricing)


def _in_currency(
    on_progress: OnProgress, worth: Callable[[float], float]
) -> OnProgress:
    """Return what tells progress in case currency; solvers count in their own."""

    def tell(progress: Progress) -> None:
        value, bound = map(worth, (progress.objective, progress.bound))
        on_progress(replace(progress, objective=value, bound=bound))

    return tell


@contextmanager
def _refusal_placed(case: Case) -> Iterator[None]:
    """Say which cell a model was most likely refused for."""
    try:
        yield
    except RefusedError as error:
        where = largest_number(case)
        message = f"{error} Look for a typing error: {where}."
        raise RefusedError(message) from error


def conflicting_rows(derived: Derived) -> tuple[str, ...]:
    """Return sentences on commitments that do not fit their plant in any pattern.

    Told before any search; what else cannot hold is found by `conflicts`.
    """
    at = ["facility", "node"]
    running = derived.plants.filter(is_in_force("first_year", "last_year")).select(at)
    patterns = derived.capacity.join(running, on=at, how="semi")
    largest = patterns.group_by(at).agg(pl.col("capacity").max())
    over = (
        derived.committed.join(largest, on=at, how="left")
        .filter(pl.col("line_time") > pl.col("capacity").fill_null(0.0) * (1 + 1e-9))
        .unique(["facility", "year"], maintain_order=True)
    )
    return tuple(
        f"commitments of {row['facility']} in {row['year']} take "
        f"{row['line_time']:,.0f} standard vehicles of line time; its largest row in "
        f"shift_patterns offers {row['capacity'] or 0:,.0f}"
        for row in over.to_dicts()
    )


def _limits(case: Case) -> Limits:
    solve = case.settings.solve
    return Limits(gap=solve.gap, seconds=solve.time_limit_seconds, seed=solve.seed)


def _finish(
    formulation: Formulation,
    solved: Solved,
    backend: Backend,
    clock: Clock,
    pricing: Pricing,
) -> Plan:
    data = formulation.data
    if solved.columns is None:
        status = _status(solved, 1.0)
        is_impossible = solved.search.outcome in ("infeasible", "unbounded")
        if is_impossible:
            check_limited(formulation.linear, backend)
        reasons = _told(formulation.linear, backend) if is_impossible else ()
        return _without_plan(data.derived, status, backend, clock, reasons)
    unit, value = data.scale.money, formulation.worth(solved.objective)
    proved = formulation.worth(solved.search.bound)
    bound = max(proved, value + solved.tolerance * unit)
    with clock.phase("extract"):
        priced = pricing(formulation, solved, backend)
        tables = plan_tables(formulation, solved.columns, priced)
    with clock.phase("audit"):
        audited = audit_tables(data.derived, tables, value)
    gap = relative_gap(value, bound, solved.tolerance, unit)
    linear, common = formulation.linear, _common(data.derived, backend, clock)
    common["notes"] += tuple(after_transfers(data.derived.case, value, tables))
    return Plan(
        status=_status(solved, gap),
        value=value,
        bound=bound,
        gap=gap,
        tables=tables,
        audit=audited,
        model=ModelSize(linear.rows, linear.columns, linear.nonzeros, linear.binaries),
        **common,
    )


def _told(model: LinearModel, backend: Backend) -> tuple[str, ...]:
    """Return what conflicts in a model without plan, whole decisions or not."""
    return conflicts(model, backend) or whole_conflicts(model, backend)


def relative_gap(value: float, bound: float, tolerance: float, unit: float) -> float:
    """Return the gap between value and bound over the value.

    It is never below the solver's tolerance over the value: no search saw closer. A
    value that is nothing within the tolerance is measured by the unit of money.
    """
    size = abs(value) if abs(value) > tolerance * unit else unit
    return max((bound - value) / size, tolerance * (unit / size))


def audit_tables(
    derived: Derived, tables: dict[str, pl.DataFrame], value: float
) -> Audit:
    """Return the independent recount of plan tables."""
    return audit(
        lambda node: derived.stated_at(node).tables,
        derived.case.settings,
        derived.tree.nodes,
        tables,
        value,
        _COUNTED.setdefault(derived.stated_at, Known()),
    )


def _status(solved: Solved, gap: float) -> Status:
    if solved.search.outcome in ("infeasible", "unbounded"):
        return "infeasible"
    if solved.search.outcome == "time_limit":
        return "time_limit"
    if solved.search.outcome == "interrupted":
        return "interrupted"
    return "optimal" if gap <= PROVED else "within_gap"


def _without_plan(
    derived: Derived,
    status: Status,
    backend: Backend,
    clock: Clock,
    reasons: tuple[str, ...] = (),
) -> Plan:
    return Plan(
        status=status,
        value=float("nan"),
        bound=float("nan"),
        gap=float("nan"),
        tables={},
        audit=None,
        model=ModelSize(0, 0, 0, 0),
        conflicts=reasons,
        **_common(derived, backend, clock),
    )


def _skipped(derived: Derived) -> tuple[str, ...]:
    """Return a sentence for each what-if of the tree that changes nothing any more."""
    nodes = derived.tree.nodes["node"]
    sentences = (s for node in nodes for s in derived.stated_at(node).skipped)
    skipped = dict.fromkeys(sentences)
    applied = ", ".join(derived.case.what_ifs_applied)
    return tuple(
        f"The {place} of the scenario tree matches no row after {applied}, so it "
        "changed nothing."
        for place in skipped
    )


def _common(derived: Derived, backend: Backend, clock: Clock) -> dict[str, Any]:
    return {
        "case": derived.case,
        "nodes": derived.tree.nodes,
        "seconds": clock.seconds,
        "seed": derived.case.settings.solve.seed,
        "notes": (*_skipped(derived), *contracts_left_out(derived.case)),
        "versions": {
            "brownfield": __version__,
            backend.name: backend.version,
            "polars": version("polars"),
            "python": platform.python_version(),
        },
    }
