"""Which steps does a plan take, one line each whatever the node?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.questions.plan.facts.board.places import Chance, chance

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.plan.facts.board.decided import Decided
    from brownfield.questions.plan.facts.board.sites import Programme, Site
    from brownfield.tell.labels import Labels


@dataclass(frozen=True)
class Step:
    """A programme that begins, or a plant that is opened or closed.

    Attributes
    ----------
    action
        build, open or close.
    what, facility, owner
        The programme in words, or the plant; the plant; whose it is (all printed).
    years
        First and last calendar year in which it is decided.
    first_vehicle
        Earliest calendar year of its first vehicle; None if there is none.
    jobs
        Jobs that go with it where most do; None of what does not close, or unknown.
    chance
        In which futures it is done.
    """

    action: str
    what: str
    facility: str
    owner: str
    years: tuple[int, int]
    first_vehicle: int | None
    jobs: float | None
    chance: Chance


def steps(plan: Plan, decided: Decided, labels: Labels) -> tuple[Step, ...]:
    """Return what a plan closes, opens and begins, in that order; names printed."""
    return (
        *(_closed(plan, decided, rows, labels) for rows in _by_plant(decided.closes)),
        *(_opened(plan, rows, labels) for rows in _by_plant(decided.opens)),
        *(_begun(plan, decided, o, labels) for o in _options(decided)),
    )


def _by_plant(sites: Sequence[Site]) -> list[list[Site]]:
    names = dict.fromkeys(one.facility for one in sites)
    return [[one for one in sites if one.facility == name] for name in names]


def _options(decided: Decided) -> list[str]:
    return list(dict.fromkeys(one.build_option for one in decided.starts))


def _opened(plan: Plan, rows: Sequence[Site], labels: Labels) -> Step:
    first = rows[0]
    printed = labels.facilities.get(first.facility, first.facility)
    return Step(
        action="open",
        what=printed,
        facility=printed,
        owner=labels.parties.get(first.owner, first.owner),
        years=_years(rows),
        first_vehicle=None,
        jobs=None,
        chance=chance(plan, rows),
    )


def _closed(plan: Plan, decided: Decided, rows: Sequence[Site], labels: Labels) -> Step:
    at = {(one.facility, one.node) for one in rows}
    changes = [o.change for o in decided.jobs if (o.facility, o.node) in at]
    lost = max((-change for change in changes if change is not None), default=None)
    return replace(_opened(plan, rows, labels), action="close", jobs=lost)


def _begun(plan: Plan, decided: Decided, option: str, labels: Labels) -> Step:
    rows = [one for one in decided.starts if one.build_option == option]
    years = [o.year for o in decided.first_vehicles if o.build_option == option]
    first = rows[0]
    return Step(
        action="build",
        what=labels.options.get(option, option),
        facility=labels.facilities.get(first.facility, first.facility),
        owner=labels.parties.get(first.owner, first.owner),
        years=_years(rows),
        first_vehicle=min(years, default=None),
        jobs=None,
        chance=chance(plan, rows),
    )


def _years(rows: Sequence[Site] | Sequence[Programme]) -> tuple[int, int]:
    years = [one.year for one in rows]
    return min(years), max(years)


def chances(
    plan: Plan, starts: Sequence[Programme], labels: Labels
) -> dict[tuple[str, str], Chance]:
    """Return in which futures each plant and product (printed) begins."""
    by_start: dict[tuple[str, str], list[Programme]] = {}
    for one in starts:
        facility = labels.facilities.get(one.facility, one.facility)
        product = labels.short_products.get(one.product, one.product)
        by_start.setdefault((facility, product), []).append(one)
    return {key: chance(plan, rows) for key, rows in by_start.items()}
