"""Which plans answer the question, side by side?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from brownfield.asking.answer import Answer, telling
from brownfield.notebook import html_block, html_table, millions
from brownfield.plans.results import RESULTS
from brownfield.questions.plan.beside.anchors import tie_out
from brownfield.questions.plan.beside.doing import (
    NOTHING,
    NOTHING_TITLE,
    QUIETLY,
    Doing,
    Missed,
    beside,
    doing_without,
    missed,
    wanted_plans,
)
from brownfield.questions.plan.beside.rejected import least
from brownfield.questions.plan.beside.wanted import Wanted
from brownfield.questions.plan.without import Without, cases_without, counted
from brownfield.solve.batch import OnStep, silent
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.plan.asked import Asked
    from brownfield.work.executor import Executor


@dataclass(frozen=True)
class Alternative:
    """A plan set beside the best one.

    Attributes
    ----------
    name
        What-if that makes it.
    title
        Printed title.
    plan
        The best plan under that what-if.
    """

    name: str
    title: str
    plan: Plan

    def _repr_html_(self) -> str:
        """Return title and plan for a notebook."""
        return html_block(f"{self.title} ({self.name})", self.plan._repr_html_())


@dataclass(frozen=True, repr=False)
class Study(Answer):
    """The best plan of a case, its alternatives and its tie-out to the past.

    Attributes
    ----------
    case
        The case.
    plan
        Its best plan.
    alternatives
        Plans of the what-ifs in ``[alternatives]``, in order.
    tie_out
        Figures of the past beside what the model gives: anchor, kind, what_if, result,
        where, expected, found (vehicles), tolerance (share), passed, source; None
        without anchors.
    left_out
        Titles of the solves that were not finished when Ctrl-C was pressed.
    without
        The best plan without each policy; None if nobody asked.
    nothing_begun
        The best plan that begins, opens and closes nothing; None if it was not made.
    missed
        Alternatives that begin none of the options that set them apart.
    """

    case: Case
    plan: Plan
    alternatives: tuple[Alternative, ...] = ()
    tie_out: pl.DataFrame | None = field(default=None, repr=False)
    left_out: tuple[str, ...] = ()
    without: tuple[Without, ...] | None = field(default=None, repr=False)
    nothing_begun: Plan | None = field(default=None, repr=False)
    missed: tuple[Missed, ...] = field(default=(), repr=False)

    def write_workbook(self, path: Path | str) -> None:
        """Write the answer as one .xlsx workbook that adds up, atomically.

        Parameters
        ----------
        path
            File to write; an earlier one is replaced.

        Raises
        ------
        FileError
            If it cannot be written; what was there is as it was.
        """
        telling(self, "sheets.book").write_workbook(self.document, Path(path))

    def _repr_html_(self) -> str:
        """Return the plan and the worth of the alternatives for a notebook."""
        unit = f"{self.case.settings.case.currency} m"
        rows = [
            (a.title, millions(a.plan.value), millions(a.plan.value - self.plan.value))
            for a in self.alternatives
        ]
        header = (
            "alternative",
            f"present value ({unit})",
            f"against the best plan ({unit})",
        )
        beside = html_table(header, rows) if rows else ""
        return html_block("Study", self.plan._repr_html_(), beside)


def answer(case: Case, asked: Asked, work: Work) -> Study:
    """Return the best plan of a case; for a file that tells it the whole study."""
    is_whole = bool(work.is_for_page or asked.out or asked.workbook)
    if not (is_whole or asked.policies):
        best = plan(case, on_progress=work.on_step("best plan"))
        return beside_nothing(best, Doing(work.on_step))
    with work.workers() as executor:
        doing = Doing(work.on_step, executor)
        return _study(case, doing, is_whole=is_whole, policies=asked.policies)


def beside_nothing(best: Plan, doing: Doing = QUIETLY) -> Study:
    """Return a plan beside the best one that begins nothing, without alternatives."""
    try:
        return Study(best.case, best, nothing_begun=doing_without(best, doing))
    except KeyboardInterrupt:
        return Study(best.case, best, left_out=(NOTHING_TITLE,))


def study(
    case: Case,
    *,
    policies: bool = False,
    on_step: OnStep = silent,
    executor: Executor | None = None,
) -> Study:
    """Return the best plan of a case with its alternatives and tie-out.

    Parameters
    ----------
    case
        The case.
    policies
        Whether it is planned once more without each policy.
    on_step
        Called with the title of each solve; returns what to call with its progress.
    executor
        Runs the solves; one after another in this process if not given.

    Raises
    ------
    DataError
        If a what-if of the alternatives or anchors cannot be applied.
    KeyboardInterrupt
        If Ctrl-C was pressed before there was a best plan. Pressed later, the study
        holds what was finished and names the rest in `left_out`.
    """
    return _study(case, Doing(on_step, executor), is_whole=True, policies=policies)


def _study(case: Case, doing: Doing, *, is_whole: bool, policies: bool) -> Study:
    titles = case.settings.alternatives if is_whole else {}
    anchors = case.tables["anchors"].filter(pl.col("result").is_in(list(RESULTS)))
    anchors = anchors if is_whole else anchors.clear()
    checks = anchors["what_if"].unique(maintain_order=True).to_list()
    every = {n: on_top(case, n) for n in titles if n not in case.what_ifs_applied}
    others = _shown(case, every)
    taken_out = cases_without(case) if policies else {}
    names = {"": "best plan", NOTHING: NOTHING_TITLE}
    names |= {n: f"check {n}" for n in checks} | {n: titles[n] for n in others}
    names |= {_less(policy): f"without {policy}" for policy in taken_out}
    cases = {"": case, **others} | {n: on_top(case, n) if n else case for n in checks}
    cases |= {_less(policy): case for policy, case in taken_out.items()}
    wanted = {n: Wanted(c) for n, c in cases.items() if not n or c is not case}
    plans = wanted_plans(wanted | {NOTHING: Wanted(case, ())}, names, doing)
    plans |= {n: plans[""] for n in cases if n not in wanted}
    left = tuple(names[n] for n in (*cases, NOTHING) if n not in plans)
    return Study(
        case,
        plans[""],
        tuple(Alternative(n, titles[n], plans[n]) for n in others if n in plans),
        tie_out(anchors, plans),
        left,
        tuple(_plans_without(case, plans)) if policies else None,
        beside(plans[""], plans.get(NOTHING)),
        () if left else _missed(case, every, plans, doing),
    )


def _shown(case: Case, every: Mapping[str, Case]) -> dict[str, Case]:
    """Return the alternatives that stand beside the best plan.

    Where the case is an alternative itself, the others are made on top of it: only the
    one that leaves least to choose is told then.
    """
    applied = set(case.settings.alternatives) & set(case.what_ifs_applied)
    kept = least(case, every) if applied else None
    return {n: case for n, case in every.items() if not applied or n == kept}


def _missed(
    case: Case, every: Mapping[str, Case], plans: Mapping[str, Plan], doing: Doing
) -> tuple[Missed, ...]:
    """Return the alternatives that come to nothing, the case itself if it is one.

    Those that were not planned only tell what sets the others apart.
    """
    titles = case.settings.alternatives
    applied = {n: case for n in titles if n in case.what_ifs_applied}
    by_name = dict(plans) | dict.fromkeys(applied, plans[""])
    whole = None if applied else case
    return missed(whole, {**every, **applied}, by_name, titles, doing)


def _less(policy: str) -> str:
    """Return the name of the plan without a policy; no what-if is called so."""
    return f"- {policy}"


def _plans_without(case: Case, plans: Mapping[str, Plan]) -> Iterator[Without]:
    for policy, kind in counted(case).items():
        if _less(policy) in plans:
            yield Without(policy, kind, plans[_less(policy)])


def on_top(case: Case, name: str) -> Case:
    """Return the case with one more what-if; one that was applied acts only once.

    After other what-ifs a row of it may match nothing, e.g. as what it drops is gone:
    it then changes nothing.
    """
    if name in case.what_ifs_applied:
        return case
    applied = case.apply(name, is_strict=not case.what_ifs_applied)
    return replace(applied, skipped=case.skipped)
