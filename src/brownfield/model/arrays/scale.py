"""By which powers of ten are volume and money brought near one for the solver?"""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log10

import polars as pl

from brownfield.derive.derived import MADE, SENT, Derived
from brownfield.tables.memory import Tables, remembered

LEAST = 1e-3  # units: what decides is not smaller, far above the solver's tolerance
MOST = 1e7  # units: nothing is made larger than this by what is small


@dataclass(frozen=True)
class Scale:
    """Powers of ten that bring the solver's numbers near one.

    Attributes
    ----------
    volume
        Vehicles in one solver unit of volume.
    money
        Case currency in one solver unit of money.
    jobs
        People in one solver unit of jobs. Without it a change of jobs is a whole number
        of people, and a solver looks at every one of them.
    """

    volume: float
    money: float
    jobs: float = 1.0

    @property
    def unit_money(self) -> float:
        """Case currency per vehicle in one solver unit."""
        return self.money / self.volume


def scale_of(derived: Derived) -> Scale:
    """Return powers of ten near the largest demand over 50 and price over 20.

    These keep coefficients within about 1e-2..1e3, where the solver's tolerances mean
    what they should. One large volume or price must not hide the others: the smallest
    market and the cost of a delivered vehicle stay above `LEAST` units. Without prices
    that cost sets the unit; without unit costs the fixed costs do; a penalty for lost
    sales, which a good plan does not pay, only if there is nothing else.
    """
    volumes = derived.demand["volume"]
    volume = _unit(_largest(volumes), 50.0, _smallest(volumes))
    return Scale(
        volume=volume,
        money=volume * _unit_money(derived, volume),
        jobs=_unit_jobs(derived),
    )


def _unit_jobs(derived: Derived) -> float:
    heads = derived.capacity["headcount"].cast(pl.Float64)
    return _unit(_largest(heads), 5.0, _smallest(heads))


def _unit_money(derived: Derived, volume: float) -> float:
    delivered = _delivered_cost(derived)
    if price := _largest(derived.demand["price"]):
        return _unit(price, 20.0, delivered)
    if delivered:
        return _unit(delivered, 20.0, delivered)
    if fixed := _fixed_cost(derived):
        return _unit(fixed / volume, 1000.0, 0.0)
    return _unit(_largest(derived.demand["lost_sale_penalty"]), 20.0, 0.0)


def _delivered_cost(derived: Derived) -> float:
    """Return the cost of a vehicle at the dearest market, sent there the cheapest way.

    Ways that cost nothing do not count: they say nothing on the size of costs.
    """
    return _dearest({}, *derived.chosen_at_cost)


@remembered()
def _dearest(_: Tables, ways: pl.DataFrame, unit_costs: pl.DataFrame) -> float:
    costs = unit_costs.select("recipe", "node", made=pl.sum_horizontal(MADE))
    cheapest = (
        ways.join(costs, on=["recipe", "node"], how="left")
        .with_columns(cost=pl.sum_horizontal("made", *SENT))
        .filter(pl.col("cost") > 0)
        .group_by("place", "node")
        .agg(pl.col("cost").min())
    )
    return _largest(cheapest["cost"])


def _fixed_cost(derived: Derived) -> float:
    """Return the middle one of what it costs to open, tool and run a plant."""
    tables = derived.case_at(derived.tree.nodes["node"][0]).tables
    costs = (
        tables["facilities"]["opening_cost"],
        tables["build_options"]["tooling_cost"],
        derived.capacity["fixed_cost"],
    )
    given = pl.concat([cost.cast(pl.Float64) for cost in costs])
    return _of(given, pl.Series.median)


def _unit(largest: float, aim: float, smallest: float) -> float:
    """Return the power of ten near `largest` over `aim`, less if `smallest` asks it."""
    if largest <= 0:
        return 1.0
    unit = _power_of_ten(largest / aim)
    if 0 < smallest < unit * LEAST:
        unit = max(_power_of_ten(smallest / LEAST), _power_of_ten(largest / MOST))
    return unit


def _power_of_ten(amount: float) -> float:
    return float(10.0 ** floor(log10(amount) + 0.5))


def _largest(amounts: pl.Series) -> float:
    return _of(amounts, pl.Series.max)


def _smallest(amounts: pl.Series) -> float:
    return _of(amounts, pl.Series.min)


def _of(amounts: pl.Series, chosen: Callable[[pl.Series], object]) -> float:
    """Return one of the amounts above zero; 0 if there are none."""
    size = chosen(amounts.filter(amounts > 0))
    return float(size) if isinstance(size, float | int) else 0.0
