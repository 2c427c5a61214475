"""Which plan is wanted of a case: the best, one that begins nothing, or something?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.solve.batch import Fix, told_plan
from brownfield.solve.hold import columns_of, in_every_future, nothing_begun
from brownfield.solve.results.prices import no_prices, prices

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Wanted:
    """A plan that is wanted.

    Attributes
    ----------
    case
        The case.
    begins
        None = the best plan. Without a name, the best in which nothing is begun,
        opened or closed; crews, volumes and support are free. With names of build
        options, the best in which at least one of them begins in every future.
    """

    case: Case
    begins: tuple[str, ...] | None = None


def planned(wanted: Wanted) -> Plan:
    """Return the plan that is wanted; tell its progress from begin to end.

    Nobody reads the prices of one that only stands beside the best plan.
    """
    pricing = prices if wanted.begins is None else no_prices
    return told_plan(wanted.case, _fix(wanted.begins), pricing=pricing)


def _fix(begins: tuple[str, ...] | None) -> Fix | None:
    if begins is None:
        return None
    return (lambda model: one_begun(model, begins)) if begins else nothing_begun


def one_begun(model: Formulation, options: Sequence[str]) -> Formulation:
    """Return the model in which, in every future, one of some options begins."""
    return in_every_future(model, (columns_of(model, "start", options), 1.0))
