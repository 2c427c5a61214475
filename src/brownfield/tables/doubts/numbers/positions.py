"""Which places lie far from the others of their country, but for a slip?

A slip is latitude and longitude in each other's place, or a sign that is missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, shown

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.rule import Cells
    from brownfield.tables.settings import Settings

Position = tuple[float, float]
RADIUS = 6371.0  # of the Earth, km
FAR = 2500.0  # km from the others from which on a place may be wrong
NEAR = 0.25  # of that way, within which it must lie once it is mended
PAIR = 2
RIGHT_ANGLE = 90  # degrees: the poles


def strange_positions(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield places that a swap or a sign would bring to the others of their country."""
    places = _placed(tables)
    everywhere = [_position(cells) for cells in places]
    by_country: dict[str, list[Cells]] = {}
    for cells in places:
        by_country.setdefault(cells["where"], []).append(cells)
    for country, own in by_country.items():
        slips = [_slip(cells, own) for cells in own]
        slipped = [(c, s) for c, s in zip(own, slips, strict=True) if s is not None]
        if len(own) == PAIR and len(slipped) == PAIR:
            slipped = [max(slipped, key=lambda one: _away(one[0], everywhere))]
        for cells, mended in slipped:
            yield _finding(cells, mended, country)


def _placed(tables: Tables) -> list[Cells]:
    """Return the places with a position, and the country, else territory, of each."""
    rows = tables["places"].with_row_index("row").drop_nulls(["latitude", "longitude"])
    where = pl.coalesce("country", "customs_territory")
    return rows.with_columns(where=where).drop_nulls("where").to_dicts()


def _position(cells: Cells) -> Position:
    return cells["latitude"], cells["longitude"]


def _slip(cells: Cells, own: list[Cells]) -> Position | None:
    """Return where a place lies once it is mended; None where nothing is wrong."""
    if len(own) < PAIR:
        return None
    others = own if len(own) > PAIR else [other for other in own if other is not cells]
    middle = (
        median(other["latitude"] for other in others),
        median(other["longitude"] for other in others),
    )
    latitude, longitude = _position(cells)
    away = _distance((latitude, longitude), middle)
    mended = [(longitude, latitude), (-latitude, longitude), (latitude, -longitude)]
    allowed = [place for place in mended if abs(place[0]) <= RIGHT_ANGLE]
    best = min(allowed, key=lambda place: _distance(place, middle))
    is_wrong = away > FAR and _distance(best, middle) < NEAR * away
    return best if is_wrong else None


def _away(cells: Cells, everywhere: list[Position]) -> float:
    return sum(_distance(_position(cells), other) for other in everywhere)


def _distance(here: Position, there: Position) -> float:
    """Return the way along a great circle, km (haversine)."""
    (lat, lon), (to_lat, to_lon) = (
        (math.radians(a), math.radians(b)) for a, b in (here, there)
    )
    across = math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    half = math.sin((to_lat - lat) / 2) ** 2 + across
    return 2 * RADIUS * math.asin(math.sqrt(min(half, 1.0)))


def _finding(cells: Cells, mended: Position, country: str) -> Finding:
    latitude, longitude = mended
    return Finding(
        table="places",
        row=cells["row"],
        column="latitude",
        value=shown(cells["latitude"]),
        rule="far_from_its_country",
        message=f"{cells['place']} lies far from the other places of {country}",
        hint=f"Did you mean latitude {latitude:g} and longitude {longitude:g}?",
    )
