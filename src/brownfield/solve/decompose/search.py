"""How is a plan found and proved part by part?

First without whole decisions: cuts bring the master near what the parts are worth. Then
with them: a dive ends at a whole point, better ones are looked for near it, and the
best is planned in every part. Where parts are many, a few of them stand for all until
then. Last, the master proposes decisions until its bound proves the best plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.solve.decompose.clock import Clock, StoppedError
from brownfield.solve.decompose.cuts.added import with_rows
from brownfield.solve.decompose.cuts.master import Master, cuts_of, master_of
from brownfield.solve.decompose.cuts.priced import Covers, Priced, Pricing, pricing
from brownfield.solve.decompose.cuts.rounds import (
    closed_by_turns,
    closed_in,
    covered_in,
)
from brownfield.solve.decompose.cuts.spread import for_all
from brownfield.solve.decompose.first import ceilings, first_point
from brownfield.solve.decompose.plans.whole import planned
from brownfield.solve.decompose.proposals.near import WIDER, dived, propose_near
from brownfield.solve.decompose.proposals.proposed import propose_all, propose_corners
from brownfield.solve.decompose.proposals.tried import NEAR, Search
from brownfield.solve.decompose.representative import representative
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import NEVER, held

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.backends.solution import Backend, Limits, OnProgress, Solution
    from brownfield.solve.decompose.parts import Parts
    from brownfield.solve.decompose.seen import Enough

GROUPS = 20  # most estimates of the master
FEW = 16  # parts that stand for all at first
MANY = 32  # parts, from which a few stand for all
LITTLE = 0.05  # share of the gap by which cuts of all parts must lower the bound


def search_parts(
    parts: Parts,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None,
    enough: Enough,
    covers: Covers | None = None,
) -> Solution:
    """Return the best plan of a model in parts, with its bound.

    Parameters
    ----------
    parts
        The model.
    backend
        Solver.
    limits
        When to stop.
    on_progress
        Is told every change of plan or bound.
    enough
        From what is known, the gap in solver money at which the search is done.
    covers
        From a point without whole decisions, rows that no plan breaks; None if nothing
        is known of the columns.
    """
    with held(raises_at=NEVER) as pressed:
        seen = Seen(Clock(limits, pressed), on_progress, enough)
        try:
            _search(parts, backend, seen, covers)
        except StoppedError as stopped:
            return seen.solution(stopped.outcome)
        return seen.solution("solved")


def _search(parts: Parts, backend: Backend, seen: Seen, covers: Covers | None) -> None:
    first = first_point(parts, backend, seen, covers)
    for rows in first.rows:
        parts = with_rows(parts, rows)
    price = pricing(parts, GROUPS, backend, seen.clock, covers)
    if len(parts.rest) > MANY:
        search = _after(_on_few(parts, first.at, price, covers), price, seen)
    else:
        search = _begun(price, price.at(first.at), seen)
        dived(search)
    if not search.is_done():
        _better(search)
        search.plan_best()
    propose_all(search)
    propose_corners(search)


def _better(search: Search) -> None:
    """Look for better points near the best one, further off if there are some."""
    before = search.best
    propose_near(search)
    if search.best > before:
        propose_near(search, WIDER)


def _on_few(
    parts: Parts, begin: Floats, price: Pricing, covers: Covers | None
) -> Search:
    """Return a search in which few parts stand for all; the rows it met are in all."""
    backend, clock = price.backend, price.clock
    stand = representative(parts, FEW)
    spread = None if covers is None else for_all(covers, parts, stand)
    few = pricing(parts.some(stand.chosen), GROUPS, backend, clock, spread)
    search = _begun(few, few.at(begin), Seen(clock))
    for rows in few.added:
        price.add(rows)
    dived(search)
    propose_near(search)
    propose_near(search, WIDER)
    return search


def _begun(price: Pricing, begin: Priced, seen: Seen) -> Search:
    """Return a search whose cuts are near what the parts are worth, nothing whole.

    It goes on from a priced point. Rows are looked for a few times.
    """
    share = NEAR * seen.clock.limits.gap
    master = _bounded(master_of(price.parts.shared, begin), price)
    closed = covered_in(master, begin, price, seen, share)
    core = closed.inside
    return Search(price.backend, seen, price, closed.master, core.at, core)


def _bounded(master: Master, price: Pricing) -> Master:
    """Return a master that has a best point."""
    backend, clock = price.backend, price.clock
    if backend.solve(master.stated.relaxed(), clock.left).outcome == "solved":
        return master
    return master.below(ceilings(price.parts, price.groups, backend, clock))


def _after(few: Search, price: Pricing, seen: Seen) -> Search:
    """Return the search of all parts that goes on from one on few of them.

    No rows are looked for but those that few of them broke.
    """
    at, whole, plans = few.point, None, list[Priced]()
    if at is not None:
        whole = planned(price, at, seen, NEAR * few.gap)
        plans.append(price.at(at))
    core = price.at(few.core)
    master = master_of(price.parts.shared, core)
    master = _bounded(master.with_cuts(*map(cuts_of, plans)), price)
    master = closed_by_turns(master, core, price, seen, LITTLE * few.gap)
    if not seen.is_done():
        closed = closed_in(master, core, price, seen, NEAR * few.gap)
        master, core = closed.master, closed.inside
    search = Search(price.backend, seen, price, master, core.at, core, whole=whole)
    for plan in plans:
        search.note(plan)
    return search
