"""Which placement of functions costs least?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.site.placing.linear import stated
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.site.placing.choice import Choice


@dataclass(frozen=True)
class Placement:
    """Where every function goes.

    Attributes
    ----------
    places
        Position of the place of each function.
    cost
        What that costs, present value, case currency.
    """

    places: tuple[int, ...]
    cost: float


def placed(choice: Choice) -> Placement | None:
    """Return the placement that costs least; None where no one fits the talent pools.

    Parameters
    ----------
    choice
        Costs, pairs and limits.
    """
    scale = max(float(np.abs(choice.cost).max()), 1.0)
    model = stated(
        replace(choice, cost=choice.cost / scale, apart=choice.apart / scale)
    )
    solution = HighsBackend().solve(model, Limits(gap=0.0))
    if solution.outcome != "solved" or solution.columns is None:
        return None
    places = _places(solution.columns, choice)
    return Placement(places, choice.worth(places))


def _places(columns: Floats, choice: Choice) -> tuple[int, ...]:
    functions, places = choice.cost.shape
    shares = columns[: functions * places].reshape(functions, places)
    return tuple(int(place) for place in shares.argmax(axis=1))


def bound_of(choice: Choice) -> float:
    """Return the least cost if functions could be split among places.

    Parameters
    ----------
    choice
        Costs, pairs and limits.
    """
    solution = HighsBackend().solve(stated(choice).relaxed(), Limits())
    return -solution.objective


def unlimited(choice: Choice) -> Choice:
    """Return the choice without talent pools."""
    return replace(choice, drain=np.zeros((0, 0)), room=np.zeros((0, 0)))
