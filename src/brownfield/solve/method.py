"""By which method is a case planned: as one model, or part by part?

One model is quickest for a case that a solver sees through at once. Its time grows much
faster than the number of futures, so a large tree is planned part by part. A case with
one future has no such parts; if it is so large that its linear model alone takes too
long, it is planned product by product.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from brownfield.model.formulation import MANY
from brownfield.solve.decompose.by_parts import (
    FEWEST,
    falls_apart,
    parts_of,
    solve_by_parts,
)
from brownfield.solve.decompose.by_product.planned import solve_by_product
from brownfield.solve.decompose.by_product.search import by_product
from brownfield.solve.decompose.stated.in_groups import in_groups
from brownfield.solve.search.closer import solve_closely
from brownfield.solve.search.unseen import is_blind

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Backend, Limits, OnProgress
    from brownfield.solve.decompose.stated.in_groups import Stated
    from brownfield.solve.search.extensive import Solved

LARGE = 100_000  # entries of the model from which `auto` plans by parts
HUGE = 1_500_000  # the same from which it plans one future product by product


def searched(
    formulation: Formulation,
    backend: Backend,
    limits: Limits,
    on_progress: OnProgress | None = None,
) -> Solved:
    """Return the best plan by the method that the case asks for.

    Parameters
    ----------
    formulation
        The model.
    backend
        Solver.
    limits
        How long and how exactly to search.
    on_progress
        Called with the state of the search.
    """
    if backend.takes_parts and is_by_parts(formulation):
        parts = parts_of(formulation)
        if falls_apart(parts):
            return solve_by_parts(formulation, parts, backend, limits, on_progress)
    begin = time.monotonic()
    by = by_product(formulation.linear) if is_by_product(formulation) else None
    if by is not None and backend.takes_parts:
        solved = solve_by_product(formulation, by, backend, limits, on_progress)
        if solved is not None:
            return solved
        limits = limits.after(time.monotonic() - begin)
    return solve_closely(formulation, backend, limits, on_progress)


def stated_early(derived: Derived, backend: Backend) -> Stated | None:
    """Return the parts of a case so large that its whole model had better wait.

    None if it is planned as one model, or its futures need one another.

    Parameters
    ----------
    derived
        The derived case.
    backend
        Solver.
    """
    is_asked = derived.case.settings.solve.method in ("auto", "decompose")
    is_large = derived.choices.height >= MANY and len(derived.tree.leaves) >= FEWEST
    if not (is_asked and is_large and backend.takes_parts):
        return None
    stated = in_groups(derived)
    return stated if stated is not None and falls_apart(stated.parts) else None


def is_by_parts(formulation: Formulation) -> bool:
    """Return whether a case is planned part by part, if it falls into parts."""
    derived, model = formulation.numbers.derived, formulation.linear
    method = derived.case.settings.solve.method
    if method == "auto":
        return model.nonzeros > LARGE and len(derived.tree.leaves) >= FEWEST
    return method == "decompose"


def is_by_product(formulation: Formulation) -> bool:
    """Return whether a case is planned product by product, if it has several."""
    derived, model = formulation.numbers.derived, formulation.linear
    is_lone = len(derived.tree.leaves) < FEWEST
    is_auto = derived.case.settings.solve.method == "auto"
    is_large = model.nonzeros > HUGE and not is_blind(formulation.numbers)
    return is_auto and is_lone and is_large
