"""Which cures are there, and what does each do to the network and the hazards?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.stress.network.hits import facilities_in_force, plants_hit
from brownfield.questions.stress.years.frequency import Lengths

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.stress.network.of_plan import PlanNetwork
    from brownfield.questions.stress.years.hazards import Hazard

SIZED = ("stock_weeks", "faster_recovery")  # kinds whose size is a number


@dataclass(frozen=True)
class Cure:
    """Something that can be bought against stops.

    Attributes
    ----------
    name
        Short name.
    kind
        backup_option: a build option or recipe is kept ready though not in use (second
        source, import route, second host). stock_weeks: `value` weeks of a source's
        parts, a plant's or a product's vehicles are put by. split_domain: an outage
        domain falls into its plants, or the guests of a plant leave its domain.
        faster_recovery: stop and ramp of a hazard shorten by the share `value`.
    target
        What it protects.
    value
        Weeks or share.
    one_off_cost, annual_cost
        Case currency.
    """

    name: str
    kind: str
    target: str
    value: float
    one_off_cost: float = 0.0
    annual_cost: float = 0.0

    def yearly_cost(self, rate: float, years: int) -> float:
        """Return cost a year, the one-off cost spread as an annuity over the years."""
        share = rate / (1 - (1 + rate) ** -years) if rate > 0 else 1 / years
        return self.annual_cost + self.one_off_cost * share


def cures(case: Case) -> tuple[Cure, ...]:
    """Return the mitigations of a case whose money is in case currency."""
    return tuple(
        Cure(
            name=row["mitigation"],
            kind=row["kind"],
            target=row["target"],
            value=row["value"] if row["kind"] in SIZED else 1.0,
            one_off_cost=row["one_off_cost"],
            annual_cost=row["annual_cost"],
        )
        for row in case.tables["mitigations"].to_dicts()
    )


def changes_network(cure: Cure, planned: PlanNetwork) -> bool:
    """Return whether a cure changes what is hit or what can be delivered at all.

    Parameters
    ----------
    cure
        The cure.
    planned
        The network with every backup in it.
    """
    if cure.kind == "backup_option":
        arcs = planned.at.arcs.filter(~planned.at.arcs["is_kept"])
        names = set(arcs["recipe"]) | set(arcs["build_option"])
        return cure.target in names
    if cure.kind == "stock_weeks":
        return bool(_stocked(planned, cure).any() or _put_by(planned, cure).any())
    return cure.kind == "split_domain" and ("guest", cure.target) in planned.resources


def with_stock(planned: PlanNetwork, chosen: Collection[Cure]) -> PlanNetwork:
    """Return the network with the weeks of parts and vehicles put by."""
    network = planned.network
    stock, buffer = network.stock.copy(), network.buffer.copy()
    for cure in chosen:
        if cure.kind == "stock_weeks":
            stock += cure.value * _stocked(planned, cure)
            buffer += cure.value * _put_by(planned, cure)
    return replace(planned, network=replace(network, stock=stock, buffer=buffer))


def _stocked(planned: PlanNetwork, cure: Cure) -> np.ndarray:
    """Return planned vehicles a week of a product or an assembly plant. Shape (D,)."""
    arcs, network = planned.at.arcs, planned.network
    is_meant = (arcs["product"] == cure.target) | (arcs["facility"] == cure.target)
    return network.supplied(network.flow * is_meant.to_numpy())


def _put_by(planned: PlanNetwork, cure: Cure) -> np.ndarray:
    """Return planned use a week of a source of parts. Shape (R,)."""
    network = planned.network
    assembled = set(planned.at.arcs["facility"])
    is_meant = np.array(
        [
            name == cure.target
            and (kind == "source" or (kind == "plant" and name not in assembled))
            for kind, name in planned.resources
        ]
    )
    return np.asarray(network.used(network.flow) * is_meant)


def with_cured_hazards(
    hazards: Sequence[Hazard], chosen: Collection[Cure], planned: PlanNetwork
) -> list[Hazard]:
    """Return the hazards left: shorter, or split over the plants of their domain."""
    cured = list(hazards)
    for cure in chosen:
        if cure.kind == "faster_recovery":
            cured = [_shortened(h, cure) for h in cured]
    for cure in chosen:
        if cure.kind == "split_domain":
            cured = [part for h in cured for part in _split(h, cure, planned)]
    return cured


def _shortened(hazard: Hazard, cure: Cure) -> Hazard:
    if cure.target not in (hazard.name, hazard.element[1]):
        return hazard
    left, lengths = 1.0 - cure.value, hazard.lengths
    shorter = Lengths(
        lengths.low * left, lengths.mode * left, lengths.high * left, lengths.shape
    )
    return replace(hazard, lengths=shorter, recovery=hazard.recovery * left)


def _split(hazard: Hazard, cure: Cure, planned: PlanNetwork) -> list[Hazard]:
    """Return one hazard for each plant of a split domain: an event reaches one."""
    if hazard.only or hazard.element != ("outage_domain", cure.target):
        return [hazard]
    hit = plants_hit(planned.at.case, *hazard.element)
    plants = [name for name in facilities_in_force(planned) if name in hit]
    if len(plants) < 2:
        return [hazard]
    return [
        replace(
            hazard,
            name=f"{hazard.name} at {plant}",
            only=(plant,),
            rate=hazard.rate / len(plants),
            part=at,
            parts=len(plants),
            cause=hazard.name,
        )
        for at, plant in enumerate(plants)
    ]
