"""How does a case become a plan by a model that is kept?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.kept.asked import NOTHING
from brownfield.solve.kept.kept import Kept, kept_of
from brownfield.solve.method import is_by_parts, searched
from brownfield.solve.search.closer import finished
from brownfield.solve.search.extensive import Solved, decided
from brownfield.solve.search.twice import needs_second

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.solve.backends.solution import Backend, OnProgress
    from brownfield.solve.run import Search

_LATEST: deque[tuple[str, Kept]] = deque(maxlen=1)


def wide(case: Case) -> Formulation:
    """Return the model of a case with every way to a market, worth taking or not.

    A plan of it is worth what one of the model of the case is; models of what-ifs, in
    which other ways are worth taking, lie inside it.
    """
    derived = derive(case)
    return formulate(replace(derived, choices=derived.ways))


def kept_for(case: Case, rows: LinearModel | None = None) -> Kept | None:
    """Return the model of a case kept for other numbers; the latest stays.

    None for a case that is planned part by part.

    Parameters
    ----------
    case
        The case.
    rows
        The rows of such a model that was made elsewhere: then they are not looked for.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    for digest, kept in tuple(_LATEST):
        if digest == case.digest:
            return kept
    model = wide(case)
    if is_by_parts(model):
        return None
    if rows is None:
        seed = case.settings.solve.seed
        kept = kept_of(model, Limits(seed=seed), learns=False)
    else:
        kept = Kept(model, rows, learns=False)
    _LATEST.append((case.digest, kept))
    return kept


def search_of(kept: Kept | None) -> Search:
    """Return how best plans are found: by a kept model, if there is one."""
    return searched if kept is None else Searched(kept)


@dataclass(frozen=True)
class Searched:
    """Finds best plans by a kept model, and where that cannot tell, as a case asks.

    Attributes
    ----------
    kept
        The kept model.
    """

    kept: Kept = field(repr=False)

    def __call__(
        self,
        formulation: Formulation,
        backend: Backend,
        limits: Limits,
        on_progress: OnProgress | None = None,
    ) -> Solved:
        """Return the best plan; parameters as of `solve.method.searched`.

        A model that is searched twice to be believed is searched as the case asks.
        """
        is_small = needs_second(formulation.linear)
        place = None if is_small else self.kept.placed(formulation)
        if place is None:
            return searched(formulation, backend, limits, on_progress)
        linear = formulation.linear
        try:
            best = self.kept.best_at(place, formulation, limits)
        except KeyboardInterrupt:
            stopped = Solution("interrupted", None, None, NOTHING, -NOTHING)
            return decided(linear, backend, limits, stopped)
        value, bound = map(formulation.objective, (best.value, best.bound))
        if best.columns is None:
            nothing = Solution("infeasible", None, None, NOTHING, NOTHING)
            return decided(linear, backend, limits, nothing)
        solution = Solution("solved", best.columns, None, value, bound)
        solved = decided(linear, backend, limits, solution)
        return finished(formulation, solved, backend, limits)
