"""Which economy do the tables of a case, or a file of the user, give?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.errors import UseError
from brownfield.questions.impact.economy.table import Economy
from brownfield.tables.declared.region import HOUSEHOLDS
from brownfield.tables.problems import listed

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.tables.frames import Tables

AMOUNTS = ("output", "value_added", "wages", "imports", "jobs")


@dataclass(frozen=True)
class Nation:
    """The economy of a nation and the jobs of its regions.

    Attributes
    ----------
    economy
        Its input-output table, money in case currency, jobs in people.
    full_time
        Full-time jobs to a person, by sector. Shape (S,).
    pay
        Pay before tax of a person, by sector. Shape (S,), case currency a year.
    region_jobs
        People by sector in each region. Shape (R, S), the nation itself 0.
    exponents
        Delta of the FLQ of each region. Shape (R,).
    crew
        Position of the sector of the plants; None if the case names none.
    """

    economy: Economy
    full_time: Floats = field(repr=False)
    pay: Floats = field(repr=False)
    region_jobs: Floats = field(repr=False)
    exponents: Floats = field(repr=False)
    crew: int | None


def nation_of(
    tables: Tables, regions: tuple[str, ...], own: Economy | None = None
) -> Nation:
    """Return the economy of a nation as a case tells it.

    Parameters
    ----------
    tables
        Tables of the case.
    regions
        The nation, then its regions. R of them.
    own
        Input-output table that takes the place of the case's, in its units.
    """
    stated = tables["sectors"].filter(pl.col("region") == regions[0])
    economy = own or _economy(tables, stated, regions[0])
    rows = {row["sector"]: row for row in stated.iter_rows(named=True)}
    paid = {name: row["pay"] for name, row in rows.items()}
    each = economy.jobs > 0.0
    usual = np.divide(economy.wages, economy.jobs, where=each, out=np.zeros(len(each)))
    pay = [
        usual[i] if paid.get(name) is None else paid[name]
        for i, name in enumerate(economy.sectors)
    ]
    full = [rows[n]["full_time"] if n in rows else 1.0 for n in economy.sectors]
    exponents = dict(tables["regions"].select("region", "exponent").iter_rows())
    return Nation(
        economy,
        np.array(full, dtype=float),
        np.array(pay, dtype=float),
        _region_jobs(tables, regions, economy.sectors),
        np.array([exponents[name] for name in regions]),
        _crew(tables, economy.sectors),
    )


def scaled(economy: Economy, money: float, jobs: float) -> Economy:
    """Return a table in units of one.

    Parameters
    ----------
    money, jobs
        What one in the table stands for, e.g. a million and a thousand.
    """
    names = ("flows", "output", "value_added", "wages", "other", "consumption", "final")
    amounts = {name: getattr(economy, name) * money for name in names}
    return replace(economy, jobs=economy.jobs * jobs, **amounts)


def check_named(tables: Tables, economy: Economy) -> None:
    """Check that what plants buy is bought from sectors of a table.

    Raises
    ------
    UseError
        If `purchases` names a sector that it does not have.
    """
    named = tables["purchases"]["sector"].unique(maintain_order=True)
    unknown = [name for name in named if name not in economy.sectors]
    if unknown:
        message = (
            f"--io: purchases names {listed(unknown)}, which the table does not have. "
            f"Its sectors: {listed(list(economy.sectors), most=40)}. Name these in "
            "purchases, or ask for --multipliers alone."
        )
        raise UseError(message)


def _economy(tables: Tables, stated: pl.DataFrame, nation: str) -> Economy:
    names = tuple(stated["sector"])
    at = {name: number for number, name in enumerate(names)}
    flows, consumption = np.zeros((len(names), len(names))), np.zeros(len(names))
    rows = tables["flows"].filter(pl.col("region") == nation)
    for seller, buyer, value in rows.select("sector", "buyer", "value").iter_rows():
        if buyer == HOUSEHOLDS:
            consumption[at[seller]] += value
        else:
            flows[at[seller], at[buyer]] += value
    output, added, wages, imports, jobs = (
        stated[name].fill_null(0.0).to_numpy().astype(float) for name in AMOUNTS
    )
    final = output - flows.sum(axis=1)
    return Economy(
        names, flows, output, added, wages, imports, jobs, consumption, final
    )


def _region_jobs(
    tables: Tables, regions: tuple[str, ...], sectors: tuple[str, ...]
) -> Floats:
    matrix = np.zeros((len(regions), len(sectors)))
    rows = tables["sectors"].select("region", "sector", "jobs")
    for region, sector, jobs in rows.iter_rows():
        if region in regions and sector in sectors:
            matrix[regions.index(region), sectors.index(sector)] = jobs
    return matrix


def _crew(tables: Tables, sectors: tuple[str, ...]) -> int | None:
    paid: Mapping[str, str] = dict(
        tables["purchases"].select("item", "sector").iter_rows()
    )
    return sectors.index(paid["crew"]) if paid.get("crew") in sectors else None
