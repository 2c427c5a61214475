"""Which way does a ship take between two places? (The only file using searoute.)"""

from functools import cache

Point = tuple[float, float]
Line = tuple[Point, ...]

DECIMALS = 2  # degrees; about a kilometre


@cache
def sea_leg(origin: Point, destination: Point) -> Line:
    """Return the sea lane between two positions, with straight ends to both.

    Parameters
    ----------
    origin, destination
        Longitude and latitude, degrees.

    Returns
    -------
    Line
        Longitude and latitude of the points passed, degrees; longitudes run on past
        180 instead of jumping, so that neighbours are near each other.
    """
    from searoute import searoute  # loads a graph of all sea lanes

    route = searoute(list(origin), list(destination))
    points = [(float(x), float(y)) for x, y in route["geometry"]["coordinates"]]
    return _unrolled([origin, *points, destination])


def land_leg(origin: Point, destination: Point) -> Line:
    """Return the straight line between two positions."""
    return _unrolled([origin, destination])


def _unrolled(points: list[Point]) -> Line:
    """Return rounded points whose longitudes never jump by more than half a turn."""
    done = [points[0]]
    for x, y in points[1:]:
        turns = round((done[-1][0] - x) / 360)
        done.append((x + 360 * turns, y))
    return tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in done)
