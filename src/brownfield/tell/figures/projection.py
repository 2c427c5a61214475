"""Where does a position fall on the map, and which frame shows all of them?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.tell.sea_legs import Point

MARGIN = 0.07  # share of the frame left free on each side
SMALLEST = 0.06  # radii; the least width and height of a frame


@dataclass(frozen=True)
class Frame:
    """The part of the projected plane that a view shows.

    Attributes
    ----------
    x, y
        Middle, in projected units of a globe of radius 1; y grows to the north.
    width, height
        Extent, in the same units.
    """

    x: float
    y: float
    width: float
    height: float


def natural_earth(longitude: float, latitude: float) -> Point:
    """Return the natural earth projection of a position, in radii.

    Parameters
    ----------
    longitude, latitude
        Degrees; longitude counted from the middle of the map.

    References
    ----------
    Šavrič, B. and others (2011), A polynomial equation for the Natural Earth
    projection, Cartography and Geographic Information Science 38 (4).
    """
    phi = math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    across = 0.8707 - 0.131979 * p2
    across += p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))
    up = 1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4))
    return math.radians(longitude) * across, phi * up


def middle(points: list[Point]) -> float:
    """Return the longitude halfway between the outermost points, degrees."""
    across = [x for x, _ in points]
    return round((min(across) + max(across)) / 2, 1)


def frame(points: list[Point], centre: float) -> Frame:
    """Return the frame that shows all points with a margin.

    Parameters
    ----------
    points
        Longitude and latitude, degrees; longitudes may run past 180.
    centre
        Longitude of the middle of the map, degrees.
    """
    spots = [natural_earth(x - centre, y) for x, y in points]
    across, up = [x for x, _ in spots], [y for _, y in spots]
    wider = 1 + 2 * MARGIN
    return Frame(
        x=(min(across) + max(across)) / 2,
        y=(min(up) + max(up)) / 2,
        width=max(SMALLEST, wider * (max(across) - min(across))),
        height=max(SMALLEST, wider * (max(up) - min(up))),
    )
