"""Does the fee make the entrant build too little, and what cures it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import as_planned
from brownfield.questions.deal.contracts.forms import pairs_of, timing
from brownfield.questions.deal.terms.ranges import FEE, talks_after
from brownfield.questions.deal.terms.terms import nash_terms
from brownfield.solve.hold import held_plans
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.deal.coalitions.seats import Seats
    from brownfield.questions.deal.terms.tables import Table

NOTHING = 1e-9  # of the worth of the plan: a loss below is rounding
LITTLE = 1e-3  # weight of the others: it only settles what the entrant does not mind


@dataclass(frozen=True)
class Distortion:
    """What the entrant does if it alone chooses volumes and pays the fee.

    Attributes
    ----------
    fee
        Fee per vehicle it faces.
    joint_vehicles, own_vehicles
        Expected discounted vehicles hosted in the joint plan, and then.
    lost
        Present value that everybody loses together by other volumes, at that fee.
    cure_fee, cure_reservation
        Two-part price that distorts least: a fee at the host's own cost of a vehicle,
        less what governments at the table receive for it, and the yearly lump sum at
        which they meet; None if none does.
    cure_lost
        Present value still lost at the cure's fee, by planning once more.
    """

    fee: float
    joint_vehicles: float
    own_vehicles: float
    lost: float
    cure_fee: float
    cure_reservation: float | None
    cure_lost: float

    @property
    def fewer(self) -> float:
        """Share of its vehicles that the entrant leaves out."""
        return 1.0 - self.own_vehicles / max(self.joint_vehicles, 1e-9)


def distortion(
    table: Table, seated: Seats, power: Mapping[str, float]
) -> Distortion | None:
    """Return how the entrant's volume answers the Nash fee; None without one.

    What is started, opened and staffed stays as in the joint plan, and so does what
    the others build: the entrant may build fewer vehicles, not push the host's out.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the plan was made.

    References
    ----------
    Spengler (1950).
    """
    fee = table.ranges[FEE].nash
    own = None if fee is None else _answer(table, seated, fee)
    if fee is None or own is None:
        return None
    clock, pair = timing(table.plan), table.pair
    joint = clock.expected(pair.entrant, pair.vehicles)
    cost = sum(pair.conversion.values()) / sum(pair.vehicles.values())
    received = own.missed / (joint - own.vehicles) if joint > own.vehicles else 0.0
    lost: dict[float, float] = {}
    for tried in (cost, max(0.0, cost - received)):
        answer = _answer(table, seated, tried)
        if answer:
            lost[tried] = answer.lost
        if answer and answer.lost <= NOTHING * abs(table.plan.value):
            break  # no fee loses less
    lost = lost or {cost: own.lost}
    cure = min(lost, key=lambda f: lost[f])
    return Distortion(
        fee, joint, own.vehicles, own.lost, cure, _lump(table, cure, power), lost[cure]
    )


@dataclass(frozen=True)
class _Answer:
    """What the entrant does at a fee: vehicles, loss of all, receipts missed."""

    vehicles: float
    lost: float
    missed: float


def _answer(table: Table, seated: Seats, fee: float) -> _Answer | None:
    """Return how the entrant's volume answers a fee; None if there is no plan."""
    joint, pair = table.plan, table.pair
    case = _facing(as_planned(joint.case), table, fee)
    plans = held_plans(case, joint, pair.entrant, "")
    own = next(plans)
    bound: Plan | None = joint
    if any(timing(joint).kept[c] is None for c in seated.companies):
        bound = next(plans)  # its tax is that of the fee, too
    if own is None or bound is None:
        return None
    hosted = {(p.entrant, p.host): p for p in pairs_of(own, seated.companies)}
    then = hosted.get((pair.entrant, pair.host))
    return _Answer(
        timing(joint).expected(pair.entrant, then.vehicles) if then else 0.0,
        max(0.0, _less(bound, own, seated.parties)),
        _less(bound, own, seated.governments),
    )


def _less(joint: Plan, own: Plan, parties: Sequence[str]) -> float:
    """Return what some parties have less in their own plan than in the joint one."""
    return sum(
        joint.value_by_party.get(p, 0.0) - own.value_by_party.get(p, 0.0)
        for p in parties
    )


def _lump(table: Table, fee: float, power: Mapping[str, float]) -> float | None:
    """Return the yearly sum at which they meet if that fee is paid."""
    talks = talks_after(table.talks, {FEE: fee})
    free = tuple(n for n in table.ranges[FEE].amounts if n != FEE)
    cured = nash_terms(talks, ("reservation", *free), power)
    return cured.amounts["reservation"] if cured else None


def _facing(case: Case, table: Table, fee: float) -> Case:
    """Return the case in which the entrant pays the fee and decides for itself."""
    pair, declared = table.pair, TABLES["contracts"]
    row = {column.name: column.default for column in declared.columns} | {
        "contract": "fee asked for",
        "payer": pair.entrant,
        "payee": pair.host,
        "form": FEE,
        "amount": fee,
        "currency": case.settings.case.currency,
    }
    rows = [
        row | {"contract": f"{row['contract']} {at}", "facility": facility}
        for at, facility in enumerate(pair.facilities)
    ]
    added = pl.DataFrame(rows, schema=declared.polars_schema)
    contracts = pl.concat([case.tables["contracts"], added])
    parties = case.planned_parties
    weights = dict.fromkeys(parties, LITTLE) | {pair.entrant: 1.0}
    changed = case.with_tables("the fee asked for", contracts=contracts)
    settings = {"objective_weights": weights, "has_free_payments": False}
    return changed.with_settings("plan", settings)
