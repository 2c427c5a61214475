"""How is what an owner needs shared over its plants, so that they need it once?

At each node every market of a product is placed by itself, those that the fewest plants
can serve first: where the product runs already, then where it can be started, then at
plants that must be opened. Plants of equal standing share it in proportion to the
vehicles they still have room for. What fits nowhere is placed nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import polars as pl

Row = Mapping[str, Any]
Room = dict[str, float]  # plant -> line time left, standard vehicles a year

PLACED_SCHEMA = {
    "node": pl.String,
    "facility": pl.String,
    "line_time": pl.Float64,
    "contribution": pl.Float64,
}


def placed_needs(servable: pl.DataFrame, plants: pl.DataFrame) -> pl.DataFrame:
    """Return the line time that the owners' own products take at each plant and node.

    Parameters
    ----------
    servable
        As `servable_demand`; only rows of owners count.
    plants
        As `plants_at_nodes`: commitments go before everything else.

    Returns
    -------
    frame
        node, facility, line_time (standard vehicles a year), contribution (case
        currency per standard vehicle); one row for each market served.
    """
    own = servable.filter("is_own").partition_by("node", as_dict=True)
    rooms = _rooms(plants)
    needs = [
        (node, *placed)
        for (node,), rows in own.items()
        for placed in _at_node(rows.to_dicts(), rooms.get(node, {}))
    ]
    return pl.DataFrame(needs, schema=PLACED_SCHEMA, orient="row")


def _rooms(plants: pl.DataFrame) -> dict[str, Room]:
    left = pl.col("line_time") - pl.col("committed")
    rooms: dict[str, Room] = {}
    for node, plant, room in plants.select("node", "facility", left).iter_rows():
        rooms.setdefault(node, {})[plant] = room
    return rooms


def _at_node(rows: Sequence[Row], room: Room) -> Iterator[tuple[str, float, float]]:
    """Yield facility, line time and contribution of each market; `room` shrinks."""
    by_market = groupby(sorted(rows, key=_market), key=_market)
    markets = [
        [row for row in ways if room.get(row["facility"], 0.0) > 0]
        for _, ways in by_market
    ]  # a plant that may not run at the node, or is full, serves nobody
    for ways in sorted(markets, key=len):
        yield from _place(ways, room)


def _market(row: Row) -> tuple[str, str]:
    return row["product"], row["place"]


def _place(ways: Sequence[Row], room: Room) -> Iterator[tuple[str, float, float]]:
    """Yield where one market is served, the best standing first."""
    ordered = sorted(ways, key=_rank)
    wanted = ordered[0]["volume"] if ordered else 0.0
    for _, group in groupby(ordered, key=_rank):
        equals = [way for way in group if room[way["facility"]] > 0]
        if any(way["use"] <= 0 for way in equals):
            return  # served there without line time
        fits = sum(room[way["facility"]] / way["use"] for way in equals)
        share = min(1.0, wanted / fits) if fits else 0.0
        for way in equals:
            taken = share * room[way["facility"]]
            room[way["facility"]] -= taken
            yield way["facility"], taken, way["contribution"]
        if wanted <= fits:
            return
        wanted -= fits


def _rank(row: Row) -> int:
    return int(row["rank"])
