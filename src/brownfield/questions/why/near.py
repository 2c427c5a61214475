"""Which other plans are nearly as good, what have all of them, what differs?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Solution

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats

ON = 0.5  # a decision above this is taken
Decision = tuple[str, str, str]  # start or open, build option or facility, node


@dataclass(frozen=True)
class NearPlan:
    """A plan and what it decides.

    Attributes
    ----------
    value, bound
        What it is worth, and no plan that decides otherwise than those before it is
        worth more than this: expected present value, case currency.
    decisions
        Whole decisions it takes: kind (start or open), build option or facility, node.
    """

    value: float
    bound: float
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class NearOptimal:
    """The best plans that differ in what they start and open, best first.

    Attributes
    ----------
    plans
        The plans; the first is the best one.
    within
        Share of the best value that they may be worth less.
    is_all
        Whether there is no other plan within that share.
    """

    plans: tuple[NearPlan, ...] = field(repr=False)
    within: float
    is_all: bool

    @property
    def must(self) -> tuple[tuple[str, str], ...]:
        """What every one of them decides, at whichever node: kind and name."""
        each = [{d[:2] for d in plan.decisions} for plan in self.plans]
        return tuple(sorted(set.intersection(*each))) if each else ()

    @property
    def may(self) -> tuple[tuple[str, str], ...]:
        """What some of them decide and others do not: kind and name."""
        all_of_them = {d[:2] for plan in self.plans for d in plan.decisions}
        return tuple(sorted(all_of_them - set(self.must)))


def near_optimal(case: Case, count: int, within: float) -> NearOptimal:
    """Return the best plans that differ in what they start and open.

    After each plan a row is added that the next one breaks with it in one decision at
    least.

    Parameters
    ----------
    case
        The case.
    count
        Most plans.
    within
        Share of the best value that the last may be worth less.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before the first plan.
    """
    model = formulate(derive(case))
    plans: list[NearPlan] = []
    for point in _points(model, case):
        plan = _told(model, point)
        if plans and plan.value < plans[0].value - within * abs(plans[0].value):
            return NearOptimal(tuple(plans), within, is_all=True)
        plans.append(plan)
        if len(plans) == count:
            return NearOptimal(tuple(plans), within, is_all=False)
    return NearOptimal(tuple(plans), within, is_all=True)


def _points(model: Formulation, case: Case) -> Iterator[Solution]:
    """Yield the best points, each with other decisions than all before it."""
    limits = Limits(case.settings.solve.gap, seed=case.settings.solve.seed)
    linear, columns = model.linear, _columns(model)
    while True:
        solution = HighsBackend().solve(linear, limits)
        if solution.outcome == "interrupted":
            raise KeyboardInterrupt
        if solution.columns is None:
            return
        yield solution
        if not len(columns):
            return
        linear = linear.with_rows([_cut(solution.columns, columns)])


def _columns(model: Formulation) -> np.ndarray:
    """Return the columns of whole starts and openings."""
    parts = [
        family["column"].to_numpy()
        for family in (model.columns.start, model.columns.open)
    ]
    columns: np.ndarray = np.concatenate(parts)
    whole: np.ndarray = columns[model.linear.is_integer[columns]]
    return whole


def _cut(point: Floats, columns: np.ndarray) -> tuple[Floats, float]:
    """Return factors and least amount of the row that a point does not keep."""
    is_on = point[columns] > ON
    factors = np.zeros(len(point))
    factors[columns] = np.where(is_on, -1.0, 1.0)
    return factors, 1.0 - float(is_on.sum())


def _told(model: Formulation, point: Solution) -> NearPlan:
    value, bound = model.worth(point.objective), model.worth(point.bound)
    taken = point.columns if point.columns is not None else np.empty(0)
    return NearPlan(value, bound, tuple(_decisions(model, taken)))


def _decisions(model: Formulation, point: Floats) -> Iterator[Decision]:
    """Yield the whole decisions that a point takes."""
    is_integer = model.linear.is_integer
    for kind, key in (("start", "build_option"), ("open", "facility")):
        family = getattr(model.columns, kind)
        for row in family.select("column", key, "node").iter_rows(named=True):
            if is_integer[row["column"]] and point[row["column"]] > ON:
                yield kind, str(row[key]), str(row["node"])
