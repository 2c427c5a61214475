"""What if volumes are free, or only the guest knows the future, or terms are simple?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.deal.contracts.forms import timing
from brownfield.questions.deal.facts.staying import branches_of
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal

FEW = 1e-4  # share of its vehicles, or of the largest offer, that goes unmentioned
WHOLE = 1e-3  # share of a fee or a loss that is as good as none


@dataclass(frozen=True)
class Distortion:
    """What the entrant does if it alone chooses volumes and pays the fee.

    Attributes
    ----------
    fee
        Fee that it faces, case currency per vehicle.
    joint_vehicles, own_vehicles
        Expected discounted vehicles hosted in the joint plan, and then.
    lost
        What everybody loses together by other volumes; present value, case currency.
    cure_fee, cure_reservation
        Two-part price that distorts least, case currency per vehicle and a year; no
        lump sum if they meet at none.
    cure_lost
        What is still lost at the cure's fee; present value, case currency.
    fewer
        Share of its vehicles that it leaves out.
    is_felt
        Whether that is worth telling.
    is_above_surplus
        Whether more is lost than the deal adds.
    is_cured
        Whether the two-part price loses less.
    has_cure_fee
        Whether it has a fee per vehicle worth telling.
    is_cured_in_full
        Whether next to nothing is then lost.
    """

    fee: float
    joint_vehicles: float
    own_vehicles: float
    lost: float
    cure_fee: float
    cure_reservation: float | None
    cure_lost: float
    fewer: float = field(metadata=TOLD_ONLY)
    is_felt: bool = field(metadata=TOLD_ONLY)
    is_above_surplus: bool = field(metadata=TOLD_ONLY)
    is_cured: bool = field(metadata=TOLD_ONLY)
    has_cure_fee: bool = field(metadata=TOLD_ONLY)
    is_cured_in_full: bool = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Offer:
    """What the host offers for one future, and what each gains by it over no deal.

    Attributes
    ----------
    scenario
        The future (leaf).
    reservation, fee_per_vehicle
        Case currency a year, and per vehicle.
    guest_gains, host_gains
        Present value gained, case currency.
    branch
        Branch of the tree that the future ends in.
    has_reservation, has_fee
        Whether either is worth telling.
    """

    scenario: str
    reservation: float
    fee_per_vehicle: float
    guest_gains: float
    host_gains: float
    branch: str = field(metadata=TOLD_ONLY)
    has_reservation: bool = field(metadata=TOLD_ONLY)
    has_fee: bool = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Menu:
    """What the host offers if only the guest knows the future.

    Attributes
    ----------
    offers
        One for each future served.
    host_gains, host_gains_with_one_offer, host_gains_knowing_the_future
        Expected present value to the host, case currency: of the menu, of the best
        single offer to all, and if it knew the future and left the guest nothing.
    unserved
        Branches of the futures left out.
    """

    offers: tuple[Offer, ...]
    host_gains: float
    host_gains_with_one_offer: float
    host_gains_knowing_the_future: float
    unserved: tuple[str, ...] = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Simplicity:
    """How close a simple contract comes to sharing risk in full.

    Attributes
    ----------
    bound
        Largest sum of worths with payments that follow every future; present value,
        case currency.
    by_form
        The same with one form alone (a reservation beside it).
    best
        Form that comes closest.
    cost
        Worth that its simplicity costs, case currency.
    is_free
        Whether that is nothing but rounding.
    is_neutral
        Whether every party weighs futures by their mean alone.
    """

    bound: float
    by_form: Mapping[str, float]
    best: str
    cost: float
    is_free: bool = field(metadata=TOLD_ONLY)
    is_neutral: bool = field(metadata=TOLD_ONLY)


def distortion_from(answer: Deal) -> Distortion | None:
    """Return what the entrant does if it alone chooses volumes."""
    distortion, game = answer.distortion, answer.game
    if distortion is None:
        return None
    return Distortion(
        fee=distortion.fee,
        joint_vehicles=distortion.joint_vehicles,
        own_vehicles=distortion.own_vehicles,
        lost=distortion.lost,
        cure_fee=distortion.cure_fee,
        cure_reservation=distortion.cure_reservation,
        cure_lost=distortion.cure_lost,
        fewer=distortion.fewer,
        is_felt=distortion.fewer >= FEW,
        is_above_surplus=distortion.lost > game.surplus,
        is_cured=distortion.cure_reservation is not None
        and distortion.cure_lost < distortion.lost,
        has_cure_fee=distortion.cure_fee >= WHOLE * distortion.fee,
        is_cured_in_full=distortion.cure_lost
        <= max(WHOLE * distortion.lost, game.rounding),
    )


def menu_from(answer: Deal) -> Menu | None:
    """Return the menu of the host."""
    menu, table = answer.menu, answer.table
    if menu is None or table is None:
        return None
    scenarios, branches = timing(table.plan).leaves, branches_of(table)
    largest = max((offer.reservation for offer in menu.offers), default=0.0)
    highest = max((offer.fee for offer in menu.offers), default=0.0)
    offers = tuple(
        Offer(
            scenario=scenarios[offer.future],
            reservation=offer.reservation,
            fee_per_vehicle=offer.fee,
            guest_gains=offer.guest,
            host_gains=offer.host,
            branch=branches[scenarios[offer.future]],
            has_reservation=offer.reservation > FEW * largest,
            has_fee=offer.fee > FEW * highest,
        )
        for offer in menu.offers
    )
    served = {offer.scenario for offer in offers}
    left = tuple(branches[s] for s in scenarios if s not in served)
    return Menu(offers, menu.host, menu.host_one_offer, menu.host_knowing, left)


def simplicity_from(answer: Deal) -> Simplicity | None:
    """Return what simple contracts lose against full risk sharing."""
    simplicity = answer.simplicity
    if simplicity is None:
        return None
    sides = answer.table.talks.sides if answer.table else ()
    return Simplicity(
        bound=simplicity.bound,
        by_form=dict(simplicity.by_form),
        best=simplicity.best,
        cost=simplicity.cost,
        is_free=simplicity.cost <= answer.game.rounding + 1e-6 * abs(simplicity.bound),
        is_neutral=all(side.tail_weight == 0.0 for side in sides),
    )
