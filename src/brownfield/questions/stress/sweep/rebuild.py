"""On which lines are vehicles out of stock built again, and whom does that displace?

Once everything runs again, stock is filled up over a year of ordinary weeks, without
overtime. It is built as planned as far as the lines that fell short have room; else by
the cheapest other route with room; and where everything is full, in the place of the
vehicles that lose least. The same model as of a stop says so, with the stock as more
demand that is planned where it fell short: hour by hour nothing earns twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.stress.network.network import Network, scaled_losses
from brownfield.questions.stress.sweep.near import FITS
from brownfield.questions.stress.sweep.neighbourhood import Neighbourhood, Settled
from brownfield.questions.stress.sweep.ways import LOST, PLANNED, STOCK, Ways
from brownfield.solve.backends.highs import HighsBackend

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.backends.solution import QuickSolver

ROUNDING = 1e-7  # vehicles a week below which nothing is lost


@dataclass(frozen=True)
class Rebuilt:
    """What filling up the stock again changes, all in all.

    Attributes
    ----------
    built
        Vehicles built more (less below zero) than planned on each arc. Shape (A,).
    displaced
        Vehicles that cannot be built as the stock takes their place. Shape (D,).
    """

    built: Floats = field(repr=False)
    displaced: Floats = field(repr=False)


def rebuilt(
    network: Network, short: Floats, drawn: Floats, solver: QuickSolver | None = None
) -> Rebuilt:
    """Return how vehicles out of stock are built again.

    Parameters
    ----------
    network
        The ordinary week.
    short
        Vehicles not built as planned on each arc. Shape (A,).
    drawn
        Vehicles taken out of stock. Shape (D,).
    solver
        Solves the small model; the usual one if not given.
    """
    missing = np.maximum(network.supplied(short), 1e-12)
    as_planned = short * np.minimum(drawn / missing, 1.0)[network.arc_demand]
    week = _with_stock_planned(network, as_planned)
    offered = network.offered(np.ones(len(network.resources)))
    if (week.planned_use <= offered + FITS).all():
        return Rebuilt(as_planned, np.zeros(len(drawn)))
    near = Neighbourhood(week, solver or HighsBackend().quick())
    loss, route = scaled_losses(network)
    cost = near.ways.cost(loss, route, np.zeros_like(loss))
    settled = near.settled(offered, 0.0, cost, near.planned_beyond(offered))
    delivered, _, displaced = served(week, near.ways, settled)
    return Rebuilt((delivered - network.flow) * network.year, displaced * network.year)


def _with_stock_planned(network: Network, more: Floats) -> Network:
    """Return the week that builds a part of more vehicles too, without any stock."""
    a_week = more / network.year
    return replace(
        network,
        flow=network.flow + a_week,
        demand=network.demand + network.supplied(a_week),
        stock=np.zeros_like(network.stock),
        buffer=np.zeros_like(network.buffer),
    )


def served(
    network: Network, ways: Ways, settled: Settled
) -> tuple[Floats, Floats, Floats]:
    """Return deliveries (A,), vehicles out of stock (D,) and lost (D,), all a week."""
    kind, values = ways.kind[settled.columns], settled.values
    arcs, whose = ways.arc[settled.columns], ways.demand[settled.columns]
    delivered = network.flow.copy()
    delivered[arcs[kind == PLANNED]] = 0.0
    on_arc = arcs >= 0
    np.add.at(delivered, arcs[on_arc], values[on_arc])
    lost, stock = np.zeros((2, len(network.demands)))
    stock[whose[kind == STOCK]] = values[kind == STOCK]
    lost[whose[kind == LOST]] = values[kind == LOST]
    return delivered, stock, np.where(lost > ROUNDING, lost, 0.0)
