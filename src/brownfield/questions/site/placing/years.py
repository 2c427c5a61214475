"""What does each function of a headquarters cost in each place, year by year?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.case.one_currency import at_first_year
from brownfield.derive.money import discount_factor
from brownfield.questions.site.scoring.costs import yearly_costs

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.tables.frames import Tables


@dataclass(frozen=True)
class Years:
    """Staff and money of each function, in the years in which it is open.

    Attributes
    ----------
    functions, sites
        Short names; sites whose pay is given.
    years
        Calendar years of the case.
    staff
        People by function. Shape (functions,).
    is_open
        Whether a function is open in a year. Shape (functions, years).
    factor
        What money of a year is worth at the value date, at the rate of the company that
        pays. Shape (functions, years).
    running
        Pay, rent and trips to plants, case currency a year. Shape (functions, sites).
    once
        Fit-out less what a government pays, case currency in the year of opening. Shape
        (functions, sites).
    room
        Most people whom all functions may employ, by site and year; infinite where no
        talent pool is given. Shape (sites, years).
    """

    functions: tuple[str, ...]
    sites: tuple[str, ...]
    years: tuple[int, ...]
    staff: Floats = field(repr=False)
    is_open: Floats = field(repr=False)
    factor: Floats = field(repr=False)
    running: Floats = field(repr=False)
    once: Floats = field(repr=False)
    room: Floats = field(repr=False)

    @property
    def opening(self) -> Floats:
        """1 in the year in which a function opens. Shape (functions, years)."""
        before = np.hstack([np.zeros((len(self.functions), 1)), self.is_open[:, :-1]])
        opening: Floats = self.is_open - before
        return opening

    @property
    def cost(self) -> Floats:
        """Present value of all years, case currency. Shape (functions, sites)."""
        lasting = (self.is_open * self.factor).sum(axis=1)
        begun = (self.opening * self.factor).sum(axis=1)
        cost: Floats = lasting[:, None] * self.running + begun[:, None] * self.once
        return cost

    def by_year(self, place: Floats) -> Floats:
        """Return what all functions cost in each year, not discounted. Shape (years,).

        Parameters
        ----------
        place
            1 where a function stands. Shape (functions, sites).
        """
        running, once = (self.running * place).sum(axis=1), (self.once * place).sum(1)
        amounts: Floats = running @ self.is_open + once @ self.opening
        return amounts


def years_of(case: Case) -> Years:
    """Return staff and money of the functions of a case at the rates of its first year.

    Parameters
    ----------
    case
        The case.

    Raises
    ------
    DataError
        If a currency has no rate for the first year.
    """
    tables, settings = at_first_year(case).tables, case.settings.case
    years = tuple(range(settings.first_year, settings.last_year + 1))
    functions = tables["functions"]
    priced_sites = tables["sites"].filter(pl.col("pay").is_not_null())
    opens = functions["opens"].fill_null(years[0]).to_numpy()
    names = tuple(functions["function"].to_list())
    running, once = _money(tables, names, tuple(priced_sites["site"].to_list()))
    return Years(
        functions=names,
        sites=tuple(priced_sites["site"].to_list()),
        years=years,
        staff=functions["staff"].fill_null(0.0).to_numpy(),
        is_open=(np.array(years) >= opens[:, None]).astype(float),
        factor=_factors(case, functions, years),
        running=running,
        once=once,
        room=_room(priced_sites, years),
    )


def _factors(case: Case, functions: pl.DataFrame, years: tuple[int, ...]) -> Floats:
    rates = dict(case.tables["parties"].select("party", "discount_rate").iter_rows())
    payers = functions["owner"].fill_null(payer_of(case)).to_list()
    factors = [
        [
            discount_factor(rates.get(payer) or 0.0, year, case.settings)
            for year in years
        ]
        for payer in payers
    ]
    return np.array(factors)


def payer_of(case: Case) -> str:
    """Return the company that pays for a function that names none."""
    return next((p for p in case.planned_parties if p in case.companies), "")


def _money(
    tables: Tables, functions: tuple[str, ...], sites: tuple[str, ...]
) -> tuple[Floats, Floats]:
    """Return what a function costs a year, and once. Shape (functions, sites)."""
    rows = yearly_costs(tables).rows_by_key(
        ["function", "site"], named=True, unique=True
    )
    fit_out = dict(tables["sites"].select("site", "fit_out").iter_rows())
    travel = to_plants(tables)
    running, once = np.zeros((2, len(functions), len(sites)))
    for f, function in enumerate(functions):
        for s, site in enumerate(sites):
            row = rows[function, site]
            running[f, s] = row["cost"] + travel.get((function, site), 0.0)
            once[f, s] = row["staff"] * fit_out[site] - row["incentive"]
    return running, once


def to_plants(tables: Tables) -> dict[tuple[str, str], float]:
    """Return what trips to plants cost a year, by function and site.

    Parameters
    ----------
    tables
        `trips`, `journeys` and `facilities`, money in case currency.
    """
    plants = tables["facilities"].select(other="facility")
    own = tables["trips"].join(plants, on="other", how="semi")
    both = own.join(tables["journeys"], on="other", how="inner")
    spent = both.group_by("function", "site", maintain_order=True).agg(
        (pl.col("trips") * pl.col("cost")).sum()
    )
    return {(function, site): cost for function, site, cost in spent.iter_rows()}


def _room(sites: pl.DataFrame, years: tuple[int, ...]) -> Floats:
    """Return how many people all functions may employ. Shape (sites, years)."""
    pool = sites["talent_pool"].fill_null(np.inf).to_numpy()
    share, growth = sites["pool_share"].to_numpy(), sites["pool_growth"].to_numpy()
    age = np.arange(len(years))
    room: Floats = (pool * share)[:, None] * (1.0 + growth)[:, None] ** age
    return room
