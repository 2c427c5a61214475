"""Which places, plants, firms and borders belong to the nation that is asked about?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import UnansweredError, UseError
from brownfield.tables.problems import listed

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables


@dataclass(frozen=True)
class Home:
    """The nation, its regions, and what lies in them.

    Attributes
    ----------
    nation
        Its short name.
    regions
        Short names: the nation itself first, which stands for what lies in no region,
        then its regions. R of them.
    place_region
        Position of the region of each place at home.
    facility_region
        Position of the region of each plant at home.
    countries
        Countries of its places.
    territories
        Customs territories of its places that are its own: all of their places lie in
        these countries. Duty of a customs union is no revenue of one member.
    """

    nation: str
    regions: tuple[str, ...]
    place_region: Mapping[str, int] = field(repr=False)
    facility_region: Mapping[str, int] = field(repr=False)
    countries: frozenset[str]
    territories: frozenset[str]

    @property
    def sources(self) -> dict[str, int]:
        """Position of the region of each source of parts: a place or a plant."""
        return {**self.place_region, **self.facility_region}


def home_of(tables: Tables, region: str | None) -> Home:
    """Return the nation that a region belongs to, with all of its regions.

    Parameters
    ----------
    tables
        Tables of the case.
    region
        Nation or region asked about; None = the first nation that has sectors.

    Raises
    ------
    UnansweredError
        If the case has no regions.
    UseError
        If there is no such region.
    """
    within = dict(tables["regions"].select("region", "within").iter_rows())
    if not within:
        message = (
            "The case has no rows of regions, so nobody's jobs are counted. regions "
            "says which there are, places.region what lies in them, sectors what they "
            "make; docs/impact.md shows them."
        )
        raise UnansweredError(message)
    if region is not None and region not in within:
        message = f"There is no region {region!r}; there are: {listed(list(within))}."
        raise UseError(message)
    nation = within[region] or region if region else _first(tables, within)
    regions = (nation, *(name for name, nested in within.items() if nested == nation))
    places = tables["places"].filter(pl.col("region").is_in(regions))
    at = {p: regions.index(r) for p, r in places.select("place", "region").iter_rows()}
    plants = tables["facilities"].select("facility", "place").iter_rows()
    return Home(
        nation,
        regions,
        at,
        {plant: at[place] for plant, place in plants if place in at},
        frozenset(places["country"].drop_nulls()),
        frozenset(_own_territories(tables["places"], places)),
    )


def _own_territories(every: pl.DataFrame, ours: pl.DataFrame) -> list[str]:
    """Return the customs territories that have no place in another country."""
    countries = ours["country"].drop_nulls().unique()
    foreign = every.filter(
        pl.col("country").is_not_null(), ~pl.col("country").is_in(countries.implode())
    )
    shared = foreign["customs_territory"].unique()
    own = ours.filter(~pl.col("customs_territory").is_in(shared.implode()))
    return own["customs_territory"].unique().sort().to_list()


def _first(tables: Tables, within: Mapping[str, str | None]) -> str:
    """Return the first nation that has sectors, else the first there is."""
    nations = [name for name, nested in within.items() if not nested]
    regions = set(tables["sectors"]["region"])
    return next((name for name in nations if name in regions), nations[0])
