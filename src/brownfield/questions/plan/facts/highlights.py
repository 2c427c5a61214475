"""Which few numbers does the sentence under each figure name?"""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Amount:
    """What a party, future or option gets.

    Attributes
    ----------
    name
        The party, future or option, printed.
    amount
        Case currency.
    """

    name: str
    amount: float


@dataclass(frozen=True)
class PeakUse:
    """When and where guests use most line time.

    Attributes
    ----------
    facility, year
        Plant (printed) and calendar year.
    used
        Line time of guests, standard vehicles a year.
    share
        Of the capacity in force, in [0, 1].
    """

    facility: str
    year: int
    used: float
    share: float


@dataclass(frozen=True)
class LaneCosts:
    """The cheapest and the dearest way to serve a market in a year.

    Attributes
    ----------
    serves, year
        Product and market (printed), calendar year.
    cheapest, dearest
        Where and how it is built, and landed cost per vehicle, case currency.
    """

    serves: str
    year: int
    cheapest: Amount
    dearest: Amount


@dataclass(frozen=True)
class OriginFall:
    """The year in which most recipes stop to originate.

    Attributes
    ----------
    year
        Calendar year.
    before, after, total
        Number of recipes that originate before and in it, and of all recipes.
    """

    year: int
    before: int
    after: int
    total: int


@dataclass(frozen=True)
class Deliveries:
    """The year in which most vehicles are delivered.

    Attributes
    ----------
    year
        Calendar year; the first of them if several.
    vehicles
        Delivered in it.
    facility, place
        Ends of its largest flow (short names).
    largest
        Vehicles of that flow.
    """

    year: int
    vehicles: float
    facility: str
    place: str
    largest: float


def peak_use(capacity_use: pl.DataFrame, view: str) -> PeakUse | None:
    """Return where guests use most in a view; None if no plant builds for one."""
    used = pl.col("guest_used")
    guests = capacity_use.filter((pl.col("view") == view) & (used > 0))
    if guests.is_empty():
        return None
    peak = guests.sort("guest_used", descending=True).row(0, named=True)
    share = peak["guest_used"] / peak["capacity"]
    return PeakUse(peak["facility"], peak["year"], peak["guest_used"], share)


def largest_investor(cash: pl.DataFrame, view: str) -> Amount | None:
    """Return who spends most on investment in a view; None if nobody does."""
    spent = cash.filter((pl.col("view") == view) & (pl.col("group") == "Investment"))
    by_party = spent.group_by("party", maintain_order=True)
    most = by_party.agg(pl.col("amount").sum()).filter(pl.col("amount") < 0)
    if most.is_empty():
        return None
    party, amount = most.sort("amount").row(0)
    return Amount(party, -amount)


def by_future(future_values: pl.DataFrame) -> tuple[Amount, ...]:
    """Return what the plan is worth in each future, the lowest first."""
    futures = future_values.group_by("future", maintain_order=True)
    totals = futures.agg(pl.col("value").sum()).sort("value")
    return tuple(Amount(*row) for row in totals.iter_rows())


def by_option(options: pl.DataFrame) -> tuple[Amount, ...]:
    """Return the option worth most and that worth least; one if one has a plan."""
    valued = options.filter(pl.col("value").is_not_nan()).select("title", "value")
    if valued.height < 2:
        return tuple(Amount(*row) for row in valued.iter_rows())
    best = valued.sort("value", descending=True).row(0)
    return (Amount(*best), Amount(*valued.sort("value").row(0)))


def lane_costs(lanes: pl.DataFrame, year: int) -> LaneCosts | None:
    """Return the ends of the range of the first market; None if it has one way."""
    serves = pl.col("serves") == pl.col("serves").first()
    at = lanes.filter(serves).filter(pl.col("year") == year).sort("landed_cost")
    if at.height < 2:
        return None
    costs = at.select("way", "landed_cost")
    return LaneCosts(
        at["serves"][0], year, Amount(*costs.row(0)), Amount(*costs.row(-1))
    )


def origin_fall(origin: pl.DataFrame) -> OriginFall | None:
    """Return the year of the largest fall; None if no recipe stops to originate."""
    passed = pl.col("is_originating").cast(pl.Int64).sum()
    counts = origin.group_by("year").agg(num=passed, total=pl.len()).sort("year")
    steps = counts.with_columns(step=pl.col("num").diff())
    falls = steps.filter(pl.col("step") < 0).sort("step", "year")
    if falls.is_empty():
        return None
    year, num, total, step = falls.row(0)
    return OriginFall(year, num - step, num, total)


def busiest_year(flows: pl.DataFrame) -> Deliveries | None:
    """Return the year with most deliveries; None if there are none."""
    if flows.is_empty():
        return None
    by_year = flows.group_by("year").agg(pl.col("vehicles").sum().round(0))
    ordered = by_year.sort("vehicles", "year", descending=[True, False])
    year = int(ordered["year"][0])
    at = flows.filter(pl.col("year") == year).sort("vehicles", descending=True)
    facility, place, largest = at.select("facility", "place", "vehicles").row(0)
    return Deliveries(year, float(at["vehicles"].sum()), facility, place, largest)


def built_in(built: pl.DataFrame, view: str, year: int) -> float:
    """Return the vehicles built in a year of a view."""
    of_it = built.filter((pl.col("view") == view) & (pl.col("year") == year))
    return float(of_it["vehicles"].sum())
