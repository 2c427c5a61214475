"""Which plan may be better at a point than the one that is held there?

It is looked for from the held plan on, without an audit: what it starts and opens is
held and solved like any other plan afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.evidence.worth.stated import Moved, Sites
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.hold import SITES, choices
from brownfield.solve.search.tighter import tighter

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.model.formulation import Formulation

ROUGH = 2e-3  # gap of the search
HALF = 0.5  # of a whole decision: above it is taken


@dataclass(frozen=True)
class Hunt:
    """A point, and a plan to begin from.

    Attributes
    ----------
    moved
        The case and the point.
    columns
        The held plan there, units of the model. Shape (columns,).
    """

    moved: Moved
    columns: Floats = field(repr=False)


def rival(hunt: Hunt) -> Sites | None:
    """Return what a plan near the best one starts and opens; None if there is none.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    """
    model = hunt.moved.there()
    if model is None:
        return None
    settings, backend = hunt.moved.case.settings.solve, HighsBackend()
    limits = Limits(max(ROUGH, settings.gap), seed=settings.seed)
    near = tighter(model, backend, limits)
    solution = backend.solve(near.model, limits, start=hunt.columns)
    if near.is_interrupted or solution.outcome == "interrupted":
        raise KeyboardInterrupt
    return None if solution.columns is None else _sites(model, solution.columns)


def _sites(model: Formulation, values: Floats) -> Sites:
    """Return the whole decisions that are taken at a point of the arrays."""
    is_whole = model.linear.is_integer
    taken = {
        kind: frozenset(
            name
            for column, name in zip(columns, names, strict=True)
            if is_whole[column] and values[column] > HALF
        )
        for kind, (columns, names) in choices(model, SITES).items()
    }
    return Sites(taken, model.data.derived.tree.nodes.select("node", "year"))
