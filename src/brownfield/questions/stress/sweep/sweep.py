"""What does each possible stop cost, whom does it hit, and which is worst?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.stress.network.hits import Element, availability, owners_hit
from brownfield.questions.stress.network.relief import Standstill, moved_by_contracts
from brownfield.questions.stress.sweep.exposure import Answer, Loss, Question, answers

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.of_plan import PlanNetwork
    from brownfield.questions.stress.setting import Setting
    from brownfield.questions.stress.years.hazards import Hazard
    from brownfield.work.executor import Executor

NOISE = 1e-4  # of the dearest vehicle's loss; less money than that is rounding
DIGITS = 9  # in which losses must be the same to share a place by name


@dataclass(frozen=True)
class Stop:
    """A stop to be looked at: what stops, how long, how often."""

    element: Element
    weeks: float
    recovery: float = 0.0
    residual: float = 0.0
    hazard: str | None = None
    rate: float | None = None

    @property
    def full_weeks(self) -> float:
        """Weeks of full stop that lose as much as stop and ramp together."""
        return self.weeks + self.recovery / 2

    @property
    def standstill(self) -> Standstill:
        """What stands still and for how long."""
        return Standstill(self.element, self.full_weeks * (1.0 - self.residual))


@dataclass(frozen=True)
class Finding:
    """What a stop costs until it is over; money in case currency.

    Attributes
    ----------
    stop
        What was looked at.
    survives
        Longest such stop without a lost vehicle, weeks; may be infinite.
    lost_vehicles
        Vehicles not delivered.
    by_party, by_product
        Lost by each party (negative = gained), vehicles by product.
    penalty
        Lost-sale penalty in it; the rest is contribution and what promises cost.
    displaced
        Vehicles not built later, since stock is built again in their place.
    indirect
        Parties that lose though nothing of theirs stopped.
    by_place
        Share of each market's vehicles that is lost, in [0, 1].
    by_plant
        Share of its planned vehicles that each plant builds; above 1 it helps out.
    """

    stop: Stop
    survives: float
    lost_vehicles: float
    by_party: dict[str, float] = field(repr=False)
    by_product: dict[str, float] = field(repr=False)
    penalty: float
    indirect: tuple[str, ...] = field(repr=False)
    by_place: dict[str, float] = field(repr=False)
    by_plant: dict[str, float] = field(repr=False)
    displaced: float = 0.0

    @property
    def lost_value(self) -> float:
        """Contribution, lost-sale penalty and what promises cost, of all together."""
        return sum(self.by_party.values())


def stops_of(
    elements: Sequence[Element], hazards: Sequence[Hazard], setting: Setting
) -> list[Stop]:
    """Return a stop for every element: its hazards' usual ones, else the default."""
    stops = []
    for element in elements:
        own = [h for h in hazards if h.element == element]
        stops += [
            Stop(element, h.lengths.mode, h.recovery, h.residual, h.name, h.rate)
            for h in own
        ] or [Stop(element, setting.weeks)]
    allowed = set(elements)
    stops += [
        Stop(h.element, h.lengths.mode, h.recovery, h.residual, h.name, h.rate)
        for h in hazards
        if h.element not in allowed
    ]
    return stops


@dataclass(frozen=True)
class Sweep:
    """What every stop costs.

    Attributes
    ----------
    findings
        One for each stop that was looked at, in the order asked.
    is_complete
        Whether every stop was looked at; not so after Ctrl-C.
    yearly
        Expected loss a year of each hazard, over all lengths of its stops; empty if not
        worked out.
    """

    findings: tuple[Finding, ...] = field(repr=False)
    is_complete: bool
    yearly: Mapping[str, float] = field(default_factory=dict, repr=False)


def sweep(
    planned: PlanNetwork,
    stops: Sequence[Stop],
    *,
    executor: Executor | None = None,
) -> Sweep:
    """Return what every stop costs.

    Parameters
    ----------
    planned
        The weekly network of a plan.
    stops
        What to look at.
    executor
        Runs the stops, in this process if not given; the answer is the same on any
        number of workers. After Ctrl-C what is finished is kept.
    """
    findings: list[Finding] = []
    try:
        questions = [
            Question(
                availability(planned, stop.element, stop.residual),
                stop.full_weeks,
                with_survival=True,
            )
            for stop in stops
        ]
        for answer in answers(planned.network, questions, executor):
            findings.append(finding(planned, stops[len(findings)], answer))
    except KeyboardInterrupt:
        return Sweep(tuple(findings), is_complete=False)
    return Sweep(tuple(findings), is_complete=True)


def finding(planned: PlanNetwork, stop: Stop, answer: Answer) -> Finding:
    """Return what the answer to a stop means for parties, products and markets."""
    loss, owners = answer.loss, owners_hit(planned, stop.element)
    least = rounding(planned)
    by_party = lost_by_party(planned, loss, (stop.standstill,))
    return Finding(
        stop=stop,
        survives=float("inf") if answer.survives is None else answer.survives,
        lost_vehicles=loss.lost_vehicles,
        by_party=by_party,
        by_product=_lost_by(planned, loss.lost, "product"),
        penalty=penalty_of(planned, loss),
        indirect=tuple(
            p for p, lost in by_party.items() if lost > least and p not in owners
        ),
        by_place=_share_by_place(planned, loss),
        by_plant=_share_by_plant(planned, loss),
        displaced=float(loss.later.displaced.sum()),
    )


def lost_by_party(
    planned: PlanNetwork, loss: Loss, stops: Sequence[Standstill]
) -> dict[str, float]:
    """Return what every party loses: planned contribution less what is left of it.

    The lost-sale penalty of vehicles not delivered and the charge for promised volumes
    not made come on top; contracts then move relief and damages for what stands still.
    A vehicle out of stock earns what it earns where it is built again later, less what
    it displaces there.
    """
    network = planned.network
    ordinary = network.flow * loss.weeks
    earning = loss.delivered + loss.later.built
    never = loss.lost + loss.later.displaced
    lost = (ordinary - earning) @ planned.margin + never @ planned.penalty
    moved = moved_by_contracts(planned, np.maximum(ordinary - loss.delivered, 0), stops)
    by_party = dict(zip(planned.parties, lost.tolist(), strict=True))
    for promise in planned.promises:
        owed = promise.owed(ordinary - earning)
        moved[promise.payer] = moved.get(promise.payer, 0.0) - owed
        if promise.payee:
            moved[promise.payee] = moved.get(promise.payee, 0.0) + owed
    for party in by_party:
        by_party[party] -= moved.get(party, 0.0)
    least = rounding(planned)
    felt = {p: x if abs(x) >= least else 0.0 for p, x in by_party.items()}
    return without_gain(felt)


def without_gain(by_party: Mapping[str, float]) -> dict[str, float]:
    """Return what parties lose, with gains (below zero) no larger than all losses.

    What a stop would bring the parties together, they could have had without it: the
    plan passes it by for tax, for another discount rate, for bad futures, within its
    gap. One party may gain what another loses, so gains are cut in proportion.
    """
    lost = sum(amount for amount in by_party.values() if amount > 0)
    gained = -sum(amount for amount in by_party.values() if amount < 0)
    if gained <= lost:
        return dict(by_party)
    kept = lost / gained
    return {p: x * kept if x < 0 else x for p, x in by_party.items()}


def rounding(planned: PlanNetwork) -> float:
    """Return the amount below which a loss is rounding, in the case's own money."""
    return NOISE * float(planned.network.unit_loss.max(initial=0.0))


def penalty_of(planned: PlanNetwork, loss: Loss) -> float:
    """Return the lost-sale penalty of vehicles not delivered, now or later."""
    paid = float(((loss.lost + loss.later.displaced) @ planned.penalty).sum())
    return paid if paid >= rounding(planned) else 0.0


def _lost_by(planned: PlanNetwork, lost: Floats, column: str) -> dict[str, float]:
    pairs = planned.at.arcs.select("product", "place").unique(maintain_order=True)
    by_name: dict[str, float] = {}
    for name, value in zip(pairs[column], lost, strict=True):
        by_name[name] = by_name.get(name, 0.0) + float(value)
    return {name: value for name, value in by_name.items() if value > 0}


def _share_by_place(planned: PlanNetwork, loss: Loss) -> dict[str, float]:
    lost = _lost_by(planned, loss.lost, "place")
    wanted = _lost_by(planned, planned.network.demand * loss.weeks, "place")
    return {place: lost.get(place, 0.0) / wanted[place] for place in wanted}


def _share_by_plant(planned: PlanNetwork, loss: Loss) -> dict[str, float]:
    plants = planned.at.arcs["facility"]
    shares = {}
    for plant in plants.unique(maintain_order=True):
        own = (plants == plant).to_numpy()
        wanted = float(planned.network.flow[own].sum()) * loss.weeks
        if wanted > 0:
            shares[str(plant)] = float(loss.delivered[own].sum()) / wanted
    return shares


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, the largest loss first; equal to nine digits by name."""

    def place(finding: Finding) -> tuple[float, str, str, float]:
        loss = float(f"{finding.lost_value:.{DIGITS}g}")
        return (-loss, *finding.stop.element, finding.stop.weeks)

    return sorted(findings, key=place)
