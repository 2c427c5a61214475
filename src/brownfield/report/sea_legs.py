"""Along which sea lanes does a delivery travel? (The only file that uses searoute.)"""

from functools import cache
from typing import Any

import polars as pl

Point = tuple[float, float]


@cache
def _sea_line(start: Point, end: Point) -> tuple[Point, ...]:
    import searoute

    route: Any = searoute.searoute(list(start), list(end))
    between = tuple((float(x), float(y)) for x, y in route["geometry"]["coordinates"])
    return (start, *between, end)


def features(flows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return one GeoJSON line per flow: along sea lanes, or straight on land.

    Parameters
    ----------
    flows
        origin, place, year, vehicles, is_sea and the positions of both ends.
    """
    return [_feature(row) for row in flows.to_dicts()]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    start = (row["from_longitude"], row["from_latitude"])
    end = (row["to_longitude"], row["to_latitude"])
    line = _sea_line(start, end) if row["is_sea"] else (start, end)
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [list(p) for p in line]},
        "year": row["year"],
        "vehicles": round(row["vehicles"]),
        "leg": f"{row['facility']} to {row['place']}",
    }
