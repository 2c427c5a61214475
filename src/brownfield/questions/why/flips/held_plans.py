"""What are plans worth at other costs, each held to what it decides?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, WarmModel
from brownfield.solve.hold import held, solved_held

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan
    from brownfield.solve.backends.solution import Basis

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

    _ended: dict[int, tuple[Plan, Basis]] = field(
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

    def objective_in(self, decided: Plan, model: Formulation) -> float:
        """Return the best value of a plan in a changed model, in solver money.

        Minus infinity if that does not allow what it decides. Each solve begins where
        the last one of the plan ended.

        Parameters
        ----------
        decided
            The plan.
        model
            The changed model.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        linear = held(model, decided).linear
        if _is_open(linear):
            searched = solved_held(model, decided)
            return NONE if searched.columns is None else searched.objective
        _, basis = self._ended.get(id(decided), (decided, None))
        solution, ended = HighsBackend().solve_from(linear.relaxed(), basis)
        if solution.outcome != "solved":
            return NONE
        self._ended[id(decided)] = decided, ended
        return solution.objective

    def _loaded(self, decided: Plan) -> WarmModel:
        return HighsBackend().load(held(self.model, decided).linear.relaxed())


def is_decided(model: Formulation, decided: Plan) -> bool:
    """Return whether a plan says what every whole column of a model is."""
    return not _is_open(held(model, decided).linear)


def _is_open(linear: LinearModel) -> bool:
    """Return whether a whole column is not held."""
    return bool(np.any(linear.is_integer & (linear.lower != linear.upper)))
