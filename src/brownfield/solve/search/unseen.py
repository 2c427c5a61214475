"""Which of the plans that are worth as much is best where the objective is blind?

A party with `tail_weight` 1 counts its worst futures only, and a future of probability
0 counts for nobody: there the best plan may burn money, and what it does says nothing.
So of all plans of the same worth the one is taken that earns most in what does not
count. A government that looks on counts for nothing, too, but nobody decides for it:
there only what is free once all whole decisions are made goes its way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.worth import counted, mean_weights, present_values, worth
from brownfield.solve.backends.solution import Backend, Limits
from brownfield.solve.search.extensive import Solved, decided, fixed

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.table import Array, Table
    from brownfield.model.data import DataTables
    from brownfield.model.formulation import Formulation

NODES = 100  # of the search among plans of the same worth
SLACK = 1e-9  # share of the value that a plan of the same worth may be short of it


def best_unseen(
    formulation: Formulation, solved: Solved, backend: Backend, limits: Limits
) -> Solved:
    """Return the plan of the same worth that earns most in what does not count.

    Parameters
    ----------
    formulation
        The model.
    solved
        Its best plan.
    backend
        Solver.
    limits
        What is left of the limits of the search.
    """
    numbers, model = formulation.numbers, formulation.linear
    blind = is_blind(numbers)
    if solved.columns is None or not (blind or has_onlookers(numbers)):
        return solved
    earned = unseen(formulation)
    if not earned.any():
        return solved
    held = _decided_again(model, solved, earned, backend, limits) if blind else solved
    if held.columns is None:
        return solved
    exact = _worth_at_least(model, held.objective, 0.0).with_arrays(cost=earned)
    rest = backend.solve(fixed(exact, held.columns), Limits(seed=limits.seed))
    if rest.columns is None:
        return solved
    return replace(
        held,
        search=solved.search,
        columns=rest.columns,
        objective=float(model.cost @ rest.columns),
        tolerance=solved.tolerance,
    )


def _decided_again(
    model: LinearModel, solved: Solved, earned: Floats, backend: Backend, limits: Limits
) -> Solved:
    """Return the plan of the same worth whose whole decisions earn most unseen."""
    equal = _worth_at_least(model, solved.objective, SLACK).with_arrays(cost=earned)
    search = backend.solve(equal, replace(limits, nodes=NODES), None, solved.columns)
    return solved if search.columns is None else decided(model, backend, limits, search)


def is_blind(data: DataTables) -> bool:
    """Return whether a party looks at its tail alone, or a future cannot happen."""
    weights = mean_weights(data)
    looks_away = (weights["mean_weight"] == 0.0) & (weights["tail_weight"] != 0.0)
    is_impossible = data.nodes["probability"] == 0.0
    return bool(looks_away.any() or is_impossible.any())


def has_onlookers(data: DataTables) -> bool:
    """Return whether some party counts for nothing: it looks on."""
    weights = mean_weights(data)
    return bool(
        ((weights["mean_weight"] == 0.0) & (weights["tail_weight"] == 0.0)).any()
    )


def unseen(formulation: Formulation) -> Floats:
    """Return what a unit of each column earns where the objective does not look.

    Shape (columns,), solver money at the value date, as if the future were certain.
    """
    terms = formulation.flows
    each = unseen_values(formulation.numbers, terms)
    earned = np.zeros(formulation.linear.columns)
    np.add.at(earned, terms["column"], each)
    return earned


def unseen_values(data: DataTables, terms: Table) -> Array:
    """Return the present value of one unit of each term that counts for nothing."""
    chance = data.nodes["probability"]
    certain = data.nodes.with_columns(probability=np.where(chance > 0.0, chance, 1.0))
    likely = replace(data, nodes=certain)
    priced = terms.join(worth(likely), ["party", "node"])
    each = priced["amount"] * counted(likely, priced)
    return np.where(present_values(data, terms) == 0.0, each, 0.0)


def _worth_at_least(model: LinearModel, value: float, slack: float) -> LinearModel:
    return model.with_rows([(model.cost, value - slack * max(1.0, abs(value)))])
