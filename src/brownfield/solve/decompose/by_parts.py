"""How does a large case become a plan with a proof, part by part?

What the parts cannot prove, because their own whole decisions matter, the whole model
is asked, from the plan and the bound that are there already.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brownfield.solve.decompose.parts import Parts, parted
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.decompose.shared import own_nodes
from brownfield.solve.search.closer import below, stake
from brownfield.solve.search.covers import covers_of
from brownfield.solve.search.extensive import Solved, decided
from brownfield.solve.search.unseen import best_unseen

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import (
        Backend,
        Limits,
        OnProgress,
        Solution,
    )
    from brownfield.solve.decompose.seen import Seen
    from brownfield.solve.decompose.stated.in_groups import Stated

FEWEST = 2  # parts into which a model must fall


def parts_of(formulation: Formulation) -> Parts:
    """Return the model of a case in parts, by the futures its columns belong to."""
    model = formulation.linear
    return parted(model, own_nodes(model, formulation.numbers.derived.tree))


def falls_apart(parts: Parts) -> bool:
    """Return whether there are parts enough, and something that they share."""
    return len(parts.rest) >= FEWEST and len(parts.columns) > 0


def solve_by_parts(
    formulation: Formulation,
    parts: Parts,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solved:
    """Return the best plan of a case within the gap of what is at stake.

    Parameters
    ----------
    formulation
        The model.
    parts
        The same in parts.
    backend
        Solver.
    limits
        How long and how exactly to search.
    on_progress
        Called with the state of the search.
    """
    begin = time.monotonic()
    asked = Asked(formulation, limits)
    covers = covers_of(formulation.numbers, formulation.tables).broken
    search = search_parts(parts, backend, limits, on_progress, asked.enough, covers)
    left = limits.after(time.monotonic() - begin)
    return gone_on(formulation, search, backend, left, on_progress)


def search_stated(
    stated: Stated,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solution:
    """Return the best plan of parts that were stated a few futures at a time.

    Parameters
    ----------
    stated
        The parts; the plan is a point of all of them.
    backend
        Solver.
    limits
        How long and how exactly to search.
    on_progress
        Called with the state of the search.
    """

    def enough(seen: Seen) -> float:
        return max(limits.gap * stated.stake(seen), limits.absolute)

    broken = stated.broken
    return search_parts(stated.parts, backend, limits, on_progress, enough, broken)


def gone_on(
    formulation: Formulation,
    search: Solution,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solved:
    """Return the best plan of a case after a search of its parts.

    Parameters
    ----------
    formulation
        The model.
    search
        What the search of the parts found; its plan is a point of the model.
    backend
        Solver.
    limits
        What is left of the limits of the search.
    on_progress
        Called with the state of the search.
    """
    begin, left = time.monotonic(), limits
    asked = Asked(formulation, limits)
    if search.outcome not in ("time_limit", "interrupted"):
        search = asked.rest(search, backend, left, on_progress)
    left = limits.after(time.monotonic() - begin)
    solved = decided(formulation.linear, backend, limits, search)
    return best_unseen(formulation, solved, backend, left)


@dataclass(frozen=True)
class Asked:
    """What is asked of a search.

    Attributes
    ----------
    formulation
        The model.
    limits
        How exactly it is searched.
    """

    formulation: Formulation = field(repr=False)
    limits: Limits

    def enough(self, seen: Seen) -> float:
        """Return the gap in solver money at which a search is done."""
        return self.most(seen.solution("solved"))

    def most(self, search: Solution) -> float:
        """Return the gap in solver money that a plan may leave."""
        if search.columns is None:
            return 0.0
        solved = Solved(search, search.columns, None, search.objective)
        return max(
            self.limits.gap * stake(self.formulation, solved), self.limits.absolute
        )

    def rest(
        self,
        search: Solution,
        backend: Backend,
        left: Limits,
        on_progress: OnProgress | None,
    ) -> Solution:
        """Return what the whole model adds to a search in parts that left a gap."""
        most = self.most(search)
        if search.columns is not None and search.bound - search.objective <= most:
            return search
        model: LinearModel = self.formulation.linear
        on_bound = None if on_progress is None else below(search.bound, on_progress)
        limits = replace(left, gap=0.0, absolute=most) if most > 0.0 else left
        again = backend.solve(model, limits, on_bound, search.columns)
        return better(search, again)


def better(one: Solution, other: Solution) -> Solution:
    """Return the better plan of two searches of one model, with the nearer bound."""
    bound = min(one.bound, other.bound)
    if one.columns is None or (
        other.columns is not None and other.objective > one.objective
    ):
        return replace(other, bound=bound)
    return replace(one, bound=max(bound, one.objective), outcome=other.outcome)
