"""How sure is the best plan?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.asking.answer import Answer
from brownfield.asking.ranges.assumed import Assumption, assumptions
from brownfield.asking.sound import sound
from brownfield.asking.stages import Stages
from brownfield.case.case import Case
from brownfield.questions.risk.care.frontier import Point, has_futures, point
from brownfield.questions.risk.ranges.budget import Budget, budgets
from brownfield.questions.risk.ranges.idle import Had, had, is_idle
from brownfield.questions.risk.ranges.tornado import Swing, swing
from brownfield.questions.risk.regret.make import regrets_of
from brownfield.questions.risk.regret.worlds import worlds
from brownfield.questions.risk.sampled.sample import Sample, sampled
from brownfield.questions.risk.sampled.wanted import wanted_of
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.asked import Asked
    from brownfield.questions.risk.regret.table import Regrets

TOGETHER = 8  # assumptions moved in one piece of work


@dataclass(frozen=True, repr=False)
class Risk(Answer):
    """The best plan of a case and how sure it is.

    Attributes
    ----------
    case
        The case.
    plan
        Its best plan.
    points
        The best plan for each weight of care, from none to full; none for a case of
        one future.
    swings
        What each assumption does to the best plan.
    budgets
        What it is worth if more and more assumptions go wrong at once.
    regrets
        Each plan in each future and what-if; None for one future without what-ifs, or
        if Ctrl-C was pressed before.
    sample
        Plans in futures drawn from the ranges; None if nobody asked, there are no
        ranges, or Ctrl-C was pressed before.
    left_out
        What was not finished when Ctrl-C was pressed.
    """

    case: Case
    plan: Plan
    points: tuple[Point, ...] = field(default=(), repr=False)
    swings: tuple[Swing, ...] = field(default=(), repr=False)
    budgets: tuple[Budget, ...] = field(default=(), repr=False)
    regrets: Regrets | None = field(default=None, repr=False)
    sample: Sample | None = field(default=None, repr=False)
    left_out: tuple[str, ...] = ()


def answer(case: Case, asked: Asked, work: Work) -> Risk:
    """Return the best plan of a case and how sure it is.

    Raises
    ------
    UseError
        If an assumption, a what-if, the draws or a correlation are not as they must be.
    UnansweredError
        If the case has no plan, or its audit failed.
    """
    rows, places = assumptions(case, asked.assumptions), worlds(case, asked.under)
    wanted = wanted_of(asked, rows)
    best = sound(plan(case, on_progress=work.on_step("best plan")))
    with work.workers() as executor:
        stages = Stages(work, executor)
        points = stages.each(_point, _cares(case, asked))
        regrets = regrets_of(stages, best, places)
        swings = _swings(stages, best, rows, anew=asked.resolve)
        wrong = {"several assumptions at once": (case, best, swings)}
        fewer = stages.each(_budgets, wrong if rows else {})
        sample = sampled(stages, best, swings, wanted)
    return Risk(
        case,
        best,
        tuple(points.values()),
        swings,
        tuple(one for swing in fewer.values() for one in swing),
        regrets,
        sample,
        tuple(stages.left_out),
    )


Care = tuple[Case, float, float]  # case, weight, tail


def _cares(case: Case, asked: Asked) -> dict[str, Care]:
    """Return the weights of care by title; none for a case of one future."""
    if not has_futures(case):
        return {}
    weights = [float(w) for w in np.linspace(0.0, 1.0, asked.points)]
    return {f"worst futures weigh {w:.3g}": (case, w, asked.tail) for w in weights}


def _point(care: Care) -> Point:
    return point(*care)


@dataclass(frozen=True)
class Moves:
    """Assumptions that are moved in one piece of work, one after another."""

    case: Case
    best: Plan = field(repr=False)
    begun: Had
    rows: tuple[Assumption, ...]
    anew: bool


def _swings(
    stages: Stages, best: Plan, rows: tuple[Assumption, ...], *, anew: bool
) -> tuple[Swing, ...]:
    """Return what each assumption does to the best plan, in the order of rows."""
    if not rows:
        return ()
    case, begun = best.case, had(best.case, best)
    parts = [rows[i : i + TOGETHER] for i in range(0, len(rows), TOGETHER)]
    moves = {
        f"assumptions {part[0].number} to {part[-1].number}": Moves(
            case, best, begun, part, anew
        )
        for part in parts
    }
    by_part = stages.each(_moved, moves)
    return tuple(one for some in by_part.values() for one in some)


def _moved(moves: Moves) -> tuple[Swing, ...]:
    case, best = moves.case, moves.best
    return tuple(
        _still(best, row)
        if is_idle(case, moves.begun, row) and not moves.anew
        else swing(case, best, row, anew=moves.anew)
        for row in moves.rows
    )


def _still(best: Plan, row: Assumption) -> Swing:
    """Return the swing of an assumption that does not touch the plan."""
    return Swing(row, best.value, best.value)


def _budgets(asked: tuple[Case, Plan, tuple[Swing, ...]]) -> tuple[Budget, ...]:
    return tuple(budgets(*asked))
