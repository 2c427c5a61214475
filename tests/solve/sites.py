"""Which sites serve which markets at least cost? Cases, and the answer by counting."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from brownfield.case.case import Case
from tests.model.small_cases import option, pattern, small_case


@dataclass(frozen=True)
class Sites:
    """Sites to open and markets to serve.

    Attributes
    ----------
    opening, capacity
        Per site.
    volume
        Per market.
    freight
        Per vehicle, from each site (outer) to each market.
    price, penalty
        Per vehicle sold and lost.
    """

    opening: Sequence[float]
    capacity: Sequence[float]
    volume: Sequence[float]
    freight: Sequence[Sequence[float]]
    price: float
    penalty: float


def value_by_counting(sites: Sites) -> float:
    """Return the best value of all ways to give each market one site, or none.

    That is the optimum where markets are alike and capacities are multiples of them,
    or where each site can serve them all.
    """
    choices = range(-1, len(sites.opening))
    ways = product(choices, repeat=len(sites.volume))
    return max(_value(sites, way) for way in ways)


def _value(sites: Sites, way: Sequence[int]) -> float:
    loads = dict.fromkeys(way, 0.0)
    worth = 0.0
    for market, site in enumerate(way):
        volume = sites.volume[market]
        loads[site] += volume
        sold = sites.price - sites.freight[site][market]
        worth += volume * (sold if site >= 0 else -sites.penalty)
    used = set(way) - {-1}
    if any(loads[site] > sites.capacity[site] for site in used):
        return float("-inf")
    return worth - sum(sites.opening[site] for site in used)


def case_of(sites: Sites) -> Case:
    """Return the sites as a case of one year."""
    names = [f"site{i}" for i in range(len(sites.opening))]
    markets = [f"market{j}" for j in range(len(sites.volume))]
    return small_case(
        {
            "places": [{"place": p, "customs_territory": "X"} for p in names + markets],
            "facilities": [
                {
                    "facility": name,
                    "place": name,
                    "owner": "firm",
                    "status": "candidate",
                    "opening_cost": cost,
                }
                for name, cost in zip(names, sites.opening, strict=True)
            ],
            "shift_patterns": [
                pattern(name, capacity)
                for name, capacity in zip(names, sites.capacity, strict=True)
            ],
            "build_options": [option(f"at-{name}", facility=name) for name in names],
            "lanes": [
                {"origin": name, "destination": market, "freight": cost}
                for name, row in zip(names, sites.freight, strict=True)
                for market, cost in zip(markets, row, strict=True)
            ],
            "demand": [
                {
                    "product": "car",
                    "place": market,
                    "year": 2030,
                    "volume": volume,
                    "price": sites.price,
                    "lost_sale_penalty": sites.penalty,
                }
                for market, volume in zip(markets, sites.volume, strict=True)
            ],
        }
    )
