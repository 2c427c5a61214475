"""Who runs the plans beside the best one, and what became of each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.plan.beside.rejected import is_begun, own_options
from brownfield.questions.plan.beside.wanted import Wanted, planned
from brownfield.solve.batch import OnStep, mapped, silent

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.work.executor import Executor

NOTHING = "+ nothing"  # name of the plan that begins nothing; no what-if is called so
NOTHING_TITLE = "nothing begun"


@dataclass(frozen=True)
class Doing:
    """Who is told of the solves of a study, and who runs them; as in `study`."""

    on_step: OnStep = silent
    executor: Executor | None = None


QUIETLY = Doing()
"""In this process, and nobody is told."""


@dataclass(frozen=True)
class Missed:
    """An alternative whose best plan begins none of the options that set it apart.

    Attributes
    ----------
    name
        What-if that makes it.
    options
        The build options that are its own.
    best
        Its best plan.
    begun
        Its best plan in which one of them begins in every future; None if there is
        none, or it was not finished.
    """

    name: str
    options: tuple[str, ...]
    best: Plan
    begun: Plan | None


def wanted_plans(
    wanted: Mapping[str, Wanted], titles: Mapping[str, str], doing: Doing
) -> dict[str, Plan]:
    """Return the plans wanted by name; after Ctrl-C those that were finished.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the first was finished.
    """
    return mapped(
        planned, wanted, titles, on_step=doing.on_step, executor=doing.executor
    )


def doing_without(best: Plan, doing: Doing) -> Plan | None:
    """Return the plan that begins nothing; None if there is none to compare with.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before its search ended.
    """
    if not is_finished(best) or best.decides_nothing:
        return beside(best, None)
    wanted = {NOTHING: Wanted(best.case, ())}
    without = wanted_plans(wanted, {NOTHING: NOTHING_TITLE}, doing)[NOTHING]
    if without.status == "interrupted":
        raise KeyboardInterrupt
    return beside(best, without)


def beside(best: Plan, without: Plan | None) -> Plan | None:
    """Return the plan that begins nothing: the best, if it decides nothing.

    None if there is none to compare the best with.
    """
    if is_finished(best) and best.decides_nothing:
        return best
    return _known(without)


def is_finished(plan: Plan) -> bool:
    """Return whether there is a plan whose search was not stopped."""
    return bool(plan.tables) and plan.status != "interrupted"


def missed(
    whole: Case | None,
    cases: Mapping[str, Case],
    plans: Mapping[str, Plan],
    titles: Mapping[str, str],
    doing: Doing,
) -> tuple[Missed, ...]:
    """Return the alternatives that come to nothing, each begun all the same.

    Parameters
    ----------
    whole
        The case that the alternatives are made from; None if it is one itself.
    cases, plans, titles
        Case, best plan and printed title of each alternative by name.
    doing
        Who runs the solves.
    """
    own = own_options(cases, whole)
    idle = {n: o for n, o in own.items() if o and _comes_to_nothing(plans.get(n), o)}
    wanted = {name: Wanted(cases[name], options) for name, options in idle.items()}
    said = {name: f"{titles[name]}, all the same" for name in idle}
    begun: dict[str, Plan] = {}
    if wanted:
        try:
            begun = wanted_plans(wanted, said, doing)
        except KeyboardInterrupt:
            begun = {}
    return tuple(
        Missed(name, options, plans[name], _known(begun.get(name)))
        for name, options in idle.items()
    )


def _comes_to_nothing(plan: Plan | None, options: tuple[str, ...]) -> bool:
    return plan is not None and is_finished(plan) and not is_begun(plan, options)


def _known(plan: Plan | None) -> Plan | None:
    return plan if plan is not None and is_finished(plan) else None
