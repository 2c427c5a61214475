"""How near do cuts bring the master to what the parts are worth?

The best point of the master lies far outside of what is sound as long as cuts are few.
So the parts are priced a short step from the best point known towards it (*in-out*;
Ben-Ameur and Neto 2007), where a cut says most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.decompose.clock import StoppedError
from brownfield.solve.decompose.cuts.master import BOX, Master, cuts_of

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.backends.solution import WarmModel
    from brownfield.solve.decompose.cuts.priced import Priced, Pricing
    from brownfield.solve.decompose.seen import Seen

STEP = 0.05  # of the way from the best point known to the best point of the master
ROUNDS = 60
TURNS = 5  # rounds in which every group is priced once, from a point that is near
COVERS = 3  # times that rows are looked for
CUT_OFF = 1e-9  # solver units by which a point may break a row of shared columns
FAR = 3.0  # times the share of the value at which rounds end before the last rows


@dataclass(frozen=True)
class Closed:
    """A master whose cuts say what the parts are worth near its best point.

    Attributes
    ----------
    master
        The master, with its cuts.
    inside
        The best shared point that was priced.
    """

    master: Master = field(repr=False)
    inside: Priced = field(repr=False)


def closed_in(
    master: Master,
    inside: Priced,
    pricing: Pricing,
    seen: Seen,
    share: float,
) -> Closed:
    """Return the master with cuts until bound and value are within a share.

    Parameters
    ----------
    master
        The master with the cuts of a first point.
    inside
        That point, priced.
    pricing
        Prices the parts.
    seen
        Is told the bound of every round.
    share
        Share of the value at which the rounds end.

    Raises
    ------
    StoppedError
        If time is up, or the master has no best point.
    """
    boxed = master.boxed(BOX)
    warm, cuts = pricing.backend.load(boxed.stated.relaxed()), list[MoreRows]()
    for _ in range(ROUNDS):
        most, outside = _outside(boxed, warm, pricing, seen)
        best = master.worth(inside)
        if most - best <= share * abs(best) or seen.is_done():
            break
        priced = pricing.at(inside.at + STEP * (outside - inside.at))
        cuts.append(cuts_of(priced))
        warm.add(cuts[-1])
        inside = priced if master.worth(priced) > best else inside
    return Closed(_together(master, cuts, pricing, seen), inside)


def closed_by_turns(
    master: Master, inside: Priced, pricing: Pricing, seen: Seen, share: float
) -> Master:
    """Return the master with cuts until a turn lowers the bound by little.

    From a point that is near the best one already, a cut of each group brings most of
    what is to be had, and more if the master has those of other groups before. So only
    some groups are priced at a time.

    Parameters
    ----------
    master
        The master with the cuts of that point.
    inside
        That point, priced.
    pricing
        Prices the parts.
    seen
        Is told the bound of every round.
    share
        Share of the value by which a turn must lower the bound.

    Raises
    ------
    StoppedError
        If time is up, or the master has no best point.
    """
    boxed, little = master.boxed(BOX), share * abs(master.worth(inside))
    warm, cuts = pricing.backend.load(boxed.stated.relaxed()), list[MoreRows]()
    before, turns = np.inf, min(TURNS, master.groups)
    for number in range(ROUNDS):
        most, outside = _outside(boxed, warm, pricing, seen)
        is_over, turn = number % turns == 0, np.arange(master.groups) % turns
        if seen.is_done() or (is_over and before - most < little):
            break
        before = most if is_over else before
        groups = turn == number % turns
        priced = pricing.at(inside.at + STEP * (outside - inside.at), groups)
        cuts.append(cuts_of(priced, groups))
        warm.add(cuts[-1])
    return _together(master, cuts, pricing, seen)


def _together(
    master: Master, cuts: list[MoreRows], pricing: Pricing, seen: Seen
) -> Master:
    """Return a master with cuts; if nothing is certain yet, note what it is worth."""
    whole = master.with_cuts(*cuts)
    if not np.isfinite(seen.bound):
        solution = pricing.backend.solve(whole.stated.relaxed(), pricing.clock.left)
        seen.bounded(solution.objective if solution.outcome == "solved" else np.inf)
    return whole


def _outside(
    boxed: Master, warm: WarmModel, pricing: Pricing, seen: Seen
) -> tuple[float, Floats]:
    """Return what a master is worth at most and at which shared point; tell `seen`."""
    most, columns = _best(warm, pricing)
    if boxed.is_inside(columns, BOX):
        seen.bounded(most)
    return most, columns[: boxed.shared]


def _best(warm: WarmModel, pricing: Pricing) -> tuple[float, Floats]:
    """Return what a master is worth at most, nothing whole, and where."""
    solution = warm.solve(pricing.clock.left)
    if solution.outcome != "solved" or solution.columns is None:
        raise StoppedError(solution.outcome)
    return solution.objective, solution.columns


def covered_in(
    master: Master,
    inside: Priced,
    pricing: Pricing,
    seen: Seen,
    share: float,
    times: int = COVERS,
) -> Closed:
    """Return what `closed_in` does after rows were added that no plan breaks.

    Rows that the best point known breaks come into the parts and into the master a few
    `times`, with rounds between them that need not end as near. The other arguments are
    those of `closed_in`.

    Raises
    ------
    StoppedError
        If time is up, or the master has no best point.
    """
    for _ in range(times if pricing.covers else 0):
        far = closed_in(master, inside, pricing, seen, FAR * share)
        master, inside = far.master, far.inside
        rows = pricing.cover(inside.at)
        if rows is None:
            break
        master = master.with_rows(rows)
        inside = pricing.at(_within(master, inside.at, rows, pricing))
        master = master.with_cuts(cuts_of(inside))
    return closed_in(master, inside, pricing, seen, share)


def _within(master: Master, at: Floats, rows: MoreRows, pricing: Pricing) -> Floats:
    """Return a shared point where it is, or the best of a master if rows cut it off."""
    sums = rows.sums(at)
    if ((sums >= rows.least - CUT_OFF) & (sums <= rows.most + CUT_OFF)).all():
        return at
    warm = pricing.backend.load(master.boxed(BOX).stated.relaxed())
    return _best(warm, pricing)[1][: master.shared]
