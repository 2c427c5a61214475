"""By which powers of ten are volume and money brought near one for the solver?"""

from dataclasses import dataclass
from math import floor, log10

from brownfield.derive.derived import Derived


@dataclass(frozen=True)
class Scale:
    """Powers of ten that bring the solver's numbers near one.

    Attributes
    ----------
    volume
        Vehicles in one solver unit of volume.
    money
        Case currency in one solver unit of money.
    """

    volume: float
    money: float

    @property
    def unit_money(self) -> float:
        """Case currency per vehicle in one solver unit."""
        return self.money / self.volume


def scale_of(derived: Derived) -> Scale:
    """Return powers of ten near the largest demand over 50 and price over 20.

    Any power of ten gives the same plan; these keep coefficients within about
    1e-2..1e3, where the solver's tolerances mean what they should.
    """
    volume = _power_of_ten(derived.demand["volume"].max(), 50.0)
    prices = derived.demand["price"].max()
    costs = derived.unit_costs["ex_works"].max()
    penalty = derived.demand["lost_sale_penalty"].max()
    price = _power_of_ten(prices or costs or penalty, 20.0)
    return Scale(volume=volume, money=volume * price)


def _power_of_ten(largest: object, aim: float) -> float:
    if not isinstance(largest, float | int) or largest <= 0:
        return 1.0
    return float(10.0 ** floor(log10(largest / aim) + 0.5))
