"""Which plans are on the other side of a choice?

A plan that has what is asked about is the best one if none without it is worth more,
and the other way round. So the best plan of all need not be known: it is enough that
nothing on the other side is worth more than a plan that is known on this one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brownfield.questions.why.forced.force import starts_of, without
from brownfield.questions.why.forced.new_plants import opened_for
from brownfield.solve.hold import counted

if TYPE_CHECKING:
    from brownfield.model.formulation import Formulation
    from brownfield.questions.why.forced.having import Having


def other_side(model: Formulation, having: Having, *, is_within: bool) -> Formulation:
    """Return the model of the plans that have not what others have, or have it.

    Parameters
    ----------
    model
        The model of all plans.
    having
        What it takes to have what is asked about.
    is_within
        Whether those others have it.

    Returns
    -------
    model
        Of the plans that start none of the programmes asked about, or that start one of
        them in some future at least.
    """
    if is_within != having.is_without:
        return without(model, having.target)
    needed = starts_of(model, having.target), opened_for(model, having.target)
    rows = [(counted(model, one), 1.0) for one in needed if one is not None]
    return replace(model, linear=model.linear.with_rows(rows))
