"""Which plans stand against each other when claims are weighed?

The best plan of the case, and plans that are best where it loses. In a small model
these are looked for at both ends of every linked assumption, and the alternatives of
the case are planned too; in a large one at the ends where the best plan loses most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from brownfield.asking.ranges.assumed import Assumption
from brownfield.asking.ranges.held import Trial, best_of, decided, tried
from brownfield.asking.stages import Stages
from brownfield.case.case import Case
from brownfield.errors import DataError, UnansweredError
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from brownfield.tables.problems import listed

SMALL = 2000  # columns of a model small enough to be planned at every end of a range
MOST = 2  # ends that are planned anew in a large model
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
    """Return distinct plans: the best, and those that may be better elsewhere.

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
    ends = dict(_ends(case, rows))
    others = ends | dict(_alternatives(case))
    if best.model.columns > SMALL:
        others = _worst(stages, best, ends)
    found = stages.each(best_of, others)
    return _distinct([("best plan", best), *_found(found)])


def _worst(stages: Stages, best: Plan, ends: Mapping[str, Case]) -> dict[str, Case]:
    """Return the ends at which the best plan loses most, to be planned roughly."""
    trials = {f"{name}, held": Trial(one, (best,)) for name, one in ends.items()}
    held = stages.each(tried, trials)
    pairs = zip(ends, held.values(), strict=False)
    worth = {name: one[0] for name, one in pairs if one[0] is not None}
    worst = sorted(worth, key=lambda name: worth[name])[:MOST]
    return {name: _roughly(ends[name]) for name in worst}


def _roughly(case: Case) -> Case:
    gap = max(NEAR, case.settings.solve.gap)
    return case.with_settings("solve", {"gap": gap})


def _found(plans: Mapping[str, Plan | None]) -> Iterator[tuple[str, Plan]]:
    for title, one in plans.items():
        if one is not None:
            yield title, one


def _alternatives(case: Case) -> Iterator[tuple[str, Case]]:
    for name, title in case.settings.alternatives.items():
        yield title, _roughly(case).apply(name)


def _ends(case: Case, rows: Sequence[Assumption]) -> Iterator[tuple[str, Case]]:
    for row in rows:
        for value in (row.low, row.high):
            try:
                yield f"plan for {row.title} = {value:g}", row.case(case, value)
            except DataError:
                continue


def _distinct(plans: Sequence[tuple[str, Plan]]) -> tuple[Design, ...]:
    """Return the plans that differ in what they start or open, in order."""
    best = plans[0][1]
    kept: dict[frozenset[tuple[str, str]], Design] = {}
    for title, one in plans:
        kept.setdefault(decided(one), Design(_titled(title, best, one), one))
    return tuple(kept.values())


def _titled(title: str, best: Plan, other: Plan) -> str:
    """Return what a plan starts or opens that the best one does not, and back."""
    own, known = _names(other), _names(best)
    more, fewer = sorted(own - known), sorted(known - own)
    if other is best or not (more or fewer):
        return title
    parts = (
        f"with {listed(more)}" if more else "",
        f"without {listed(fewer)}" if fewer else "",
    )
    return f"the plan {' and '.join(part for part in parts if part)}"


def _names(plan: Plan) -> frozenset[str]:
    return frozenset(name for name, _ in decided(plan))
