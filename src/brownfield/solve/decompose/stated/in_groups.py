"""How are the parts of a large tree stated, if its whole arrays take too much memory?

The known years and a few futures are stated together, their parts are cut from that,
and the rest is let go. A point of all parts has the shared columns first, then those of
one part after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.model.arrays.alike import ARRAYS
from brownfield.model.arrays.axes import axes_of
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.scale import scale_of
from brownfield.model.formulation import MANY, formulate
from brownfield.model.worth import present_values
from brownfield.solve.decompose.parts import (
    Part,
    Parts,
    like,
    owned_columns,
    parted,
)
from brownfield.solve.decompose.shared import own_nodes, shared_nodes
from brownfield.solve.decompose.stated.group import Group, group_of
from brownfield.solve.decompose.stated.groups import FUTURES, groups_of
from brownfield.work.pages import give_back_at_once

if TYPE_CHECKING:
    from brownfield.case.content.tree import Tree
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.scale import Scale
    from brownfield.model.formulation import Formulation
    from brownfield.solve.backends.solution import Solution
    from brownfield.solve.decompose.seen import Seen


@dataclass(frozen=True)
class Stated:
    """The parts of a case, and what is asked of all of them.

    Attributes
    ----------
    parts
        The parts, their columns in the order of a point of all.
    order
        Place among them of each part of the whole model.
    groups
        What else is asked of the futures.
    constant
        Expected present value of payments that follow no decision, solver money.
    scale
        Units of the solver.
    """

    parts: Parts = field(repr=False)
    order: Positions = field(repr=False)
    groups: tuple[Group, ...] = field(repr=False)
    constant: float
    scale: Scale

    def worth(self, objective: float) -> float:
        """Return what an objective of the parts is worth, in case currency."""
        return (objective + self.constant) * self.scale.money

    def stake(self, seen: Seen) -> float:
        """Return the lesser of what the best plan is worth and what it costs.

        Present value after tax, solver money; nothing without a plan.
        """
        if seen.columns is None:
            return 0.0
        value = seen.objective + self.constant
        earned = sum(group.earned(seen.columns) for group in self.groups)
        return min(abs(value), abs(value - earned))

    def broken(self, point: Floats) -> MoreRows:
        """Return the rows that a point of all parts breaks, though no plan does."""
        return MoreRows.together([group.broken(point) for group in self.groups])

    def in_whole(self, search: Solution, model: LinearModel, tree: Tree) -> Solution:
        """Return what was found of all parts as found of the whole model.

        Parameters
        ----------
        search
            What was found; its plan is a point of all parts.
        model
            The whole model.
        tree
            Its scenario tree.
        """
        if search.columns is None:
            return search
        point = np.empty_like(search.columns)
        shared, *rest = owned_columns(model, own_nodes(model, tree))
        point[shared] = search.columns[self.parts.columns]
        for columns, number in zip(rest, self.order.tolist(), strict=True):
            point[columns] = search.columns[self.parts.rest[number].columns]
        return replace(search, columns=point)


def in_groups(derived: Derived, size: int = FUTURES) -> Stated | None:
    """Return the parts of a case, a few futures stated at a time.

    Parameters
    ----------
    derived
        The derived case.
    size
        How many futures are stated together.

    Returns
    -------
    stated
        None if futures need one another, or are not of one opinion on what they share.
    """
    groups = groups_of(derived, size)
    if groups is None:
        return None
    if derived.choices.height >= MANY:
        give_back_at_once()
    axes, scale, growing = axes_of(derived), scale_of(derived), None
    nodes = axes.of("node").positions(pl.Series(shared_nodes(derived.tree)))
    for some in derived.in_groups(groups):
        model = formulate(some, axes, scale)
        own = own_nodes(model.linear, derived.tree)
        parts = parted(model.linear, own)
        growing = growing or Growing(parts.shared, nodes)
        if not _is_same(parts.shared, growing.shared):
            return None
        growing.add(model, own, parts)
    return None if growing is None else growing.stated(scale)


def _is_same(one: LinearModel, other: LinearModel) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in ARRAYS)
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs)


@dataclass
class Growing:
    """What is stated so far.

    Attributes
    ----------
    shared
        The shared columns with their own rows.
    nodes
        The nodes they are on, as positions.
    rest, first
        The parts so far, and the first node of each.
    groups
        The groups so far.
    constant
        What follows no decision there, solver money.
    width
        Columns so far.
    """

    shared: LinearModel
    nodes: Positions
    rest: list[Part] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    constant: float = 0.0
    width: int = 0

    def add(self, model: Formulation, own: Positions, parts: Parts) -> None:
        """Add the parts of a few futures.

        Parameters
        ----------
        model
            Their model.
        own
            Node of each column, -1 for shared ones.
        parts
            The model in parts.
        """
        count, before = self.shared.columns, self.width
        places = np.empty(model.linear.columns, np.int32)
        places[parts.columns] = np.arange(count)
        for part in parts.rest:
            at, begin = np.arange(len(part.after), dtype=np.int32), count + self.width
            places[part.columns] = at + begin - before
            self.first.append(int(own[part.columns].min()))
            moved = replace(part, begin=begin, after=at)
            self.rest.append(like(moved, self.rest))
            self.width += len(at)
        group = group_of(model, count, before, places)
        self.constant += self._constant(model)
        self.groups.append(group.like(self.groups[0]) if self.groups else group)

    def _constant(self, model: Formulation) -> float:
        """Return what follows no decision, that of the shared nodes once."""
        each = present_values(model.numbers, model.fixed)
        is_new = ~np.isin(model.fixed["node"], self.nodes) | (not self.groups)
        return float(each[is_new].sum())

    def stated(self, scale: Scale) -> Stated:
        """Return what was added."""
        columns = np.arange(self.shared.columns)
        parts = Parts(self.shared, columns, tuple(self.rest))
        order = np.argsort(self.first, kind="stable")
        return Stated(parts, order, tuple(self.groups), self.constant, scale)
