"""What does a plan look like in an ordinary week, as arrays?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """An ordinary week: who is supplied by what, and what that takes.

    Axes: D products at markets, A arcs (a recipe delivered to a market), R resources
    (plants, sources of parts, lanes, programmes), U uses of a resource by an arc.

    Attributes
    ----------
    demands, arcs, resources
        Labels. Lengths D, A, R.
    demand
        Planned deliveries. Shape (D,), vehicles a week.
    stock
        Vehicles on their way or in stock when a stop begins. Shape (D,), vehicles.
    unit_loss
        Margin and penalty of a vehicle not delivered. Shape (D,), case currency.
    patience
        Share of a week's buyers that waits. Shape (D,), in [0, 1].
    arc_demand
        Position in D that an arc supplies. Shape (A,).
    arc_cost
        Extra cost of a vehicle over the best arc. Shape (A,), case currency, >= 0.
    flow
        Planned deliveries on the arc. Shape (A,), vehicles a week.
    capacity
        What a resource offers; inf = no limit. Shape (R,), units a week.
    overtime
        What it can offer on top after a stop. Shape (R,), units a week.
    buffer
        What was put by of it, e.g. weeks of parts. Shape (R,), units.
    use_resource, use_arc, use_amount
        Position in R, position in A, units per vehicle. Shape (U,).
    year
        Working weeks in which stock that was used is built again.
    """

    demands: tuple[str, ...]
    arcs: tuple[str, ...]
    resources: tuple[str, ...]
    demand: Floats = field(repr=False)
    stock: Floats = field(repr=False)
    unit_loss: Floats = field(repr=False)
    patience: Floats = field(repr=False)
    arc_demand: Positions = field(repr=False)
    arc_cost: Floats = field(repr=False)
    flow: Floats = field(repr=False)
    capacity: Floats = field(repr=False)
    overtime: Floats = field(repr=False)
    buffer: Floats = field(repr=False)
    use_resource: Positions = field(repr=False)
    use_arc: Positions = field(repr=False)
    use_amount: Floats = field(repr=False)
    year: float = 47.0

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Numbers of demands, arcs and resources: D, A, R."""
        return len(self.demands), len(self.arcs), len(self.resources)

    def used(self, arcs: Floats) -> Floats:
        """Return what deliveries take of each resource.

        Parameters
        ----------
        arcs
            Deliveries. Shape (A,), vehicles a week.
        """
        taken = self.use_amount * arcs[self.use_arc]
        return summed(self.use_resource, taken, len(self.resources))

    @cached_property
    def planned_use(self) -> Floats:
        """What planned deliveries take of each resource. Shape (R,)."""
        return self.used(self.flow)

    def offered(self, available: Floats) -> Floats:
        """Return what each resource offers under a stop.

        A resource without a limit of its own offers, while stopped, its planned use
        times what is available.

        Parameters
        ----------
        available
            Share that still runs. Shape (R,) or (R, W), in [0, 1].
        """
        shaped = (-1,) + (1,) * (available.ndim - 1)
        planned = self.planned_use.reshape(shaped)
        capacity = self.capacity.reshape(shaped)
        base = np.where(np.isfinite(capacity), capacity, planned)
        is_free = np.isinf(capacity) & (available >= RUNNING)
        return np.where(is_free, np.inf, base * available)

    def supplied(self, arcs: Floats) -> Floats:
        """Return what deliveries on arcs, shape (A,), bring to each demand: (D,)."""
        return summed(self.arc_demand, arcs, len(self.demands))


def summed(at: Positions, values: Floats, size: int) -> Floats:
    """Return the sum of the values at each position. Shape (size,)."""
    total = np.zeros(size)
    np.add.at(total, at, values)
    return total


def scaled_losses(network: Network) -> tuple[Floats, Floats]:
    """Return the objective of a lost vehicle (D,) and of a re-routed one (A,).

    A buyer is served if at all possible; among ways to serve, the planned one comes
    first, then stock, then the cheapest other route. Losses lie within 1..1000 and
    routes within 0.01..0.11, so no route can outweigh a buyer.
    """
    top = max(float(network.unit_loss.max(initial=0.0)), 1e-9)
    lost = np.clip(network.unit_loss / top, LEAST_LOSS, 1.0)
    routes = ROUTE * (1.0 + np.clip(network.arc_cost / top, 0.0, 10.0))
    return lost * UNIT, routes


def stock_prices(network: Network) -> Floats:
    """Return the objective of a vehicle out of stock. Shape (D,).

    Next to nothing where a line of its buyers has room to build it again; else it takes
    the place of another vehicle later, and is worth drawing only for its own buyers.
    """
    left = network.offered(np.ones(len(network.resources))) - network.planned_use
    has_room = np.ones(len(network.arcs), dtype=np.bool_)
    full = (left[network.use_resource] <= FULL) & (network.use_amount > 0)
    has_room[network.use_arc[full]] = False
    free = summed(network.arc_demand, has_room.astype(float), len(network.demands)) > 0
    lost, _ = scaled_losses(network)
    return np.where(free, ROUTE / 2, lost - ROUTE)


FULL = 1e-7  # vehicles or units a week of room that are none
RUNNING = 1.0 - 1e-9  # share from which a resource counts as running in full
UNIT = 1_000.0  # objective of the dearest vehicle; the solver resolves 1e-7
LEAST_LOSS = 0.001  # of the dearest vehicle: even a vehicle sold at a loss is promised
ROUTE = 1e-5 * UNIT  # tie-break
