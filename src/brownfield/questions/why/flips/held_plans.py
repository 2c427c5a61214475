"""What are plans worth at other costs, each held to what it decides?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, WarmModel
from brownfield.solve.hold import held

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan

NONE = float("-inf")


@dataclass
class HeldPlans:
    """Plans of one model, each kept loaded with its decisions held.

    Attributes
    ----------
    model
        The model.
    """

    model: Formulation = field(repr=False)
    _known: dict[int, tuple[Plan, WarmModel]] = field(
        default_factory=dict, init=False, repr=False
    )

    def objective(self, decided: Plan, cost: Floats) -> float:
        """Return the best value of a plan at other costs, in solver money.

        Minus infinity if the model does not allow what it decides.

        Parameters
        ----------
        decided
            The plan.
        cost
            Cost of each column. Shape (columns,).

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        if id(decided) not in self._known:
            self._known[id(decided)] = decided, self._loaded(decided)
        _, solver = self._known[id(decided)]
        solver.change(cost=cost)
        solution = solver.solve(Limits())
        if solution.outcome == "interrupted":
            raise KeyboardInterrupt
        return NONE if solution.columns is None else solution.objective

    def _loaded(self, decided: Plan) -> WarmModel:
        return HighsBackend().load(held(self.model, decided).linear.relaxed())


def is_decided(model: Formulation, decided: Plan) -> bool:
    """Return whether a plan says what every whole column of a model is."""
    linear = held(model, decided).linear
    is_open = linear.is_integer & (linear.lower != linear.upper)
    return not bool(np.any(is_open))
