"""Which claims is a case built on, and which would change the decision?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brownfield.asking.answer import Answer
from brownfield.asking.stages import Stages
from brownfield.errors import UnansweredError, UseError
from brownfield.questions.evidence.claims.ledger import Claim, claims, linked
from brownfield.questions.evidence.claims.priors import Voice, drawn, voices
from brownfield.questions.evidence.worth.chances import BreakEven, break_evens
from brownfield.questions.evidence.worth.ground import Ground
from brownfield.questions.evidence.worth.plans import (
    SMALL,
    Design,
    best_plan,
    designs,
)
from brownfield.questions.evidence.worth.recourse import COARSE, FINE
from brownfield.questions.evidence.worth.surfaces import (
    Surface,
    added_up,
    ends_of,
    lines_of,
    solved,
)
from brownfield.questions.evidence.worth.weighed import Weighed

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.questions.evidence.asked import Asked

DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, repr=False)
class Evidence(Answer):
    """The claims of a case, and what each is worth to be sure of.

    Attributes
    ----------
    case
        The case.
    claims
        Its statements, graded and linked.
    rows
        Assumptions that a claim bears on and a plan reads.
    pools
        What is said of each of them.
    designs
        Plans that stand against each other; none if nobody asked for draws.
    surface
        What they are worth in the draws; None without draws.
    chances
        Where another plan becomes the best as the chance of an event moves.
    seed
        Of the random numbers.
    as_of
        Day up to which statements count, as asked; None = all.
    """

    case: Case
    claims: tuple[Claim, ...] = field(repr=False)
    rows: tuple[Assumption, ...] = field(repr=False)
    pools: tuple[tuple[Voice, ...], ...] = field(repr=False)
    designs: tuple[Design, ...] = field(default=(), repr=False)
    surface: Surface | None = field(default=None, repr=False)
    chances: tuple[BreakEven, ...] = field(default=(), repr=False)
    seed: int = 0
    as_of: str | None = None

    def weighed(self) -> Weighed | None:
        """Return the worths of knowing assumptions; None without draws."""
        if self.surface is None:
            return None
        return Weighed(self.surface, self.seed)


def answer(case: Case, asked: Asked, work: Work) -> Evidence:
    """Return the claims of a case, and what each is worth.

    Raises
    ------
    UseError
        If there is no such statement, or a day cannot be read.
    UnansweredError
        If the case has no statements, or no plan where draws are asked for.
    """
    check_day(asked.as_of)
    if case.tables["statements"].is_empty():
        message = (
            f"{case.name} has no rows of statements. Draft some with brownfield "
            f"evidence read {case.name} FILE; docs/evidence.md shows how."
        )
        raise UnansweredError(message)
    heard = claims(case, asked.without, asked.as_of)
    rows = linked(case, heard)
    pools = tuple(voices(row, heard) for row in rows)
    evidence = Evidence(
        case, heard, rows, pools, seed=asked.draw_seed, as_of=asked.as_of
    )
    return _valued(evidence, asked, work) if asked.draws and rows else evidence


def check_day(day: str | None) -> None:
    """Check that a day can be read.

    Parameters
    ----------
    day
        As typed; None = none.

    Raises
    ------
    UseError
        If it cannot.
    """
    if day is not None and not DAY.fullmatch(day):
        message = f"--as-of is {day}. Write a day, as 2026-01-30."
        raise UseError(message)


def _valued(evidence: Evidence, asked: Asked, work: Work) -> Evidence:
    """Return the evidence with plans valued in draws."""
    count = asked.exact or asked.draws
    values = drawn(evidence.rows, evidence.pools, count, asked.draw_seed)
    with work.workers() as executor:
        stages = Stages(work, executor)
        best = best_plan(stages, evidence.case)
        ground = Ground(stages, evidence.case)
        plans = designs(stages, best, ground, ends_of(evidence.rows, values))
        sites = [one.sites for one in plans]
        fine = COARSE if best.model.columns > SMALL else FINE
        lines = lines_of(ground, evidence.rows, values, fine)
        surface = (
            solved(ground, evidence.rows, sites, values)
            if asked.exact
            else added_up(ground, lines, sites, values, fine.between)
        )
        chances = tuple(break_evens(stages, ground, lines, sites))
    return replace(evidence, designs=plans, surface=surface, chances=chances)
