"""At which nodes is a plan counted, and what do the tables say there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.case.one_currency import by_case, paid_by_node
from brownfield.case.scenarios import way_to_root

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Nodes:
    """The nodes of a plan.

    Attributes
    ----------
    names
        In the order of the tree. N of them.
    years
        Calendar year of each. Shape (N,).
    chance
        Probability of each. Shape (N,), in [0, 1].
    frame
        node, parent, branch, year, probability, what_ifs.
    case_at
        The case at a node, money in case currency.
    """

    names: tuple[str, ...]
    years: Floats = field(repr=False)
    chance: Floats = field(repr=False)
    frame: pl.DataFrame = field(repr=False)
    case_at: Callable[[str], Case] = field(repr=False)

    @cached_property
    def at(self) -> dict[str, int]:
        """Position of each node."""
        return {name: number for number, name in enumerate(self.names)}

    @property
    def calendar(self) -> tuple[int, ...]:
        """Years of the horizon."""
        return tuple(sorted({int(year) for year in self.years}))

    @cached_property
    def futures(self) -> tuple[tuple[str, float, tuple[int, ...]], ...]:
        """Leaf, probability, and positions of the nodes on the path, of each future."""
        parent = dict(self.frame.select("node", "parent").iter_rows())
        inner = {name for name in parent.values() if name is not None}
        return tuple(
            (
                leaf,
                float(self.chance[self.at[leaf]]),
                tuple(sorted(self.at[name] for name in way_to_root(leaf, parent))),
            )
            for leaf in self.names
            if leaf not in inner
        )

    def summed(self, rows: pl.DataFrame) -> Floats:
        """Return the sum of an amount at each node. Shape (N,), its unit.

        Parameters
        ----------
        rows
            Columns `node` and `amount`.
        """
        sums = np.zeros(len(self.names))
        for node, amount in rows.select("node", "amount").iter_rows():
            sums[self.at[node]] += amount
        return sums

    def expected(self, amounts: Floats) -> dict[int, float]:
        """Return the mean of an amount over the futures in each year.

        Parameters
        ----------
        amounts
            At each node. Shape (N,), any unit.
        """
        return {
            year: float((amounts * self.chance)[self.years == year].sum())
            for year in self.calendar
        }

    def by_case(self) -> Iterator[tuple[Case, pl.DataFrame]]:
        """Yield each case of the tree with node and year where it holds."""
        for case, rows in by_case(self.frame, self.case_at):
            yield case, rows.select("node", "year")


def nodes_of(case: Case, plan: Plan) -> Nodes:
    """Return the nodes of a plan of a case."""
    frame = plan.nodes
    return Nodes(
        tuple(frame["node"]),
        frame["year"].to_numpy().astype(float),
        frame["probability"].to_numpy(),
        frame,
        paid_by_node(case),
    )
