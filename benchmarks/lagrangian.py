"""How near to the best plan of a large facility location does a price a customer come?

With a price for serving each customer the sites no longer know each other: every site
is a knapsack of the customers it gains from, filled in order of gain, and opening it
pays or not. That bounds every plan from below (Lagrangian relaxation of the demand
rows, as in Cornuejols, Sridharan and Thizy 1991). The prices climb by the volume
algorithm (Barahona and Anbil 2000), whose averages say which sites and lanes are worth
looking at; HiGHS plans among these only (a kernel), which gives a plan for all.
"""

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]
ROUNDS = 300  # of prices
KEPT = 0.05  # share of the newest answer in the averages
PATIENCE = 15  # rounds without a better bound after which steps are halved
ABOVE = 0.05  # of the bound: so far above it the best plan is looked for
SHORTEST = 1e-3  # step at which the prices stay


@dataclass(frozen=True)
class Sites:
    """A facility-location problem with capacities.

    Attributes
    ----------
    capacity, fixed
        Per site. Shape (m,).
    demand
        Per customer. Shape (n,).
    unit
        Cost of one unit from a site to a customer. Shape (m, n).
    """

    capacity: Floats = field(repr=False)
    fixed: Floats = field(repr=False)
    demand: Floats = field(repr=False)
    unit: Floats = field(repr=False)


@dataclass
class Priced:
    """What is known after some rounds of prices.

    Attributes
    ----------
    bound
        No plan costs less.
    prices
        Of one unit of each customer, with which that is proved. Shape (n,).
    opened
        Average over the rounds: how far each site is open. Shape (m,).
    served
        The same: how much of each customer's demand comes from a site. Shape (m, n).
    seconds
        Processor seconds.
    """

    bound: float
    prices: Floats = field(repr=False)
    opened: Floats = field(repr=False)
    served: Floats = field(repr=False)
    seconds: float = 0.0


def answer(sites: Sites, prices: Floats) -> tuple[float, Floats, Floats]:
    """Return the bound at some prices, which sites open and what they serve.

    Parameters
    ----------
    sites
        The problem.
    prices
        Of one unit of each customer. Shape (n,).

    Returns
    -------
    bound
        No plan costs less.
    opened, served
        As in `Priced`, of this round.
    """
    gain = sites.unit - prices
    row, column = np.nonzero(gain < 0.0)
    each = gain[row, column]
    order = np.lexsort((each, row))
    row, column, each = row[order], column[order], each[order]
    amount = sites.demand[column]
    filled = np.cumsum(amount)
    begin = np.searchsorted(row, np.arange(len(sites.fixed)))
    before = np.append(0.0, filled)[begin][row]
    room = sites.capacity[row] - (filled - before - amount)
    used = np.clip(room, 0.0, amount)
    worth = sites.fixed + np.bincount(row, used * each, len(sites.fixed))
    opened = _chosen(worth, sites.capacity, sites.demand.sum())
    served = np.zeros_like(sites.unit)
    served[row, column] = used / amount * opened[row]
    bound = float(prices @ sites.demand + worth @ opened)
    return bound, opened, served


def _chosen(worth: Floats, capacity: Floats, demand: float) -> Floats:
    """Return how far each site opens at least cost, room for all demand in all."""
    opened = (worth < 0.0).astype(np.float64)
    lacking = demand - capacity @ opened
    for site in np.argsort(worth / capacity, kind="stable"):
        if lacking <= 0.0:
            break
        if not opened[site]:
            opened[site] = min(1.0, lacking / capacity[site])
            lacking -= capacity[site]
    return opened


def priced(sites: Sites, rounds: int = ROUNDS) -> Priced:
    """Return the best bound that some rounds of prices find.

    Parameters
    ----------
    sites
        The problem.
    rounds
        Most rounds.
    """
    begin, step, idle = time.process_time(), 1.0, 0
    prices = np.sort(sites.unit, axis=0)[1]
    found = Priced(*_first(sites, prices))
    for _ in range(rounds):
        lack = sites.demand * (1.0 - found.served.sum(axis=0))
        length = step * ABOVE * abs(found.bound) / max(lack @ lack, 1e-9)
        tried = found.prices + length * lack
        bound, opened, served = answer(sites, tried)
        found.opened += KEPT * (opened - found.opened)
        found.served += KEPT * (served - found.served)
        idle = 0 if bound > found.bound else idle + 1
        if bound > found.bound:
            found.bound, found.prices, step = bound, tried, min(step * 1.1, 2.0)
        if idle >= PATIENCE:
            step, idle = step / 2, 0
        if step < SHORTEST:
            break
    found.seconds = time.process_time() - begin
    return found


def _first(sites: Sites, prices: Floats) -> tuple[float, Floats, Floats, Floats]:
    bound, opened, served = answer(sites, prices)
    return bound, prices, opened, served
