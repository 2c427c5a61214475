"""How does a large case with one future become a plan with a proof?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brownfield.solve.decompose.by_parts import Asked
from brownfield.solve.decompose.by_product.search import search_products
from brownfield.solve.search.extensive import Solved

if TYPE_CHECKING:
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Backend, Limits, OnProgress
    from brownfield.solve.decompose.by_product.search import ByProduct
    from brownfield.solve.decompose.seen import Seen


def solve_by_product(
    formulation: Formulation,
    by: ByProduct,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solved | None:
    """Return the best plan of a case, product by product; None if none comes of it.

    It has no marginal values: they ask for the whole model once more, held as decided,
    which takes longer than the search.

    Parameters
    ----------
    formulation
        The model.
    by
        The same by products.
    backend
        Solver.
    limits
        How long and how exactly to search.
    on_progress
        Called with the state of the search.
    """
    asked = Asked(formulation, limits)

    def enough(seen: Seen) -> float:
        search = seen.solution("solved")
        if search.columns is None:
            return 0.0
        return asked.most(replace(search, columns=by.spread(search.columns)))

    search = search_products(by, backend, limits, on_progress, enough)
    if search is None:
        return None
    columns, value = search.columns, search.objective
    return Solved(search, columns, None, value, limits.tolerance)
