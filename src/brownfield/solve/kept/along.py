"""Which model stands for a case at a value of one of its numbers?

Most numbers move a model along a line: twice the freight is twice as much of the same
costs. So the case is worked out at a few values, and a model between two of them that
are alike in everything but numbers is the line between them. It is stated with every
way to a market, so that other duties and freight leave its columns as they are. What is
proved is proved on models that were worked out, or that lie on one line with three that
were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.kept.search import wide
from brownfield.solve.search.tighter import tighter

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Family, Floats, LinearModel
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Limits

NUMBERS = ("cost", "lower", "upper", "row_lower", "row_upper", "values")
PATTERN = ("starts", "positions", "is_integer")


@dataclass
class Along:
    """A case along one of its numbers.

    Attributes
    ----------
    changed
        Returns the case in which the number is a factor of what it is today.
    known
        The models worked out so far, by factor.
    """

    changed: Callable[[float], Case]
    known: dict[float, Formulation] = field(default_factory=dict, repr=False)

    def exact(self, factor: float) -> Formulation:
        """Return the model at a factor, worked out from the tables.

        Raises
        ------
        DataError
            If the tables do not allow that value.
        """
        if factor not in self.known:
            self.known[factor] = wide(self.changed(factor))
        return self.known[factor]

    def known_at(self, factor: float) -> Formulation:
        """Return the model at a factor, worked out or known to be the same.

        Where three models that were worked out lie on one line, so do those between.

        Raises
        ------
        DataError
            If the tables do not allow that value.
        """
        low, high = min(self.known), max(self.known)
        inner = [other for other in self.known if low < other < high]
        if factor in self.known or not inner or not low < factor < high:
            return self.exact(factor)
        for other in inner:
            on_line = self._between(low, high, other)
            if on_line is None or not are_equal(on_line, self.known[other]):
                return self.exact(factor)
        return self._between(low, high, factor) or self.exact(factor)

    def quick(self, factor: float) -> Formulation:
        """Return the model at a factor: on the line between two known, if there is one.

        Raises
        ------
        DataError
            If the tables do not allow that value.
        """
        below = [other for other in self.known if other <= factor]
        above = [other for other in self.known if other >= factor]
        if not below or not above or factor in self.known:
            return self.exact(factor)
        return self._between(max(below), min(above), factor) or self.exact(factor)

    def _between(self, low: float, high: float, factor: float) -> Formulation | None:
        """Return the model on the line of two known; None if they are not alike."""
        first, second = self.known[low], self.known[high]
        if not are_alike(first, second):
            return None
        return between(first, second, (factor - low) / (high - low))


def are_alike(first: Formulation, second: Formulation) -> bool:
    """Return whether two models differ in numbers only."""
    ours, theirs = first.linear, second.linear
    if first.data.scale != second.data.scale:
        return False
    if not all(np.array_equal(getattr(ours, n), getattr(theirs, n)) for n in PATTERN):
        return False
    families = zip(
        (*ours.column_families, *ours.row_families),
        (*theirs.column_families, *theirs.row_families),
        strict=True,
    )
    return all(_is_same(one, other) for one, other in families)


def are_equal(first: Formulation, second: Formulation) -> bool:
    """Return whether two models are the same but for rounding."""
    return are_alike(first, second) and all(
        np.allclose(
            getattr(first.linear, name), getattr(second.linear, name), 1e-9, 1e-12
        )
        for name in NUMBERS
    )


def _is_same(one: Family, other: Family) -> bool:
    """Return whether two families have the same keys, whatever their numbers."""
    mine, theirs = one.table, other.table
    keys = [name for name in mine.columns if name in mine.labels]
    return one.name == other.name and all(
        name in theirs.columns
        and mine.labels[name] == theirs.labels.get(name)
        and np.array_equal(mine[name], theirs[name])
        for name in keys
    )


def between(first: Formulation, second: Formulation, share: float) -> Formulation:
    """Return the model a share of the way from one to another that is alike."""
    ours, theirs = first.linear, second.linear

    def mixed(name: str) -> Floats:
        return _mixed(getattr(ours, name), getattr(theirs, name), share)

    linear = replace(ours, values=mixed("values")).with_arrays(
        cost=mixed("cost"),
        lower=mixed("lower"),
        upper=mixed("upper"),
        row_lower=mixed("row_lower"),
        row_upper=mixed("row_upper"),
    )
    constant = first.constant + share * (second.constant - first.constant)
    return replace(first, linear=linear, constant=constant)


def _mixed(first: Floats, second: Floats, share: float) -> Floats:
    is_same = first == second  # endless bounds too
    with np.errstate(invalid="ignore"):
        return np.where(is_same, first, first + share * (second - first))


@dataclass
class Near:
    """The rows that no plan breaks, kept while models differ in costs only.

    Attributes
    ----------
    model
        The model whose rows are known.
    rows
        It with these rows.
    """

    model: LinearModel | None = field(default=None, repr=False)
    rows: LinearModel | None = field(default=None, repr=False)

    def of(self, formulation: Formulation, limits: Limits) -> LinearModel:
        """Return a model with rows that no plan breaks.

        Where it differs from the last one in costs only, the rows are the same.
        """
        linear = formulation.linear
        if (
            self.model is None
            or self.rows is None
            or not only_costs(self.model, linear)
        ):
            tight = tighter(formulation, HighsBackend(), limits)
            if tight.is_interrupted:
                raise KeyboardInterrupt
            self.model, self.rows = linear, tight.model
        return self.rows.with_arrays(cost=linear.cost)


def only_costs(one: LinearModel, other: LinearModel) -> bool:
    """Return whether two models differ in nothing but costs."""
    names = ("lower", "upper", "row_lower", "row_upper", "values", *PATTERN)
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in names)
