"""How many jobs does each plant have, and whose agreement does the plan need?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import at_first_year
from brownfield.derive.frames import is_in_force
from brownfield.tell.views import expected, table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.tell.labels import Labels


@dataclass(frozen=True)
class Jobs:
    """The jobs of a plant, year by year.

    Attributes
    ----------
    facility
        The plant, printed.
    today
        Jobs before the first year: those of the shift pattern marked `is_current`, 0 of
        a plant that must be opened; None if no pattern is marked.
    years
        Calendar years of the horizon.
    planned
        Jobs in each of these years, expected over the futures.
    if_nothing
        The same in the best plan that begins, opens and closes nothing; None if that
        was not made.
    """

    facility: str
    today: float | None
    years: tuple[int, ...]
    planned: tuple[float, ...]
    if_nothing: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Agreement:
    """A guest and a host who must agree, since the one builds in the other's plant.

    Attributes
    ----------
    guest, host, facility
        Owner of the programme, owner of the plant, and the plant; printed.
    fee, fee_most
        Least and most that `contracts` say the guest pays the host for a vehicle of
        its programmes, in any year from their start on, case currency a vehicle; None
        if they say nothing.
    """

    guest: str
    host: str
    facility: str
    fee: float | None
    fee_most: float | None


def jobs(
    plan: Plan, without: Plan | None, case: Case, labels: Labels
) -> tuple[Jobs, ...]:
    """Return the jobs of every plant that has some, in the order of the table.

    Parameters
    ----------
    plan, without
        The plan, and the best one that begins nothing; None if it was not made.
    case
        The case.
    labels
        Printed names.
    """
    years = tuple(sorted(set(plan.nodes["year"])))
    planned = _planned(plan)
    idle = _planned(without) if without and without.tables else None
    plants = []
    for plant in case.tables["facilities"].iter_rows(named=True):
        name = plant["facility"]
        today = 0.0 if plant["status"] != "operating" else _today(case, name)
        series = _series(planned, name, years)
        if today or any(series):
            printed = labels.facilities.get(name, name)
            beside = None if idle is None else _series(idle, name, years)
            plants.append(Jobs(printed, today, years, series, beside))
    return tuple(plants)


def _series(
    heads: Mapping[tuple[str, int], float], name: str, years: tuple[int, ...]
) -> tuple[float, ...]:
    return tuple(heads.get((name, year), 0.0) for year in years)


def _planned(plan: Plan) -> dict[tuple[str, int], float]:
    """Return the expected jobs of each plant and year that has a pattern."""
    rows = table(plan, "shifts").select("facility", "node", "year", "headcount")
    sums = expected(plan, rows, ["facility"]).select("facility", "year", "headcount")
    return {(name, year): heads for name, year, heads in sums.iter_rows()}


def _today(case: Case, facility: str) -> float | None:
    patterns = case.tables["shift_patterns"].filter(facility=facility, is_current=True)
    heads = patterns["headcount"].to_list()
    return float(heads[0]) if heads else None


def agreements(plan: Plan, case: Case, labels: Labels) -> tuple[Agreement, ...]:
    """Return who must agree with whom, for programmes that are decided on."""
    options = case.tables["build_options"].filter("is_committed")
    running = pl.col("build_option").is_in(options["build_option"].implode())
    plants = case.tables["facilities"].select("facility", "owner")
    owners: dict[str, str] = dict(plants.iter_rows())
    rows = table(plan, "starts").filter(~running)
    pairs = rows.select("programme_owner", "facility").unique(maintain_order=True)
    paid = at_first_year(case)
    return tuple(
        Agreement(
            labels.parties.get(guest, guest),
            labels.parties.get(owners[plant], owners[plant]),
            labels.facilities.get(plant, plant),
            *_fees(
                paid,
                (guest, owners[plant], plant),
                rows.filter(programme_owner=guest, facility=plant),
            ),
        )
        for guest, plant in pairs.iter_rows()
        if owners[plant] != guest
    )


def _fees(
    case: Case, pair: tuple[str, str, str], started: pl.DataFrame
) -> tuple[float | None, float | None]:
    """Return least and most of what a guest pays a vehicle, by product and year."""
    guest, host, facility = pair
    contracts = case.tables["contracts"].filter(
        pl.col("facility").is_null() | (pl.col("facility") == facility),
        payer=guest,
        payee=host,
        form="fee_per_vehicle",
    )
    horizon = range(case.settings.case.first_year, case.settings.case.last_year + 1)
    years = pl.DataFrame({"year": horizon}, schema={"year": pl.Int64})
    begun = started.group_by(pl.col("product").cast(pl.String)).agg(
        begun=pl.col("year").min()
    )
    is_of_it = pl.col("of").is_null() | (pl.col("of") == pl.col("product"))
    asked = (
        begun.join(years, how="cross")
        .filter(pl.col("year") >= pl.col("begun"))
        .join(contracts.rename({"product": "of"}), how="cross")
        .filter(is_in_force(), is_of_it)
    )
    fees = asked.group_by("product", "year").agg(pl.col("amount").sum())["amount"]
    return (min(fees), max(fees)) if len(fees) else (None, None)
