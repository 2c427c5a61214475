"""Which plans stand against each other when claims are weighed?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from brownfield.asking.ranges.assumed import Assumption
from brownfield.asking.ranges.held import best_of, decided
from brownfield.asking.stages import Stages
from brownfield.case.case import Case
from brownfield.errors import DataError, UnansweredError
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan

SMALL = 2000  # columns of a model small enough to be planned at every end of a range
NEAR = 2e-3  # gap of the alternatives: they are compared with decisions held


@dataclass(frozen=True)
class Design:
    """A plan whose starts and openings are held in every draw.

    Attributes
    ----------
    title
        As printed.
    plan
        The plan.
    """

    title: str
    plan: Plan = field(repr=False)


def designs(
    stages: Stages, case: Case, rows: Sequence[Assumption]
) -> tuple[Design, ...]:
    """Return distinct plans: the best, the alternatives of the case, those of ends.

    Plans that are best at the ends of linked assumptions are looked for where the model
    is small, or the case names no alternatives.

    Parameters
    ----------
    stages
        Who works.
    case
        The case.
    rows
        The linked assumptions.

    Raises
    ------
    UnansweredError
        If the case has no sound plan.
    """
    best = plan(case, on_progress=stages.work.on_step("best plan"))
    if not best.is_sound:
        message = f"There is no sound plan to look at. See brownfield plan {case.name}."
        raise UnansweredError(message)
    others = dict(_alternatives(case))
    if not others or best.model.columns <= SMALL:
        others |= dict(_ends(case, rows))
    found = stages.each(best_of, others)
    return _distinct([("best plan", best), *_found(found)])


def _found(plans: Mapping[str, Plan | None]) -> Iterator[tuple[str, Plan]]:
    for title, one in plans.items():
        if one is not None:
            yield title, one


def _alternatives(case: Case) -> Iterator[tuple[str, Case]]:
    for name, title in case.settings.alternatives.items():
        near = case.with_settings("solve", {"gap": max(NEAR, case.settings.solve.gap)})
        yield title, near.apply(name)


def _ends(case: Case, rows: Sequence[Assumption]) -> Iterator[tuple[str, Case]]:
    for row in rows:
        for value in (row.low, row.high):
            try:
                yield f"best at {row.title} = {value:g}", row.case(case, value)
            except DataError:
                continue


def _distinct(plans: Sequence[tuple[str, Plan]]) -> tuple[Design, ...]:
    """Return the plans that differ in what they start or open, in order."""
    kept: dict[frozenset[tuple[str, str]], Design] = {}
    for title, one in plans:
        kept.setdefault(decided(one), Design(title, one))
    return tuple(kept.values())
