"""Which cure saves more than it costs, alone and in a set?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.stress.cures.portfolio import Priced
    from brownfield.questions.stress.question import Treatment

MILLION = 1e6


@dataclass(frozen=True)
class PricedCures:
    """A cure, or a set of them, priced; case currency a year.

    Attributes
    ----------
    cures
        Names.
    less_expected_loss, less_cvar_95
        Drop in expected loss and in the mean of the worst twentieth of years.
    cost
        Yearly cost, one-off cost spread as an annuity.
    worth
        Weighted mean of the two drops, by the tail weight, less the cost.
    less_expected_loss_by_party, less_expected_loss_by_hazard
        Drop in expected loss of every party and from every hazard, cost not counted.
    saves_on
        The hazards on which something is saved, the most first; by formula.
    """

    cures: tuple[str, ...]
    less_expected_loss: float
    less_cvar_95: float
    cost: float
    worth: float
    less_expected_loss_by_party: Mapping[str, float]
    less_expected_loss_by_hazard: Mapping[str, float]
    saves_on: Mapping[str, float] = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Remedy:
    """What a cure is.

    Attributes
    ----------
    kind
        As in `mitigations`, e.g. stock_weeks.
    target
        Short name of what it protects.
    """

    kind: str
    target: str


@dataclass(frozen=True)
class Remedies:
    """Cures of the case, priced one by one, and the best set within the budget.

    Attributes
    ----------
    cures
        Each alone, the largest worth first.
    best
        The best set.
    is_complete
        Whether all sets were tried; not so after Ctrl-C.
    budget
        Most that cures may cost a year, case currency; None = no limit.
    tail_weight
        Weight of the worst years against the mean, in [0, 1].
    by_name
        What each cure is.
    cheapest
        Least yearly cost of a cure, case currency; None without any.
    is_budget_too_small
        Whether no cure fits the budget.
    """

    cures: tuple[PricedCures, ...]
    best: PricedCures
    is_complete: bool
    budget: float | None
    tail_weight: float
    by_name: Mapping[str, Remedy] = field(metadata=TOLD_ONLY)
    cheapest: float | None = field(metadata=TOLD_ONLY)
    is_budget_too_small: bool = field(metadata=TOLD_ONLY)


def remedies(treatment: Treatment, mitigations: pl.DataFrame) -> Remedies:
    """Return cures one by one and the best set.

    Parameters
    ----------
    treatment
        The cures, priced.
    mitigations
        The table that states them.
    """
    rows = mitigations.select("mitigation", "kind", "target").iter_rows()
    cheapest = min((single.cost for single in treatment.singles), default=None)
    limit = float("inf") if treatment.budget is None else treatment.budget
    return Remedies(
        cures=tuple(priced_cures(single) for single in treatment.singles),
        best=priced_cures(treatment.best),
        is_complete=treatment.is_complete,
        budget=treatment.budget,
        tail_weight=treatment.tail_weight,
        by_name={name: Remedy(kind, target) for name, kind, target in rows},
        cheapest=cheapest,
        is_budget_too_small=cheapest is not None and limit < cheapest,
    )


def priced_cures(priced: Priced) -> PricedCures:
    """Return what a set of cures saves and costs."""
    return PricedCures(
        cures=priced.cures,
        less_expected_loss=priced.less_expected,
        less_cvar_95=priced.less_cvar,
        cost=priced.cost,
        worth=priced.worth,
        less_expected_loss_by_party=priced.by_party,
        less_expected_loss_by_hazard=priced.by_hazard,
        saves_on=_saves_on(priced.by_hazard),
    )


def _saves_on(by_hazard: Mapping[str, float]) -> dict[str, float]:
    order = sorted(by_hazard, key=lambda name: -by_hazard[name])
    is_more = {name: round(by_hazard[name] / MILLION, 9) > 0 for name in order}
    return {name: by_hazard[name] for name in order if is_more[name]}
