"""How much value added does the nation lose while a company's plants stand still?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.questions.impact.counted.bought import bought_at
from brownfield.questions.impact.economy.leontief import coefficients, inverse, total

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home
    from brownfield.questions.impact.counted.nodes import Nodes
    from brownfield.questions.impact.economy.given import Nation

WEEKS = 52  # in a year
SCOPES = {"party": "owner", "outage_domain": "outage_domain"}
"""Column of `facilities` that says which plants a hazard of a company stops."""


@dataclass(frozen=True)
class AtRisk:
    """What a stop of a company's plants at home takes.

    Attributes
    ----------
    company
        Owner of the plants, short name.
    hazard
        Row of `hazards`; None = any stop of all its plants, for a week.
    plants
        Those that stop, short names.
    weeks
        How long: a week, or the usual case of the hazard.
    stopped
        Share that does not run, in [0, 1].
    own
        Value added of the plants that is lost, case currency.
    suppliers
        That of all suppliers at home, if they sell to nobody else: at most this, case
        currency.
    most
        Both, case currency.
    """

    company: str
    hazard: str | None
    plants: tuple[str, ...]
    weeks: float
    stopped: float
    own: float
    suppliers: float
    most: float


def at_risk_of(
    nodes: Nodes, case: Case, plan: Plan, home: Home, nation: Nation
) -> tuple[AtRisk, ...]:
    """Return what stops take in the last year, mean of the futures.

    Parameters
    ----------
    nodes, case, plan, home
        The plan at its nodes, its case, and the nation.
    nation
        The economy. Without a sector of the plants nothing is known.
    """
    economy, crew = nation.economy, nation.crew
    if crew is None or not economy.value_added[crew] * economy.jobs[crew] > 0.0:
        return ()
    each = float(economy.value_added[crew] / economy.jobs[crew])
    plants = case.tables["facilities"].filter(
        pl.col("facility").is_in(list(home.facility_region))
    )
    weekly = {
        plant: (
            each * _heads(nodes, plan, plant) / WEEKS,
            _of_suppliers(nodes, plan, home, nation, plant) / WEEKS,
        )
        for plant in plants["facility"]
    }
    return tuple(
        _row(stop, weekly)
        for stop in _stops(plants, case.tables["hazards"])
        if any(sum(weekly[plant]) > 0.0 for plant in stop.plants)
    )


@dataclass(frozen=True)
class _Stop:
    company: str
    hazard: str | None
    plants: tuple[str, ...]
    weeks: float
    stopped: float


def _stops(plants: pl.DataFrame, hazards: pl.DataFrame) -> Iterator[_Stop]:
    """Yield a week for each company, then the hazards that stop its plants."""
    for (company,), rows in plants.group_by("owner", maintain_order=True):
        yield _Stop(str(company), None, tuple(rows["facility"]), 1.0, 1.0)
        stops = hazards.filter(
            pl.col("scope").is_in(list(SCOPES)), pl.col("weeks_mode").is_not_null()
        )
        for one in stops.iter_rows(named=True):
            hit = rows.filter(pl.col(SCOPES[one["scope"]]) == one["target"])
            if hit.height:
                stopped = 1.0 - one["residual_capacity"]
                weeks, names = one["weeks_mode"], tuple(hit["facility"])
                yield _Stop(str(company), one["hazard"], names, weeks, stopped)


def _last(nodes: Nodes) -> pl.DataFrame:
    return nodes.frame.filter(year=nodes.calendar[-1]).select("node", "probability")


def _heads(nodes: Nodes, plan: Plan, plant: str) -> float:
    """Return the people of a plant in the last year."""
    shifts = plan.tables["shifts"].filter(facility=plant)
    return _expected(shifts, _last(nodes), "headcount")


def _of_suppliers(
    nodes: Nodes, plan: Plan, home: Home, nation: Nation, plant: str
) -> float:
    """Return the value added of all suppliers of a plant in the last year (type I)."""
    last, economy = _last(nodes), nation.economy
    production = plan.tables["production"].filter(facility=plant)
    bought = bought_at(nodes, plan, home, production.join(last, on="node", how="semi"))
    needs = np.zeros(len(economy.sectors))
    for place, sector in enumerate(economy.sectors):
        needs[place] = _expected(bought.filter(sector=sector), last, "amount")
    added = economy.per_output(np.nan_to_num(economy.value_added))
    return float(needs @ total(added, inverse(coefficients(economy))))


def _expected(rows: pl.DataFrame, last: pl.DataFrame, column: str) -> float:
    amount = (pl.col(column) * pl.col("probability")).sum()
    return float(rows.join(last, on="node").select(amount).item())


def _row(stop: _Stop, weekly: Mapping[str, tuple[float, float]]) -> AtRisk:
    lost = stop.weeks * stop.stopped
    own = lost * sum(weekly[plant][0] for plant in stop.plants)
    chain = lost * sum(weekly[plant][1] for plant in stop.plants)
    cells = stop.plants, stop.weeks, stop.stopped
    return AtRisk(stop.company, stop.hazard, *cells, own, chain, own + chain)
