"""How does the range of the fee move with volume and tariff?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from brownfield.case.case import Case
from brownfield.deal.coalitions import (
    Coalitions,
    coalition_case,
    without_payments,
)
from brownfield.deal.contracts import Table, fee_range
from brownfield.deal.ranges import FEE, Range
from brownfield.deal.workers import Planner

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
    case: Case, found: Coalitions, quoted: Table, planner: Planner
) -> tuple[Moved, ...]:
    """Return the range of the fee as it is and in every changed case.

    Parameters
    ----------
    case
        The case with its contracts.
    found
        Its coalitions.
    quoted
        The talks whose fee is quoted.
    planner
        Makes the plans.
    """
    parties = tuple(side.party for side in quoted.talks.sides)
    changed = {
        name: _changed(case, quoted, *factor) for name, factor in FACTORS.items()
    }
    seated = found.seats
    cases: dict[str, Case] = {}
    for name, other in changed.items():
        bare = without_payments(other, seated)
        for group in (parties, *((company,) for company in seated.companies)):
            cases[f"{name}: {','.join(group)}"] = coalition_case(bare, seated, group)
    made = planner.plans(cases)
    ranges = [Moved("As it is", quoted.ranges[FEE])]
    for name, other in changed.items():
        plans = {p: made[f"{name}: {p}"] for p in seated.companies}
        joint = made[f"{name}: {','.join(parties)}"]
        if not all(p.tables for p in (*plans.values(), joint)):
            ranges.append(Moved(name, None))
            continue
        power: Mapping[str, float] = case.settings.deal.power
        fee = fee_range(joint, parties, plans, other, power=power)
        ranges.append(Moved(name, fee))
    return tuple(ranges)


def _changed(case: Case, quoted: Table, driver: str, factor: float) -> Case:
    """Return the case with the guest's buyers, or duties on cars, times a factor."""
    tables = dict(case.tables)
    if driver == "volume":
        own = tables["products"].filter(pl.col("company") == quoted.pair.entrant)
        is_own = pl.col("product").is_in(own["product"].implode())
        tables["demand"] = _times(tables["demand"], is_own, "volume", factor)
        what_ifs = tables["what_ifs"]
        is_set = (
            (pl.col("table") == "demand")
            & (pl.col("column") == "volume")
            & (pl.col("op") == "set")
        )
        names = "|".join(own["product"])
        touches = pl.col("where").str.contains(f"product=({names})", literal=False)
        scaled = (pl.col("value").cast(pl.Float64, strict=False) * factor).cast(
            pl.String
        )
        value = pl.when(is_set & touches).then(scaled).otherwise(pl.col("value"))
        tables["what_ifs"] = what_ifs.with_columns(value=value)
    else:
        is_car = pl.col("hs_code").str.starts_with("8703")
        for column in ("ad_valorem", "specific"):
            measures = tables["trade_measures"]
            tables["trade_measures"] = _times(measures, is_car, column, factor)
    return replace(case, tables=tables)


def _times(
    frame: pl.DataFrame, is_meant: pl.Expr, column: str, factor: float
) -> pl.DataFrame:
    changed = pl.when(is_meant).then(pl.col(column) * factor).otherwise(pl.col(column))
    return frame.with_columns(changed.alias(column))
