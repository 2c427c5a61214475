"""Which cures are worth their money, one by one and together?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from brownfield.errors import UseError
from brownfield.model.linear import Floats
from brownfield.plans.plan import Plan
from brownfield.stress.cures import (
    Cure,
    changes_network,
    with_cured_hazards,
    with_stock,
)
from brownfield.stress.hazards import Hazard
from brownfield.stress.of_plan import PlanNetwork, plan_network
from brownfield.stress.risk import Curve, analytic, curves, cvar, draw
from brownfield.stress.setting import Setting

MOST_CURES = 15  # 2^15 portfolios are tried one by one


@dataclass(frozen=True)
class Outcome:
    """Yearly loss that is left; case currency.

    Attributes
    ----------
    expected
        Analytic mean.
    cvar
        Mean of the worst 5 % of simulated years.
    by_party
        Mean of every party over the simulated years.
    """

    expected: float
    cvar: float
    by_party: dict[str, float] = field(repr=False)


@dataclass(frozen=True)
class Priced:
    """A set of cures, priced; case currency a year.

    Attributes
    ----------
    cures
        Names.
    less_expected, less_cvar
        Drop in expected loss and in CVaR.
    cost
        Yearly cost, one-off cost spread as an annuity.
    worth
        (1 - tail weight) x less_expected + tail weight x less_cvar - cost.
    by_party
        Drop in mean loss of every party, cost not counted.
    """

    cures: tuple[str, ...]
    less_expected: float
    less_cvar: float
    cost: float
    worth: float
    by_party: dict[str, float] = field(repr=False)


class Clinic:
    """Works out what is left of the risk of a plan under any set of cures.

    Parameters
    ----------
    plan, node
        The plan and the node looked at.
    setting
        Assumptions; its seed draws the same stops for every set of cures.
    hazards, cures
        What may happen, what may be bought.
    years
        Years simulated for CVaR.
    """

    def __init__(
        self,
        plan: Plan,
        node: str,
        setting: Setting,
        hazards: Sequence[Hazard],
        cures: Sequence[Cure],
    ) -> None:
        self._plan, self._node, self._setting = plan, node, setting
        self.hazards, self.cures = tuple(hazards), tuple(cures)
        self.years = 10_000
        backups = [c.target for c in cures if c.kind == "backup_option"]
        whole = plan_network(plan, node, setting, backups=backups)
        self._of_network = {c.name for c in cures if changes_network(c, whole)}
        self._curves: dict[frozenset[str], list[Curve]] = {}
        self._networks: dict[frozenset[str], PlanNetwork] = {}
        self._outcomes: dict[frozenset[str], Outcome] = {}

    def outcome(self, chosen: Sequence[Cure]) -> Outcome:
        """Return the yearly loss left under the chosen cures."""
        names = frozenset(c.name for c in chosen)
        if names not in self._outcomes:
            self._outcomes[names] = self._work_out(chosen)
        return self._outcomes[names]

    def _work_out(self, chosen: Sequence[Cure]) -> Outcome:
        key = frozenset(c.name for c in chosen if c.name in self._of_network)
        planned = self._network(key)
        hazards = with_cured_hazards(self.hazards, chosen, planned)
        known = self._curves_of(key, planned, hazards)
        losses, by_party = self._yearly(known, len(planned.parties))
        shares = dict(zip(planned.parties, map(float, by_party), strict=True))
        return Outcome(analytic(known).mean, cvar(losses)[0], shares)

    def _network(self, names: frozenset[str]) -> PlanNetwork:
        if names not in self._networks:
            chosen = [c for c in self.cures if c.name in names]
            backups = [c.target for c in chosen if c.kind == "backup_option"]
            bare = plan_network(self._plan, self._node, self._setting, backups=backups)
            self._networks[names] = with_stock(bare, chosen)
        return self._networks[names]

    def _curves_of(
        self, key: frozenset[str], planned: PlanNetwork, hazards: Sequence[Hazard]
    ) -> list[Curve]:
        """Return the loss of each hazard by length; a shape is solved for once."""
        separate = [
            c.target for c in self.cures if c.name in key and c.kind == "split_domain"
        ]
        found = self._curves.setdefault(key, [])
        missing = [h for h in hazards if not any(c.hazard == h for c in found)]
        if missing:
            found += curves(planned, missing, separate=separate)
        return [next(c for c in found if c.hazard == h) for h in hazards]

    def _yearly(self, known: Sequence[Curve], parties: int) -> tuple[Floats, Floats]:
        losses, by_party = np.zeros(self.years), np.zeros(parties)
        seed = self._setting.seed
        for curve in known:
            when, weeks = draw(curve.hazard, self.years, seed=seed)
            np.add.at(losses, when, curve.loss(weeks))
            by_party += [
                curve.loss_of(weeks, p).sum() / self.years for p in range(parties)
            ]
        return losses, by_party


def priced(
    clinic: Clinic,
    chosen: Sequence[Cure],
    cost_of: Callable[[Cure], float],
    tail_weight: float = 0.0,
) -> Priced:
    """Return what a set of cures saves and costs."""
    before, after = clinic.outcome(()), clinic.outcome(chosen)
    less, tail = before.expected - after.expected, before.cvar - after.cvar
    cost = sum(cost_of(cure) for cure in chosen)
    return Priced(
        cures=tuple(cure.name for cure in chosen),
        less_expected=less,
        less_cvar=tail,
        cost=cost,
        worth=(1 - tail_weight) * less + tail_weight * tail - cost,
        by_party={p: before.by_party[p] - v for p, v in after.by_party.items()},
    )


def best_set(
    cures: Sequence[Cure],
    worth_of: Callable[[tuple[Cure, ...]], float],
    cost_of: Callable[[Cure], float],
    budget: float = float("inf"),
) -> tuple[Cure, ...]:
    """Return the set of cures with the largest worth within the budget, by trying all.

    Parameters
    ----------
    cures
        At most 15.
    worth_of
        Worth of a set, its cost already taken off.
    cost_of
        Yearly cost of a cure, case currency.
    budget
        Most that may be spent a year.

    Raises
    ------
    UseError
        If there are more than 15 cures.
    """
    if len(cures) > MOST_CURES:
        message = (
            f"{len(cures)} cures make 2^{len(cures)} sets; {MOST_CURES} are tried at "
            "most. Take rows out of `mitigations`, with a what-if or for good."
        )
        raise UseError(message)
    best: tuple[Cure, ...] = ()
    most = worth_of(best)
    for size in range(1, len(cures) + 1):
        for chosen in combinations(cures, size):
            if sum(cost_of(cure) for cure in chosen) > budget * (1 + 1e-12):
                continue
            worth = worth_of(chosen)
            if worth > most + 1e-6:  # of two equal sets the smaller stays
                best, most = chosen, worth
    return best
