"""Which part of the world does a map show, and which lines are drawn in it?

Degrees are drawn side by side, a degree of longitude as wide as it is in the middle of
the map: good enough to find a plant and to draw a circle around some.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from brownfield.tell.vendored import text_of

WIDE = 1000.0  # of every map, in its own units
MARGIN = 5.0  # degrees left free around the outermost places
LEAST = 16.0  # degrees across
RADIUS = 6371.0  # km, mean radius of the earth
Point = tuple[float, float]
"""Longitude and latitude, degrees."""


@dataclass(frozen=True)
class Frame:
    """The part of the world that a map shows.

    Attributes
    ----------
    west, north
        Its upper left corner, degrees.
    across, down
        Its extent, degrees.
    """

    west: float
    north: float
    across: float
    down: float

    @property
    def squeeze(self) -> float:
        """Width of a degree of longitude over that of a degree of latitude."""
        return math.cos(math.radians(self.north - self.down / 2))

    @property
    def tall(self) -> float:
        """Height of the map, in units of which it is `WIDE` wide."""
        return WIDE * self.down / (self.across * self.squeeze)

    def at(self, point: Point) -> Point:
        """Return where a position falls, in units from the upper left corner."""
        x = WIDE * (point[0] - self.west) / self.across
        y = self.tall * (self.north - point[1]) / self.down
        return round(x, 1), round(y, 1)

    def closer(self, times: int, points: Iterable[Point]) -> Frame:
        """Return a frame so many times smaller, around the most central of points.

        That is the one which all others are nearest to; between two continents there
        is nothing to be seen.
        """
        positions = list(points)
        if times <= 1 or not positions:
            return self
        across, down = self.across / times, self.down / times
        east, north = min(
            positions, key=lambda one: sum(kilometres(one, o) for o in positions)
        )
        corner = round(east - across / 2, 1), round(north + down / 2, 1)
        return Frame(*corner, round(across, 1), round(down, 1))

    def has(self, point: Point) -> bool:
        """Return whether a position is on the map."""
        across, down = point[0] - self.west, self.north - point[1]
        return 0 <= across <= self.across and 0 <= down <= self.down


def frame_of(points: Iterable[Point]) -> Frame:
    """Return the frame that shows all points, with a margin."""
    positions = list(points) or [(0.0, 50.0)]
    longitudes, latitudes = zip(*positions, strict=True)
    across = max(max(longitudes) - min(longitudes) + 2 * MARGIN, LEAST)
    down = max(max(latitudes) - min(latitudes) + 2 * MARGIN, across / 3)
    west = (max(longitudes) + min(longitudes) - across) / 2
    north = min((max(latitudes) + min(latitudes) + down) / 2, 85.0)
    return Frame(round(west, 1), round(north, 1), round(across, 1), round(down, 1))


def kilometres(one: Point, other: Point) -> float:
    """Return the distance of two positions on the globe, km (haversine)."""
    (x1, y1), (x2, y2) = (tuple(map(math.radians, p)) for p in (one, other))
    part = math.sin((y2 - y1) / 2) ** 2
    part += math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(math.sqrt(part), 1.0))


@lru_cache(maxsize=16)
def coasts(frame: Frame) -> str:
    """Return coasts and borders within a frame, as the path of a drawing."""
    parts = []
    for line in _lines():
        is_drawn = False
        for before, point in pairwise(line):
            if not (frame.has(before) or frame.has(point)):
                is_drawn = False
                continue
            if not is_drawn:
                parts.append("M{:g} {:g}".format(*frame.at(before)))
            parts.append("L{:g} {:g}".format(*frame.at(point)))
            is_drawn = True
    return "".join(parts)


@cache
def _lines() -> tuple[tuple[Point, ...], ...]:
    """Return every line of the shipped outline, in degrees."""
    world = json.loads(text_of("countries-110m.json"))
    (kx, ky), (x0, y0) = world["transform"]["scale"], world["transform"]["translate"]
    return tuple(
        tuple((x0 + kx * x, y0 + ky * y) for x, y in _summed(arc))
        for arc in world["arcs"]
    )


def _summed(arc: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the points of a line; each is kept as its step from the one before."""
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x, y
