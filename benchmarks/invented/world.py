"""What is drawn once for an invented case, and read by several of its tables?"""

from dataclasses import dataclass

import numpy as np
import polars as pl

FIRST = 2030
BUILT_IN = 0.25  # share of plants that may build a product
SOLD_IN = 0.4  # share of markets in which a product is sold
SPARE = 1.4  # line time of all plants on two shifts, over what is asked for
UNIONS = ("north", "east", "south")
Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Size:
    """How many of everything a case has."""

    sites: int
    plants: int
    products: int
    markets: int
    years: int


SIZES = {
    "region": Size(5, 8, 12, 8, 8),
    "country": Size(10, 20, 20, 15, 6),
    "continent": Size(25, 60, 80, 40, 10),
}


@dataclass(frozen=True)
class World:
    """What is drawn once and read by several tables.

    Attributes
    ----------
    at
        Place of each site, then of each market. Shape (places, 2), km.
    wage
        Labour cost of each site over the mean. Shape (sites,).
    volume
        What each market asks for in the first year; 0 where it is not sold. Shape
        (products, markets), vehicles a year.
    price
        Of each product. Shape (products,), case currency.
    growth
        Of its demand. Shape (products,), share a year.
    share
        Of each plant in all line time. Shape (plants,).
    builds
        Whether a plant may build a product. Shape (products, plants).
    """

    size: Size
    at: np.ndarray
    wage: np.ndarray
    volume: np.ndarray
    price: np.ndarray
    growth: np.ndarray
    share: np.ndarray
    builds: np.ndarray

    @property
    def line_time(self) -> np.ndarray:
        """What each plant makes on two shifts. Shape (plants,), vehicles a year."""
        middle = (1 + self.growth) ** (self.size.years // 2)
        asked = float((self.volume.sum(axis=1) * middle).sum())
        return self.share / self.share.sum() * asked * SPARE

    def union(self, place: int) -> str:
        """Return the customs territory of a site or market."""
        return UNIONS[min(int(self.at[place, 0] // 700), 2)]


def world(size: Size, seed: int) -> World:
    """Return what a seed draws for a size."""
    draw = np.random.default_rng([seed, size.plants])
    places, pairs = size.sites + size.markets, (size.products, size.markets)
    is_sold = draw.random(pairs) < SOLD_IN
    is_sold[
        np.arange(size.products), draw.integers(size.markets, size=size.products)
    ] = 1
    builds = np.zeros((size.products, size.plants), bool)
    for row in builds:
        row[draw.permutation(size.plants)[: max(2, round(BUILT_IN * size.plants))]] = (
            True
        )
    return World(
        size,
        at=draw.uniform(0, 2_100, (places, 2)),
        wage=draw.uniform(0.75, 1.3, size.sites),
        volume=np.round(np.where(is_sold, draw.lognormal(8.7, 0.6, pairs), 0)),
        price=draw.uniform(20_000, 40_000, size.products).round(-2),
        growth=draw.uniform(-0.02, 0.07, size.products),
        share=draw.uniform(0.6, 1.4, size.plants),
        builds=builds,
    )


def owner(plant: int) -> str:
    """Return who owns a plant: the maker two of three."""
    return "host" if plant % 3 == 2 else "maker"


def site_of(made: World, plant: str) -> str:
    """Return the site of a plant."""
    return f"site{int(plant.removeprefix('plant')) % made.size.sites:02d}"


def names_of(kind: str, count: int) -> list[str]:
    """Return short names: kind and number."""
    return [f"{kind}{i:02d}" for i in range(count)]
