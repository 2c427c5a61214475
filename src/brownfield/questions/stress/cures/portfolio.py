"""Which cures are worth their money, one by one and together?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from brownfield.errors import UseError
from brownfield.questions.stress.cures.cures import (
    Cure,
    changes_network,
    with_cured_hazards,
    with_stock,
)
from brownfield.questions.stress.network.of_plan import PlanNetwork, plan_network
from brownfield.questions.stress.risk import (
    Curve,
    curves,
    cvar,
    draw,
    expected_by_party,
)

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.plans.plan import Plan
    from brownfield.questions.stress.setting import Setting
    from brownfield.questions.stress.years.hazards import Hazard

YEARS = 10_000  # years simulated for CVaR
SAME = 1e-9  # of the largest worth or cost seen, by which sets count as equal
HELPS = 1e-6  # of the loss that a cure must save to act on it
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
    by_party, by_hazard
        Analytic mean of every party and from every hazard; each adds up to `expected`.
    """

    expected: float
    cvar: float
    by_party: dict[str, float] = field(repr=False)
    by_hazard: dict[str, float] = field(repr=False)


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
    by_party, by_hazard
        Drop in mean loss of every party and from every hazard, cost not counted; each
        adds up to less_expected.
    """

    cures: tuple[str, ...]
    less_expected: float
    less_cvar: float
    cost: float
    worth: float
    by_party: dict[str, float] = field(repr=False)
    by_hazard: dict[str, float] = field(repr=False)


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
        backups = [c.target for c in cures if c.kind == "backup_option"]
        whole = plan_network(plan, node, setting, backups=backups)
        self._of_network = {c.name for c in cures if changes_network(c, whole)}
        self._networks: dict[frozenset[str], PlanNetwork] = {}
        self._spreads: dict[frozenset[str], list[_Spread]] = {}

    def expected(self, chosen: Sequence[Cure]) -> float:
        """Return the mean yearly loss left under the chosen cures."""
        return sum(self.by_hazard(chosen).values())

    def by_hazard(self, chosen: Sequence[Cure]) -> dict[str, float]:
        """Return the mean yearly loss that each hazard leaves under the cures."""
        left = self._left(chosen)
        return {name: sum(s.mean for s in own) for name, own in left.items()}

    def outcome(self, chosen: Sequence[Cure]) -> Outcome:
        """Return the yearly loss left under the chosen cures."""
        left = [spread for own in self._left(chosen).values() for spread in own]
        losses = sum((spread.losses for spread in left), np.zeros(YEARS))
        parties = self._network(self._key(chosen)).parties
        means = sum((spread.by_party for spread in left), np.zeros(len(parties)))
        shares = dict(zip(parties, means.tolist(), strict=True))
        by_hazard = self.by_hazard(chosen)
        return Outcome(sum(by_hazard.values()), cvar(losses)[0], shares, by_hazard)

    def _key(self, chosen: Sequence[Cure]) -> frozenset[str]:
        return frozenset(c.name for c in chosen if c.name in self._of_network)

    def _network(self, names: frozenset[str]) -> PlanNetwork:
        if names not in self._networks:
            chosen = [c for c in self.cures if c.name in names]
            backups = [c.target for c in chosen if c.kind == "backup_option"]
            bare = plan_network(self._plan, self._node, self._setting, backups=backups)
            self._networks[names] = with_stock(bare, chosen)
        return self._networks[names]

    def _left(self, chosen: Sequence[Cure]) -> dict[str, list[_Spread]]:
        """Return what each hazard still costs; equal hazards are worked out once."""
        key = self._key(chosen)
        planned = self._network(key)
        cured = {h.name: with_cured_hazards([h], chosen, planned) for h in self.hazards}
        spreads = self._spreads.setdefault(key, [])
        every = [h for own in cured.values() for h in own]
        missing = [h for h in every if not any(s.hazard == h for s in spreads)]
        if missing:
            separate = [
                c.target
                for c in self.cures
                if c.name in key and c.kind == "split_domain"
            ]
            missing_curves = curves(planned, missing, separate=separate)
            spreads += [_spread(curve, self._setting.seed) for curve in missing_curves]
        return {
            name: [next(s for s in spreads if s.hazard == h) for h in own]
            for name, own in cured.items()
        }

    def helpful(self) -> tuple[str, ...]:
        """Return the cures that alone leave less of the loss."""
        before = self.expected(())
        least = before - HELPS * abs(before)
        return tuple(c.name for c in self.cures if self.expected((c,)) < least)


@dataclass(frozen=True)
class _Spread:
    """What a hazard costs: mean, in each year drawn, and each party on average."""

    hazard: Hazard
    mean: float
    losses: Floats = field(repr=False)
    by_party: Floats = field(repr=False)


def _spread(curve: Curve, seed: int) -> _Spread:
    losses = np.zeros(YEARS)
    when, weeks = draw(curve.hazard, YEARS, seed=seed)
    np.add.at(losses, when, curve.loss(weeks))
    each = expected_by_party(curve)
    return _Spread(curve.hazard, float(each.sum()), losses, each)


@dataclass(frozen=True)
class Market:
    """What cures cost and how bad years are weighed.

    Attributes
    ----------
    rate, years
        Interest and years over which one-off costs are spread.
    tail_weight
        Weight of CVaR against the mean, in [0, 1].
    """

    rate: float
    years: int
    tail_weight: float = 0.0

    def cost(self, cure: Cure) -> float:
        """Return the yearly cost of a cure."""
        return cure.yearly_cost(self.rate, self.years)

    def worth(self, clinic: Clinic, chosen: Sequence[Cure]) -> float:
        """Return what a set of cures is worth; quicker than `priced` without a tail."""
        if self.tail_weight > 0:
            return priced(clinic, chosen, self).worth
        less = clinic.expected(()) - clinic.expected(chosen)
        return less - sum(self.cost(cure) for cure in chosen)


def priced(clinic: Clinic, chosen: Sequence[Cure], market: Market) -> Priced:
    """Return what a set of cures saves and costs."""
    before, after = clinic.outcome(()), clinic.outcome(chosen)
    less, tail = before.expected - after.expected, before.cvar - after.cvar
    cost, weight = sum(market.cost(cure) for cure in chosen), market.tail_weight
    return Priced(
        cures=tuple(cure.name for cure in chosen),
        less_expected=less,
        less_cvar=tail,
        cost=cost,
        worth=(1 - weight) * less + weight * tail - cost,
        by_party=_less(before.by_party, after.by_party),
        by_hazard=_less(before.by_hazard, after.by_hazard),
    )


def _less(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """Return the drop of each name's loss; who is in one of the two only has 0 there.

    A backup at another's plant brings in a party that had no part in the plan's year.
    """
    names = dict.fromkeys([*before, *after])
    return {name: before.get(name, 0.0) - after.get(name, 0.0) for name in names}


@dataclass(frozen=True)
class Best:
    """The best set of cures, and whether all sets were tried: not so after Ctrl-C."""

    cures: tuple[Cure, ...]
    is_complete: bool = True


def best_set(
    cures: Sequence[Cure],
    worth_of: Callable[[tuple[Cure, ...]], float],
    cost_of: Callable[[Cure], float],
    budget: float = float("inf"),
) -> Best:
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
    size = max((cost_of(cure) for cure in cures), default=0.0)
    try:
        most = worth_of(best)
        for chosen in _within(cures, cost_of, budget):
            worth = worth_of(chosen)
            size = max(size, abs(worth))
            if worth > most + SAME * size:  # of two equal sets the smaller stays
                best, most = chosen, worth
    except KeyboardInterrupt:
        return Best(best, is_complete=False)
    return Best(best)


def _within(
    cures: Sequence[Cure], cost_of: Callable[[Cure], float], budget: float
) -> Iterator[tuple[Cure, ...]]:
    """Yield every set within the budget, small ones first."""
    for size in range(1, len(cures) + 1):
        for chosen in combinations(cures, size):
            if sum(cost_of(cure) for cure in chosen) <= budget * (1 + 1e-12):
                yield chosen
