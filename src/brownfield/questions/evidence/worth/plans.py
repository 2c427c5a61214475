"""Which plans stand against each other when claims are weighed?

The best plan of the case, and plans that are best where it loses. In a small model
these are looked for at both ends of every linked assumption, and the alternatives of
the case are planned too; in a large one at the ends where the best plan loses most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.ranges.assumed import case_at
from brownfield.asking.ranges.held import best_of
from brownfield.asking.sound import sound
from brownfield.errors import DataError
from brownfield.questions.evidence.worth.rivals import Hunt, rival
from brownfield.questions.evidence.worth.stated import Point, Sites, sites_of
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan

if TYPE_CHECKING:
    from brownfield.asking.stages import Stages
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.evidence.worth.ground import Ground

SMALL = 2000  # columns of a model small enough to be planned at every end of a range
MOST = 2  # ends that are planned anew in a large model
NEAR = 2e-3  # gap of the alternatives: they are compared with decisions held


@dataclass(frozen=True)
class Design:
    """A plan whose starts and openings are held in every draw.

    Attributes
    ----------
    title
        As printed, if it differs from the best plan in nothing that has a name.
    sites
        What it starts and opens.
    more, fewer
        What it starts or opens that the best plan does not, and the other way round.
    """

    title: str
    sites: Sites = field(repr=False)
    more: tuple[str, ...] = ()
    fewer: tuple[str, ...] = ()


def best_plan(stages: Stages, case: Case) -> Plan:
    """Return the best plan of a case.

    Raises
    ------
    UnansweredError
        If the case has no sound plan.
    """
    on_progress = stages.work.on_step("best plan")
    return sound(plan(case, on_progress=on_progress, pricing=no_prices))


def designs(
    stages: Stages, best: Plan, ground: Ground, ends: Sequence[Point]
) -> tuple[Design, ...]:
    """Return distinct plans: the best, and those that may be better elsewhere.

    Those that are not possible in the case as it is are left out.

    Parameters
    ----------
    stages
        Who works.
    best
        The best plan of the case.
    ground
        The case at points.
    ends
        The linked assumptions at both ends of their ranges, one at a time.
    """
    if best.model.columns > SMALL:
        first = ground.whole(sites_of(best))
        hunts = ground.hunts(_worst(first, ground, ends), first)
        rivals = stages.each(rival, {name: Hunt(*pair) for name, pair in hunts.items()})
    else:
        first = sites_of(best)
        others = dict(_alternatives(best.case)) | dict(_ends(best.case, ends))
        rivals = stages.each(best_sites, others)
    plans = _distinct([("best plan", first), *_found(rivals)])
    (worths,) = ground.worths([Point()], [one.sites for one in plans])
    valued = zip(plans, worths, strict=True)
    return tuple(one for one, worth in valued if worth is not None)


def best_sites(case: Case) -> Sites | None:
    """Return what the best plan of a case starts and opens; None if it has none."""
    best = best_of(case)
    return None if best is None else sites_of(best)


def _worst(best: Sites, ground: Ground, ends: Sequence[Point]) -> list[Point]:
    """Return the ends at which the best plan is worth least."""
    worths = [one for (one,) in ground.worths(ends, (best,))]
    pairs = zip(ends, worths, strict=True)
    valued = [(worth, at) for at, worth in pairs if worth is not None]
    return [at for _, at in sorted(valued, key=lambda pair: pair[0])[:MOST]]


def _roughly(case: Case) -> Case:
    gap = max(NEAR, case.settings.solve.gap)
    return case.with_settings("solve", {"gap": gap})


def _found(plans: Mapping[str, Sites | None]) -> Iterator[tuple[str, Sites]]:
    for title, one in plans.items():
        if one is not None:
            yield title, one


def _alternatives(case: Case) -> Iterator[tuple[str, Case]]:
    for name, title in case.settings.alternatives.items():
        yield title, _roughly(case).apply(name)


def _ends(case: Case, ends: Sequence[Point]) -> Iterator[tuple[str, Case]]:
    for at in ends:
        try:
            yield f"plan for {at.title}", case_at(case, at.rows, at.values)
        except DataError:
            continue


def _distinct(plans: Sequence[tuple[str, Sites]]) -> tuple[Design, ...]:
    """Return the plans that differ in what they start or open, in order."""
    best, kept = plans[0][1], list[Design]()
    for title, one in plans:
        if all(one != earlier.sites for earlier in kept):
            kept.append(_design(title, best, one))
    return tuple(kept)


def _design(title: str, best: Sites, one: Sites) -> Design:
    own, starts = one.names, best.names
    return Design(title, one, tuple(sorted(own - starts)), tuple(sorted(starts - own)))
