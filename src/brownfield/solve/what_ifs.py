"""How are many what-ifs of one case planned, most of them by a model that is kept?

The case is planned as ever, and beside it a model of it is kept. Every what-if is then
asked of that model as it was made, with the plan of the case as the only one known: so
a plan hangs neither on those that were asked before, nor on who was asked. What allows
more than the case is planned anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.plans.plan import Plan
from brownfield.solve.backends.solution import Limits, Progress
from brownfield.solve.batch import OnStep, mapped, plans_of, silent, told_plan
from brownfield.solve.hold import solved_held
from brownfield.solve.kept.kept import kept_of
from brownfield.solve.kept.search import kept_for, search_of, wide
from brownfield.solve.method import is_by_parts
from brownfield.solve.search.twice import needs_second
from brownfield.work.notes import tell

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.work.executor import Executor

MANY = 6  # what-ifs from which a model is kept: it takes about as long as a plan
FIRST, KEPT = "first", "kept"
KEPT_TITLE = "a model that is kept"


@dataclass(frozen=True)
class Base:
    """What is known of a case before its what-ifs are planned.

    Attributes
    ----------
    case
        The case.
    rows
        Arrays of its model, with the rows found for it.
    point
        The plan of the case as a point of that model. Shape (columns,).
    """

    case: Case = field(repr=False)
    rows: LinearModel = field(repr=False)
    point: Floats = field(repr=False)


def plans_beside(
    name: str,
    case: Case,
    others: Mapping[str, Case],
    *,
    on_step: OnStep = silent,
    executor: Executor | None = None,
) -> dict[str, Plan]:
    """Return the plan of a case, then of what it is under each what-if, by name.

    After Ctrl-C those that were finished.

    Parameters
    ----------
    name
        What the case itself is called.
    case
        The case.
    others
        What it is under each what-if, by name.
    on_step, executor
        As of `plans_of`.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the first was finished.
    """
    titles = {each: each for each in (name, *others)}
    if len(others) < MANY or case.settings.solve.solver != "highs":
        every = {name: case, **others}
        return plans_of(every, titles, on_step=on_step, executor=executor)
    begun = mapped(
        _begun,
        {FIRST: (FIRST, case), KEPT: (KEPT, case)},
        {FIRST: name, KEPT: KEPT_TITLE},
        on_step=on_step,
        executor=executor,
    )
    first, rows = begun[FIRST], begun.get(KEPT)
    assert isinstance(first, Plan)  # noqa: S101  # as `_begun` says
    if KEPT not in begun or first.status == "interrupted":
        return {name: first}
    base = None if isinstance(rows, Plan) else _base(first, rows)
    items = {each: (other, base) for each, other in others.items()}
    try:
        plans = mapped(planned, items, titles, on_step=on_step, executor=executor)
    except KeyboardInterrupt:
        plans = {}
    return {name: first, **plans}


def _begun(task: tuple[str, Case]) -> Plan | LinearModel | None:
    """Return the plan of a case, or the rows of its model if that is to be kept."""
    kind, case = task
    if kind == FIRST:
        return told_plan(case)
    tell(Progress.of_nothing())
    rows = _rows(case)
    tell(Progress(0.0, 0.0, 0.0, 0.0, is_done=True))
    return rows


def _rows(case: Case) -> LinearModel | None:
    """Return the rows of the model of a case; None if it is not to be kept."""
    model = wide(case)
    if is_by_parts(model) or needs_second(model.linear):
        return None
    limits = Limits(seed=case.settings.solve.seed)
    return kept_of(model, limits, learns=False).rows


def base_of(first: Plan) -> Base | None:
    """Return what is known of a case before its what-ifs are planned.

    Parameters
    ----------
    first
        The plan of the case. Without one, or if no model is kept, nothing is: None.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    return _base(first, _rows(first.case))


def _base(first: Plan, rows: LinearModel | None) -> Base | None:
    if rows is None or not first.is_sound:
        return None
    model, kept = formulate(derive(first.case)), kept_for(first.case, rows)
    columns = solved_held(model, first).columns
    place = None if kept is None else kept.placed(model)
    if columns is None or place is None:
        return None
    return Base(first.case, rows, place.there(columns))


def planned(task: tuple[Case, Base | None]) -> Plan:
    """Return the plan of a what-if.

    Parameters
    ----------
    task
        The case under the what-if, and what is known of the case itself: if nothing
        is, it is planned as ever.
    """
    case, base = task
    latest = None if base is None else kept_for(base.case, base.rows)
    if base is None or latest is None:
        return told_plan(case)
    kept = copy(latest)  # what it learns is forgotten
    kept.forget()
    kept.know(kept.model, base.point)
    return told_plan(case, search=search_of(kept))
