"""How does the range of the fee move with volume and tariff?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scaled import scaled
from brownfield.questions.deal.coalitions.coalitions import (
    Coalitions,
    coalition_case,
    without_payments,
)
from brownfield.questions.deal.terms.ranges import FEE, Range
from brownfield.questions.deal.terms.tables import Table, fee_range
from brownfield.tables.cells.conditions import parse_assignments

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.deal.search.workers import Planner

CARS = "8703"  # heading of passenger cars in the harmonised system

FACTORS = {
    "Guest's buyers, 20 % fewer": ("volume", 0.8),
    "Guest's buyers, 20 % more": ("volume", 1.2),
    "Duties on cars halved": ("tariff", 0.5),
    "Duties on cars doubled": ("tariff", 2.0),
}


@dataclass(frozen=True)
class Moved:
    """The range of the fee in a changed case.

    Attributes
    ----------
    change
        What is changed, in words.
    fee
        Range of the fee; None if nobody hosts anybody then.
    """

    change: str
    fee: Range | None


def moved_ranges(
    case: Case, coalitions: Coalitions, quoted: Table, planner: Planner
) -> tuple[Moved, ...]:
    """Return the range of the fee as it is and in every changed case.

    Parameters
    ----------
    case
        The case with its contracts.
    coalitions
        Its coalitions.
    quoted
        The talks whose fee is quoted.
    planner
        Makes the plans.
    """
    parties = tuple(side.party for side in quoted.talks.sides)
    guest = quoted.pair.entrant
    changed = {name: changed_case(case, guest, *by) for name, by in FACTORS.items()}
    seated = coalitions.seats
    cases: dict[str, Case] = {}
    for name, other in changed.items():
        bare = without_payments(other, seated)
        for group in (parties, *((company,) for company in seated.companies)):
            cases[f"{name}: {','.join(group)}"] = coalition_case(bare, seated, group)
    answers = planner.plans(cases, seconds=case.settings.solve.time_limit_seconds)
    ranges = [Moved("As it is", quoted.ranges[FEE])]
    for name, other in changed.items():
        plans = {p: answers[f"{name}: {p}"] for p in seated.companies}
        joint = answers[f"{name}: {','.join(parties)}"]
        if not all(p.tables for p in (*plans.values(), joint)):
            ranges.append(Moved(name, None))
            continue
        power: Mapping[str, float] = case.settings.deal.power
        fee = fee_range(joint, parties, plans, other, power=power)
        ranges.append(Moved(name, fee))
    return tuple(ranges)


def changed_case(case: Case, guest: str, driver: str, factor: float) -> Case:
    """Return the case with a guest's buyers, or duties on cars, times a factor.

    So they are in every future, whatever its what-ifs do to them.

    Parameters
    ----------
    case
        The case.
    guest
        Company whose buyers are meant.
    driver
        volume or tariff.
    factor
        What every number is multiplied by.
    """
    if driver == "volume":
        own = case.tables["products"].filter(pl.col("company") == guest)
        where = f"product={'|'.join(own['product'])}"
        return scaled(case, "demand", where, ("volume",), factor)
    where = f"hs_code={'|'.join(_car_headings(case))}"
    columns = ("ad_valorem", "specific")
    return scaled(case, "trade_measures", where, columns, factor)


def _car_headings(case: Case) -> list[str]:
    """Return the headings of cars with a duty, of rows that futures add too."""
    what_ifs = case.tables["what_ifs"]
    added = what_ifs.filter(pl.col("table") == "trade_measures", pl.col("op") == "add")[
        "where"
    ]
    codes = [
        *case.tables["trade_measures"]["hs_code"],
        *(parse_assignments(where).get("hs_code", "") for where in added),
    ]
    return [code for code in dict.fromkeys(codes) if code.startswith(CARS)]
